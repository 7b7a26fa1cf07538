import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { lowerFinding } from '../manifest/finding.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import type { Resource } from '../manifest/resource.ts';
import { firstOf } from '../text/first-of.ts';
import { expandedSize, type PlainValue, plainValue } from '../yaml/plain-value.ts';
import { keyText } from '../yaml/yaml-node.ts';
import { MAX_VALUES } from './accepts.ts';
import { Causes } from './causes.ts';
import { checkNamespace } from './check-namespace.ts';
import { checkScalars } from './check-scalars.ts';
import { type Decoding, decodeAsGcloud } from './decode.ts';
import { explainConversion } from './explain-conversion.ts';
import { explainError } from './explain-error.ts';
import { outputOnlyFindings } from './output-only.ts';
import type { SchemaFinding } from './schema-finding.ts';
import { findUnknownKeys, unknownKeyFindings } from './unknown-keys.ts';

/**
 * Everything in which a resource does not fit what gcloud's client and the schemas ask: for a manifest that is not accepted
 * at once. The words for what can be wrong are most of what there is to load.
 */
export function findMistakes(resource: Resource, call: ReplaceCall): Diagnostic[] {
  return findAll(resource, call).map((finding) => lowerFinding(resource, finding, finding));
}

/** What is told of one resource at most, by each check: the first of hundreds are enough to learn what is wrong. */
const MAX_FINDINGS = 200;

function findAll(resource: Resource, call: ReplaceCall): SchemaFinding[] {
  if (sizeToJudge(resource) > MAX_VALUES) return [tooLarge()];
  const scalars = firstOf(checkScalars(resource), MAX_FINDINGS);
  const { errors, conversions } = decodeAsGcloud(resource.kind.kind, valueToSend(resource));
  const decoding = { errors: errors.slice(0, MAX_FINDINGS), conversions: conversions.slice(0, MAX_FINDINGS) };
  return [...scalars, ...checkNamespace(resource, call), ...explain(resource, decoding, scalars)];
}

/** The status is not looked into. */
function sizeToJudge({ document: { root } }: Resource): number {
  if (root?.type !== 'map') return 0;
  return expandedSize({ ...root, entries: root.entries.filter(({ key }) => keyText(key) !== 'status') });
}

function tooLarge(): SchemaFinding {
  return {
    ruleId: 'yaml/limit',
    severity: 'error',
    at: ['kind'],
    message: `With its aliases written out this manifest holds more than ${MAX_VALUES} values, and was not held against the schema`,
    refusedBy: [],
    fixSafety: 'none',
  };
}

/** What gcloud decodes: the namespace is text by then, and another check's. */
function valueToSend({ document }: Resource): PlainValue {
  const value = document.root ? plainValue(document.root) : null;
  const metadata = propertyOf(value, 'metadata');
  if ((propertyOf(metadata, 'namespace') ?? null) !== null) Object.assign(metadata as object, { namespace: '' });
  return value;
}

function propertyOf(value: PlainValue | undefined, key: string): PlainValue | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value[key] : undefined;
}

/** One finding for each cause: what only follows from something that is told already is left out. */
function explain(resource: Resource, { errors, conversions }: Decoding, told: readonly SchemaFinding[]): SchemaFinding[] {
  if (errors.length + conversions.length === 0) return [];
  const unknown = findUnknownKeys(resource, errors);
  const causes = new Causes(resource, errors, conversions, unknown, told);
  return [
    ...unknownKeyFindings(unknown),
    ...outputOnlyFindings(errors),
    ...errors.filter((error) => !causes.isConsequence(error)).flatMap((error) => explainError(resource, error, errors) ?? []),
    ...conversions
      .filter((conversion) => !causes.isToldOfConversion(conversion))
      .flatMap((conversion) => explainConversion(resource, conversion) ?? []),
  ];
}
