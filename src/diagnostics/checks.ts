import type { CheckId } from './check-ids.ts';

/** What runlint says of itself, without a rule: these checks are always on. */
export interface Check {
  /** The `ruleId` of its diagnostics. */
  readonly id: CheckId;
  /** What is wrong where it reports. */
  readonly summary: string;
  /** Why it matters. */
  readonly rationale: string;
}

const API = 'https://cloud.google.com/run/docs/reference/rest/v1';

export const CHECKS: readonly Check[] = [
  {
    id: 'schema/unknown-field',
    summary: 'A key is no field of the API where it stands.',
    rationale: `gcloud refuses the whole manifest, and names the keys of one object at a time. Names of Cloud Run's API v2, of Terraform and of Kubernetes are often others; a field on the wrong level is unknown there, too. The fields are those of ${API}.`,
  },
  {
    id: 'schema/type',
    summary: 'A value has another type than its field.',
    rationale:
      'gcloud reads YAML 1.1, where 8080, true and 2026-11-22 are no text, and checks types before it sends anything. It names the last field and no line, and only the first of several. What it changes without a word, as a single item where a list belongs, is a warning.',
  },
  {
    id: 'schema/export-round-trip-safe',
    summary: 'A text is written as gcloud exports it, and as gcloud cannot read it.',
    rationale:
      'gcloud run … describe --format export writes YAML 1.2, where on, no and 12:30 are text and need no quotes. gcloud run … replace reads YAML 1.1, where they are booleans and numbers. An export that holds one of them is refused unless it is quoted.',
  },
  {
    id: 'schema/required',
    summary: 'A field is missing that cannot be left out.',
    rationale: 'Without metadata.name gcloud does not know what to replace; the rest Cloud Run asks for.',
  },
  {
    id: 'schema/range',
    summary: 'A number is too small or too large, or a list too short or too long.',
    rationale: 'gcloud sends any number; Cloud Run refuses what is out of its range.',
  },
  {
    id: 'schema/enum',
    summary: 'A value is none of those that its field or its annotation can have.',
    rationale: 'gcloud sends any text; Cloud Run takes only certain words, in this spelling.',
  },
  {
    id: 'schema/format',
    summary: 'A text does not have the form that its field or its annotation asks for.',
    rationale: 'gcloud sends any text; Cloud Run refuses names, paths and annotations of another form.',
  },
  {
    id: 'schema/unsupported-field',
    summary: 'A field of the API that Cloud Run does not support.',
    rationale:
      'The API has taken it over from Knative and documents it as not supported: what it says does not happen. exec probes are refused by gcloud itself.',
  },
  {
    id: 'schema/output-only',
    summary: 'A field that Cloud Run sets itself stands in the manifest.',
    rationale:
      'It comes with --format yaml; --format export leaves most of it out. gcloud throws the status away and writes the resource version anew. The address of a traffic tag is refused.',
  },
  {
    id: 'schema/null',
    summary: 'A key has no value, or a list an empty item.',
    rationale:
      'gcloud leaves a key without a value out, as if it were not there: an emptyDir: without {} is no volume. An empty item of a list it refuses.',
  },
  {
    id: 'schema/key-type',
    summary: 'The key of a label or an annotation is read as something else than its characters.',
    rationale: 'To YAML 1.1 the key on is the boolean true, and gcloud deploys a label that is called true.',
  },
  {
    id: 'schema/mode',
    summary: 'Permissions are written as a decimal number.',
    rationale: 'To gcloud 0444 is octal and 444 is decimal, which as permissions is 0674. It is deployed without a word.',
  },
  {
    id: 'manifest/unknown-kind',
    summary: 'The kind, or its apiVersion, is none of Cloud Run.',
    rationale: 'gcloud does not look at either, and Cloud Run refuses it.',
  },
  {
    id: 'manifest/kind-mismatch',
    summary: 'The manifest is of another kind than the command takes. Only with --as.',
    rationale: 'gcloud reads any manifest as the kind of its command, and trips over fields that this kind does not have.',
  },
  {
    id: 'manifest/not-replaceable',
    summary: 'A kind that Cloud Run makes itself, as a Revision.',
    rationale: 'It cannot be replaced from a manifest; what it is made from can.',
  },
  {
    id: 'manifest/several-documents',
    summary: 'A file holds more than one document.',
    rationale:
      'gcloud takes one, and drops empty ones. Skaffold and Cloud Deploy take several: with --several-documents off, or warning or info, so does runlint.',
  },
  {
    id: 'manifest/namespace',
    summary: 'metadata.namespace is not the project that is deployed to.',
    rationale:
      'gcloud compares it with the project, by id or number, and stops. It has to be changed when a manifest moves to another project, or left out. Say what the project is with --project id=number.',
  },
  {
    id: 'manifest/namespace-quoted',
    summary: 'metadata.namespace is a number without quotes.',
    rationale: 'gcloud makes text of it, since version 363; older versions and other tools refuse it.',
  },
  {
    id: 'manifest/template',
    summary: 'The file is a template that has yet to be rendered.',
    rationale: 'As it stands it is no YAML that gcloud can read. What is rendered from it can be checked.',
  },
  {
    id: 'manifest/empty',
    summary: 'The file holds nothing to replace. Only with --as.',
    rationale: 'gcloud refuses an empty file.',
  },
  {
    id: 'manifest/not-a-map',
    summary: 'The manifest is a list or a single value. Only with --as.',
    rationale: 'gcloud refuses it, or crashes on it.',
  },
  {
    id: 'yaml/syntax',
    summary: 'The text is no YAML.',
    rationale: 'gcloud refuses it, as every other reader does.',
  },
  {
    id: 'yaml/tab',
    summary: 'A tab stands where YAML 1.1 takes only spaces.',
    rationale: 'gcloud refuses it; newer readers take some of them.',
  },
  {
    id: 'yaml/control-character',
    summary: 'The text holds a character that YAML does not allow.',
    rationale: 'gcloud refuses it, wherever it stands.',
  },
  {
    id: 'yaml/unreadable-value',
    summary: 'gcloud cannot make a value of what is written.',
    rationale: 'An unknown tag, a map as a key and a lone = are valid YAML, and gcloud refuses them.',
  },
  {
    id: 'yaml/duplicate-key',
    summary: 'A key stands twice in a map.',
    rationale: 'gcloud takes the first and prints a warning; kubectl and most others take the last. One of the two is not meant.',
  },
  {
    id: 'yaml/line-separator',
    summary: 'The text holds a line end that editors do not show.',
    rationale: 'gcloud begins a new line there, so that a reviewer sees something else than what is deployed.',
  },
  {
    id: 'yaml/limit',
    summary: 'The text is nested too deeply, or too large.',
    rationale: 'It was made to stop a reader, or by mistake: it is not read any further.',
  },
  {
    id: 'file/encoding',
    summary: 'The bytes of the file are not in its encoding.',
    rationale: 'A file is UTF-8, or says with a byte-order mark that it is UTF-16.',
  },
  { id: 'file/binary', summary: 'The file is not text.', rationale: 'It holds a zero byte.' },
  { id: 'file/too-large', summary: 'The file is larger than any manifest.', rationale: 'It was not read.' },
  { id: 'file/unreadable', summary: 'The file or folder cannot be read.', rationale: 'The system says why.' },
  {
    id: 'edit/refused',
    summary: 'A change was not made.',
    rationale: 'It could not be made exactly, or what came of it was not what was meant. The file is left as it is.',
  },
  {
    id: 'edit/unfinished',
    summary: 'More can be fixed than was fixed in one run.',
    rationale: 'One fix can make room for another, and after ten times runlint stops. The same command again makes the rest.',
  },
  {
    id: 'edit/revision-name-removed',
    summary: 'With the account the pinned name of the revision went.',
    rationale: 'Cloud Run answers 409 to a revision that keeps its name and changes anything else.',
  },
  {
    id: 'edit/shared-anchor',
    summary: 'A change reaches other places, too.',
    rationale: 'They are aliases of what was changed.',
  },
  {
    id: 'edit/misplaced-account',
    summary: 'The account was set where gcloud reads it, and also stands where it does not.',
    rationale: 'gcloud refuses a field that it does not know: remove the other one.',
  },
  {
    id: 'edit/placeholder-replaced',
    summary: 'A placeholder for an account was replaced by an account.',
    rationale: 'Whatever fills in the placeholder has nothing left to fill in.',
  },
  {
    id: 'internal/rule-crashed',
    summary: 'A rule failed on a resource.',
    rationale: 'This is a bug in runlint. The other rules went on.',
  },
  {
    id: 'suppression/unused',
    summary: 'A comment silences something that is not reported there.',
    rationale:
      'What it was written for is gone, or the line has moved. Left in, it would silence the next mistake without a word.',
  },
  {
    id: 'suppression/unknown-rule',
    summary: 'A comment names a rule that does not exist.',
    rationale: 'It silences nothing. runlint explain lists the rules.',
  },
  {
    id: 'suppression/expired',
    summary: 'A comment has silenced something until a day that is past.',
    rationale: 'What it was written for is still there, and is reported again.',
  },
  {
    id: 'suppression/reason-required',
    summary: 'A comment silences something and gives no reason. Only with requireReason in the configuration.',
    rationale: 'The next reader has to know why an exception is right, and whether it still is.',
  },
  {
    id: 'suppression/malformed',
    summary: 'A comment looks as if it should silence something, and says nothing.',
    rationale:
      'It is written # runlint-ignore[rule-id] reason, or # runlint-ignore-file[rule-id] reason, with until=YYYY-MM-DD if it is to end.',
  },
  {
    id: 'config/syntax',
    summary: 'The configuration is no YAML, or cannot be read.',
    rationale: 'Nothing is checked with half a configuration.',
  },
  {
    id: 'config/unknown-setting',
    summary: 'The configuration holds a key that is no setting.',
    rationale: 'A misspelt setting would not be followed, and nobody would know.',
  },
  {
    id: 'config/value',
    summary: 'A setting has a value that it cannot have.',
    rationale: 'docs/configuration.md lists the settings, and schemas/config.schema.json has their shapes, for editors too.',
  },
  {
    id: 'config/unknown-rule',
    summary: 'The configuration sets a rule that does not exist.',
    rationale: 'It may be misspelt, or the rule of a newer version. runlint explain lists the rules.',
  },
  {
    id: 'config/extends',
    summary: 'The configuration extends a file that cannot be read, or that extends it in turn.',
    rationale: 'Its settings cannot be followed.',
  },
  {
    id: 'config/expression',
    summary: 'The expression of a custom rule is not valid.',
    rationale: 'Expressions are written in CEL (https://cel.dev). A field that can be missing is asked for with has() or .?.',
  },
  {
    id: 'config/custom-rule',
    summary: 'A custom rule is not complete, or not what its own examples say.',
    rationale: 'A rule that is not tested may be silent where it should speak.',
  },
];
