import { type Document, isMap, isPair, isScalar, type Pair, parseAllDocuments, Scalar, visit } from 'yaml';

/** A number from zero that is less than a limit. */
export type Random = (limit: number) => number;

/** Numbers that are the same for the same seed (mulberry32). */
export function randomOf(seed: number): Random {
  let state = seed >>> 0;
  return (limit) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % limit;
  };
}

/**
 * A manifest as another library writes it, with what means nothing in another way: the order of keys and of items, quotes
 * and indents. Undefined where the order means something, or that library reads something else than gcloud does.
 */
export function rewrittenManifest(text: string, random: Random, change?: (document: Document) => void): string | undefined {
  const documents = parseAllDocuments(text, { version: '1.1', uniqueKeys: false });
  if (!Array.isArray(documents) || documents.some(isUncertain)) return undefined;
  for (const document of documents) {
    change?.(document);
    visit(document, {
      Map: (_, map) => shuffle(map.items, random),
      Seq: (_, list, path) => {
        const keys = path.flatMap((ancestor) => (isPair(ancestor) && isScalar(ancestor.key) ? String(ancestor.key.value) : []));
        if (isUnordered(keys, list.items)) shuffle(list.items, random);
      },
      Scalar: (key, scalar, path) => requote(scalar, key, path.at(-1) as Pair, random),
    });
  }
  const options = { lineWidth: random(3) * 40, indentSeq: random(2) === 0, indent: 2 + random(3) };
  return documents.map((document) => document.toString(options)).join('');
}

function isUncertain(document: Document): boolean {
  let isFound = document.errors.length > 0;
  const find = (found: boolean) => {
    isFound ||= found;
  };
  visit(document, {
    Alias: () => find(true),
    Scalar: (_, { value }) => find(value instanceof Date || Number.isNaN(value)),
    Map: (_, { items }) => find(new Set(items.map(({ key }) => String(key))).size < items.length),
  });
  return isFound;
}

const UNORDERED = /^(?:env|volumes|volumeMounts|traffic|instanceSplits|containers|items|httpHeaders)$/;

/** Of variables of one name the last holds, a reference is resolved by those before it, and an `env` elsewhere is unknown. */
function isUnordered(keys: readonly string[], items: readonly unknown[]): boolean {
  const key = keys.at(-1) ?? '';
  const names = items.map((item) => (isMap(item) ? String(item.get('name')) : ''));
  const isOfContainer =
    new Set(names).size === names.length && keys.includes('containers') && !JSON.stringify(items).includes('$(');
  return UNORDERED.test(key) && items.every((item) => isMap(item)) && (key !== 'env' || isOfContainer);
}

const STYLES = [Scalar.PLAIN, Scalar.QUOTE_SINGLE, Scalar.QUOTE_DOUBLE] as const;
const NUMBERS = /^(?:containerPort|port|percent|\w+Seconds|\w+Threshold|containerConcurrency|maxRetries|taskCount|parallelism)$/;

/** Other quotes around text, and quotes around the digits of what gcloud reads as a number with or without them. */
function requote(scalar: Scalar, key: unknown, parent: Pair, random: Random): void {
  const isNumber = typeof scalar.value === 'number' && /^[1-9]\d*$/.test(scalar.source ?? '');
  const isOfField = key === 'value' && isScalar(parent.key) && NUMBERS.test(String(parent.key.value));
  const isOfLines = typeof scalar.value === 'string' && scalar.value.includes('\n');
  if (isOfLines) scalar.type = Scalar.QUOTE_DOUBLE;
  else if (typeof scalar.value === 'string') scalar.type = STYLES[random(STYLES.length)] as Scalar.Type;
  else if (isNumber && isOfField && random(2) === 0) Object.assign(scalar, { value: scalar.source, type: Scalar.QUOTE_DOUBLE });
}

function shuffle(items: unknown[], random: Random): undefined {
  for (let index = items.length - 1; index > 0; index--) {
    const other = random(index + 1);
    [items[index], items[other]] = [items[other], items[index]];
  }
}
