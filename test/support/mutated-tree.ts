import fc from 'fast-check';
import { FIELD_TYPES } from '../../schemas/field-types.ts';
import { ANNOTATION_LEVELS, LABEL_LEVELS } from '../../schemas/metadata-levels.ts';
import { readSchema, SCHEMA_FILES } from '../../schemas/read-schemas.ts';
import { resolvePlainScalar, resolveQuotedScalar } from '../../src/yaml/resolve-scalar.ts';
import type { YamlEntry, YamlMap, YamlNode, YamlScalar } from '../../src/yaml/yaml-node.ts';

/** Trees of YAML in which something is another: a value, its type, a key, how often it stands there. Ranges are not kept. */

/** Keys that are fields somewhere, or look like it. */
const KEYS = [
  ...new Set(Object.values(FIELD_TYPES).flatMap((fields) => Object.keys(fields))),
  ...Object.keys({ ...ANNOTATION_LEVELS, ...LABEL_LEVELS }),
  ...' * << __proto__ constructor toString hasOwnProperty fields limits no 5 1.5 2026-11-22'.split(' '),
];

/** What is read as something else, or is nearly right. */
const ODD_TEXTS = [
  ...' ~ null true TRUE True false yes off y = << - . / // =x a=b ${X} * __proto__ constructor'.split(' '),
  ...'0 00 -0 +1 007 0o17 0x1F 1_000 1:30 400 444 0444 1e3 1.5 .5 80.0 .inf .nan 600 0600 ٣ １ 99999999999999999999'.split(' '),
  ...'2026-11-22 2026-11-22T10:00:00Z name Name a-b a- -a a.b a_b a:b a/b /a /a:b ä 🙂 \u0000 \ud800 latest'.split(' '),
  ...'my-project 123456789012 Service Job serving.knative.dev/v1 run.googleapis.com/v1 0.5 .95 0.96 512Mi +1G'.split(' '),
  ...'projects/p/platforms/cloudRun/x projects/p/locations/l/connectors/c p:r:i p:r:i,p:r:i'.split(' '),
  ...[' ', '600 ', 'a b', 'a\nb', '{{ x }}', 'p:r:i, p:r:i'],
  ...[30, 31, 48, 49, 50, 62, 63, 64, 255, 256, 512, 513].flatMap((length) => ['a'.repeat(length), '🙂'.repeat(length)]),
];

/** The words that the schemas know, and the numbers around their limits. */
function bordersOfSchemas(): readonly string[] {
  const constraints: string[] = [];
  JSON.stringify(['definitions', ...Object.values(SCHEMA_FILES)].map(readSchema), (keyword, value) => {
    if (['minimum', 'maximum'].includes(keyword) && typeof value === 'number')
      constraints.push(...[-1, 0, 1].map((step) => String(value + step)));
    if (keyword === 'enum' && Array.isArray(value)) constraints.push(...value);
    return value;
  });
  return constraints;
}

const TEXTS = [...new Set([...bordersOfSchemas(), ...ODD_TEXTS])];

/** What is done to a tree at one of its places; numbers choose among what there is. */
interface Mutation {
  readonly change: Change;
  readonly place: number;
  readonly text: string;
  readonly isPlain: boolean;
  readonly choice: number;
}

interface Change {
  /** What it is made to; anything where nothing is said. */
  readonly on?: YamlNode['type'];
  readonly make: (node: YamlNode, mutation: Mutation, root: YamlNode) => YamlNode;
}

/** Most changes are to single values, so that much of what comes out is still a manifest. */
const CHANGES: readonly Change[] = [
  ...Array.from({ length: 8 }, (): Change => ({ on: 'scalar', make: withText })),
  { make: withText },
  { on: 'map', make: withKey },
  { on: 'map', make: withField },
  { on: 'map', make: withChildTwice },
  { on: 'map', make: withoutChild },
  { on: 'sequence', make: withChildTwice },
  { on: 'sequence', make: withoutChild },
  { on: 'scalar', make: withOtherNode },
  { make: withOtherNode },
  { make: asItems },
];

export const mutationsArbitrary = fc.array(
  fc.record<Mutation>({
    change: fc.constantFrom(...CHANGES),
    place: fc.nat(),
    text: fc.constantFrom(...TEXTS),
    isPlain: fc.boolean(),
    choice: fc.nat(),
  }),
  { minLength: 1, maxLength: 3 },
);

export function mutated(root: YamlNode, mutations: readonly Mutation[]): YamlNode {
  return mutations.reduce((tree, mutation) => {
    const { on, make } = mutation.change;
    const nodes = nodesIn(tree).filter(({ type }) => on === undefined || type === on);
    const place = nodes[mutation.place % nodes.length];
    return place ? replaced(tree, place, make(place, mutation, tree)) : tree;
  }, root);
}

function nodesIn(node: YamlNode): YamlNode[] {
  if (node.type === 'map') return [node, ...node.entries.flatMap(({ value }) => nodesIn(value))];
  return node.type === 'sequence' ? [node, ...node.items.flatMap(nodesIn)] : [node];
}

const NOWHERE = { start: 0, end: 0 };

function scalar(text: string, isPlain: boolean): YamlScalar {
  const resolved = isPlain ? resolvePlainScalar(text, '1.1') : resolveQuotedScalar(text);
  return { type: 'scalar', style: isPlain ? 'plain' : 'double-quoted', text, resolved, range: NOWHERE };
}

function withText(_: YamlNode, { text, isPlain }: Mutation): YamlNode {
  return scalar(text, isPlain);
}

function withKey(node: YamlNode, { text, isPlain, choice }: Mutation): YamlNode {
  return withEntries(node, (entries) => {
    const renamed = choice % Math.max(entries.length, 1);
    return entries.map((entry, index) => (index === renamed ? { ...entry, key: scalar(text, isPlain) } : entry));
  });
}

function withField(node: YamlNode, { text, isPlain, choice }: Mutation): YamlNode {
  const key = scalar(KEYS[choice % KEYS.length] as string, isPlain);
  const entry: YamlEntry = { key, value: scalar(text, choice % 2 === 0), colonEnd: 0, range: NOWHERE };
  return withEntries(node, (entries) => (choice % 3 === 0 ? [entry, ...entries] : [...entries, entry]));
}

function withoutChild(node: YamlNode, { choice }: Mutation): YamlNode {
  if (node.type === 'sequence') return { ...node, items: node.items.filter((_, index) => index !== choice % node.items.length) };
  return withEntries(node, (entries) => entries.filter((_, index) => index !== choice % entries.length));
}

function withChildTwice(node: YamlNode, { choice }: Mutation): YamlNode {
  if (node.type === 'sequence')
    return {
      ...node,
      items: Array(1 + (choice % 12))
        .fill(node.items)
        .flat(),
    };
  return withEntries(node, (entries) => [...entries, ...entries.slice(0, choice % 3)]);
}

/** Another part of the tree, or an alias for it. */
function withOtherNode(_: YamlNode, { choice, isPlain }: Mutation, root: YamlNode): YamlNode {
  const nodes = nodesIn(root);
  const target = nodes[choice % nodes.length] as YamlNode;
  return isPlain || target.type === 'alias' ? target : { type: 'alias', name: 'a', target, range: NOWHERE };
}

function asItems(node: YamlNode, { choice }: Mutation): YamlNode {
  if (choice % 3 === 0 && node.type === 'sequence' && node.items[0]) return node.items[0];
  return { type: 'sequence', isFlow: true, items: choice % 3 === 1 ? [] : [node], range: NOWHERE };
}

function withEntries(node: YamlNode, change: (entries: readonly YamlEntry[]) => readonly YamlEntry[]): YamlNode {
  return node.type === 'map' ? { ...node, entries: change(node.entries) } : map(change([]));
}

function map(entries: readonly YamlEntry[]): YamlMap {
  return { type: 'map', isFlow: true, entries, range: NOWHERE };
}

function replaced(tree: YamlNode, old: YamlNode, node: YamlNode): YamlNode {
  if (tree === old) return node;
  if (tree.type === 'sequence') return { ...tree, items: tree.items.map((item) => replaced(item, old, node)) };
  if (tree.type !== 'map') return tree;
  return { ...tree, entries: tree.entries.map((entry) => ({ ...entry, value: replaced(entry.value, old, node) })) };
}
