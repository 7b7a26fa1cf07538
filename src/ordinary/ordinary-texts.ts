import { ENVIRONMENT_WORDS } from '../cloud-run/environment-words.ts';
import { PROJECT_VARIABLE } from '../cloud-run/project-variable.ts';

/** Texts that nearly all manifests have at some places, and no rule has anything to say of. They need not be all that are right. */

export const ORDINARY_IMAGE = /^[a-z0-9.-]+\.[a-z]+(?:\/[a-z0-9._-]+)+(?:@sha256:[0-9a-f]{64}|:v?\d[\w.-]*)$/;
export const ORDINARY_LABEL = /^(?:[a-z][a-z0-9_-]{0,62}|cloud\.googleapis\.com\/location)$/;
export const ORDINARY_LABEL_VALUE = /^[a-z0-9_-]{0,63}$/;
export const ORDINARY_MIN_SCALE = /^[01]$/;

/** Fits into 512Mi, the memory of a container that says nothing. */
export const ORDINARY_VOLUME_SIZE = /^(?:64|128|256|500|512)Mi$/;

/** A file name without a folder: where a secret is put in its volume. */
export const ORDINARY_FILE = /^\.?\w[\w.-]*$/;

/** To a secret of another project gcloud gives a name that has dashes and is longer than 36 letters. */
export const ORDINARY_NAME = /^(?:\w{1,63}|\w[\w-]{0,35})$/;

/** A map with more keys is for the rules, some of which count them. */
export const MOST_ORDINARY_KEYS = 40;

/** The texts that stand at the keys of a map; undefined for what is a map or a list. */
export type Texts = ReadonlyMap<string, string | undefined>;

/** True for limits of a container that go together. */
export function areOrdinaryLimits(limits: Texts): boolean {
  const amounts = `${limits.get('cpu') ?? 1} ${limits.get('memory') ?? '512Mi'}`;
  return ORDINARY_LIMITS.some((pair) => pair.test(amounts));
}

/** CPUs, and as much memory as goes with them. */
const ORDINARY_LIMITS: readonly RegExp[] = [
  /^[12](?:000m)? (?:(?:128|256)Mi|(?:512|1024|2048)Mi?|[1-4]Gi?)$/,
  /^[48](?:000m)? (?:[48]|16)Gi$/,
  /^(?:0?\.[1-9]|[1-9]\d\dm) (?:(?:128|256)Mi|(?:512|1024)Mi?|1Gi?)$/,
];

/** False for a service that can have little memory, by annotations of its template. */
export function needsMoreMemory(kind: string, environment: string | undefined, throttling: string | undefined): boolean {
  return kind !== 'Service' || (environment ?? 'gen1') !== 'gen1' || (throttling ?? 'true') !== 'true';
}

/** True for amounts that can be asked for: they bind nothing. */
export function areOrdinaryRequests(requests: Texts): boolean {
  return ORDINARY_REQUESTS.test(`${requests.get('cpu') ?? 1} ${requests.get('memory') ?? '512Mi'}`);
}

const ORDINARY_REQUESTS = /^(?:\d{1,4}m?|0\.\d{1,3}) \d{1,4}[MG]i?$/;

/** True for annotations of a template that reach a VPC network in one way or in none. */
export function isOrdinaryNetwork(annotations: Texts): boolean {
  const network = NETWORK.map((key) => annotations.get(`run.googleapis.com/${key}`) ?? '').join(' ');
  return network === '  ' || ORDINARY_NETWORK.test(network);
}

const NETWORK = ['network-interfaces', 'vpc-access-connector', 'vpc-access-egress'];

/** Names of this project, which tell no region, and where requests go that are sent through the network. */
const ORDINARY_NETWORK =
  /^(?:\[\{"network":"[\w-]+"(?:,"subnetwork":"[\w-]+")?\}\] | [a-z][a-z0-9-]*) (?:all-traffic|private-ranges-only)?$/;

/** True for a probe that tries one thing, and is over in time. */
export function isOrdinaryProbe(probe: Texts): boolean {
  if (['httpGet', 'tcpSocket', 'grpc'].filter((action) => probe.has(action)).length !== 1) return false;
  const period = settingOf(probe, 'periodSeconds', 10);
  const isInTime = settingOf(probe, 'timeoutSeconds', 1) <= period;
  return isInTime && period * settingOf(probe, 'failureThreshold', 3) <= MAX_STARTUP_SECONDS;
}

const MAX_STARTUP_SECONDS = 600;

/** What Cloud Run takes where nothing is said, or 0; not a number where it is written in no ordinary way. */
function settingOf(probe: Texts, key: string, byDefault: number): number {
  if (!probe.has(key)) return byDefault;
  const text = probe.get(key) ?? '';
  return DECIMAL.test(text) ? Number(text) || byDefault : Number.NaN;
}

const DECIMAL = /^(?:0|[1-9]\d*)$/;

/** True for a variable with a value that is no credential, or with one from elsewhere. */
export function isOrdinaryVariable(variable: Texts): boolean {
  const name = variable.get('name');
  const value = variable.get('value');
  if (variable.size !== 2 || name === undefined) return false;
  return value === undefined ? variable.has('valueFrom') : isOpenVariable(name, value);
}

/** True for a variable with a value that is no credential. */
function isOpenVariable(name: string, value: string): boolean {
  return OPEN_NAME.test(name) && (!TELLING_NAME.test(name) || OPEN_VALUE.test(value)) && !isTelling(value);
}

const OPEN_NAME = /^\w+$/;

/** Letters of which some stand in each name that says that its value is a credential; a key can be of two words. */
const TELLING_NAME = /PASS|PW|PAT(?!H)|SECRET|CREDENTIAL|TOKEN|K_*E_*Y/i;

/** What is no credential whatever its name: a switch, a number, an address, a path. */
const OPEN_VALUE = /^(?:true|false|\d{0,5}|https?:\/\/.*|\/\w[\w./-]*)$/;

/** A credential that tells itself is longer than most values, or it stands before the `@` of an address, or behind its name. */
function isTelling(text: string): boolean {
  if (text.includes('@') || (text.includes('=') && ASSIGNMENT_MARK.test(text))) return true;
  return text.length >= LEAST_CREDENTIAL && CREDENTIAL_MARK.test(text);
}

/** Behind what ends as `password`, `pwd` or `accountkey` do. */
const ASSIGNMENT_MARK = /[dy]\s?=/i;

const LEAST_CREDENTIAL = 15;

/** One of these stands in each credential that tells itself. */
export const CREDENTIAL_MARK =
  /\d{8}:|private_key|-----BEGIN|LS0tLS1CRUdJTi|ewogICJ0eXBl|eyJ|AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox|hooks\.slack|webhooks|GOCSPX-|k_live_|whsec_|npm_|pypi-|SG\.|sk-|hf_|dop_v1_|shp(?:at|ss|ca|pa)_|AIza/;

/** True where the variable that names the project is among the names in a manifest. */
export function hasProjectVariable(names: ReadonlySet<string>): boolean {
  return names.has(PROJECT_VARIABLE);
}

/** True for a variable that names no other project than an account's. */
export function namesNoOtherProject(account: string, variable: Texts): boolean {
  return variable.get('name') !== PROJECT_VARIABLE || isProjectOf(account, variable.get('value'));
}

/** True for a namespace that names no other project than an account's; a number could, where projects are known by theirs. */
export function isNamespaceOf(account: string, namespace: string, isNumberKnown: boolean): boolean {
  if (!isNumberKnown && /^\d{1,19}$/.test(namespace)) return true;
  return namespace === 'default' || isProjectOf(account, namespace);
}

function isProjectOf(account: string, project: string | undefined): boolean {
  return account.endsWith(`@${project}.iam.gserviceaccount.com`);
}

/** False where a path and an account could name two environments; `non-` and `pre-` can make one that is not there as it is written. */
export function isOfOneEnvironment(path: string, account: string): boolean {
  const text = `${path} ${account}`.toLowerCase();
  const named = Object.values(ENVIRONMENT_WORDS).filter((words) => words.some((word) => text.includes(word)));
  return named.length < 2 && !text.includes('non') && !text.includes('pre');
}
