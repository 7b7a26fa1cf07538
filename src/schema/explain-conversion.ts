import { isHiddenPath } from '../manifest/hidden-values.ts';
import { type Resource, serviceAccountNamePath } from '../manifest/resource.ts';
import type { YamlNode } from '../yaml/yaml-node.ts';
import { formatYamlPath, isSamePath, type YamlPath } from '../yaml/yaml-path.ts';
import type { Conversion } from './decode.ts';
import { fieldTypeAt } from './fields.ts';
import { isMode } from './permissions.ts';
import { describeNode, ownScalarAt, type SchemaFinding, subjectAt } from './schema-finding.ts';

/** What there is to say of something that gcloud changes without a word; undefined where nothing is lost. */
export function explainConversion(resource: Resource, { type, path }: Conversion): SchemaFinding | undefined {
  const { document, kind } = resource;
  const isAccount = isSamePath(path, serviceAccountNamePath(resource));
  const subject = subjectAt(resource, path);
  const fieldType = fieldTypeAt(kind.kind, path) ?? '';
  const isCollection = fieldType.endsWith('[]') || fieldType === 'text map';
  const common = { severity: 'warning', at: path, refusedBy: [], fixSafety: 'safe' } as const;
  const removal = { title: `Remove ${formatYamlPath(path)}`, edits: [{ type: 'remove', path }] } as const;
  switch (type) {
    case 'number-read':
      // Exports write numbers of 64 bits in quotes.
      return fieldType === 'integer' ? quotedNumber(resource, path) : undefined;
    case 'null-dropped':
      // Of an account that is missing, a rule has more to say.
      if (isAccount) return undefined;
      if (isHiddenPath(path)) return { ...common, ...emptyVariable(resource, path) };
      return {
        ...common,
        ruleId: 'schema/null',
        severity: isCollection ? 'info' : 'warning',
        message: `${subject} has no value, so gcloud leaves it out`,
        remedy: EMPTY_VALUES[fieldType] ?? (isCollection ? 'Remove it, or fill it.' : 'Give it a value, or remove it.'),
        ...(fieldType !== EMPTY_DIR && { fix: removal }),
      };
    case 'list-dropped':
      if (isAccount) return undefined;
      return {
        ...common,
        ruleId: 'schema/type',
        message: `${subject} is an empty list, and must be ${isCollection || /^[A-Z]/.test(fieldType) ? 'a map' : 'a single value'}: gcloud leaves it out`,
        remedy: 'Give it a value, or remove it.',
        fix: removal,
      };
    case 'wrapped':
      return {
        ...common,
        ruleId: 'schema/type',
        message: `${subject} is ${describeNode(document.nodeAt(path), path)}, and must be a list: gcloud makes it the only item of one`,
        remedy:
          fieldType === 'string[]' ? 'Write each word as an item: ["first", "second"].' : 'Put a "-" before its first line.',
        ...(isOneItem(document.nodeAt(path)) && {
          fix: { title: `Make ${formatYamlPath(path)} a list`, edits: [{ type: 'wrap', path }] },
        }),
      };
  }
}

/** Permissions in quotes are another check's, which has more to say. */
function quotedNumber(resource: Resource, path: YamlPath): SchemaFinding | undefined {
  const node = ownScalarAt(resource.document, path);
  const isPlainNumber = node && /^(?:0|[1-9]\d*)$/.test(node.text);
  if (isMode(String(path.at(-1)))) return undefined;
  return {
    ruleId: 'schema/type',
    severity: 'info',
    at: path,
    message: `${subjectAt(resource, path)} is ${describeNode(resource.document.nodeAt(path), path)}, and must be a whole number: gcloud makes one of it`,
    remedy: 'Write it without quotes: other tools refuse text here.',
    refusedBy: [],
    fixSafety: 'safe',
    ...(isPlainNumber && {
      fix: { title: `Write ${node.text}`, edits: [{ type: 'set', path, value: node.text, isPlain: true }] },
    }),
  };
}

/** Of a text with blanks each word is likely meant as an item. */
function isOneItem(node: YamlNode | undefined): boolean {
  return node !== undefined && (node.type !== 'scalar' || !/\s/.test(node.text));
}

function emptyVariable(resource: Resource, path: YamlPath): Pick<SchemaFinding, 'ruleId' | 'severity' | 'message' | 'remedy'> {
  const message = `${subjectAt(resource, path)} is not given: the variable will be there, and empty`;
  return { ruleId: 'schema/null', severity: 'info', message, remedy: `If it is to be empty, say so with ''.` };
}

/** Without it a volume has nothing left. */
const EMPTY_DIR = 'EmptyDirVolumeSource';

/** What an empty value was likely meant to be. */
const EMPTY_VALUES: Readonly<Record<string, string>> = {
  string: `Give it a value, or remove it. For an empty text write ''.`,
  [EMPTY_DIR]: 'Write emptyDir: {} for an empty folder in memory.',
};
