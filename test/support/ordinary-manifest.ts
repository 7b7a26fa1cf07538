import { ORDINARY_SHAPES } from '../../src/ordinary/ordinary-shapes.ts';
import type { ListShape, MapShape, Shape } from '../../src/ordinary/shape.ts';
import { countOf, drawOutline, type Outline, type Wishes, wishesFor } from './ordinary-outline.ts';
import { SPECIAL_SCALARS } from './special-scalars.ts';
import { oneOf, type Random } from './yaml-mutations.ts';

/** Manifests of the shapes that are ordinary, in the styles in which people write them, and nearly those. */

/** What stands in manifests somewhere. Where a pattern of a shape fits one, that is written there. */
const TEXTS: readonly string[] = [
  ...['serving.knative.dev/v1', 'run.googleapis.com/v1', 'Service', 'Job', 'web', 'report-2', 'web-run', 'http1', 'h2c'],
  ...['1000m', '1', '2', '4', '0.5', '2Gi', '8Gi', '512Mi', '128Mi', '0', '20', '007', 'true', 'false'],
  ...['gen1', 'gen2', 'all', 'internal', 'BETA', 'GA'],
  ...['europe-docker.pkg.dev/acme-prod/apps/web:1.4.0', `gcr.io/acme/web@sha256:${'0123456789abcdef'.repeat(4)}`],
  ...['acme-prod:europe-west1:orders', 'web-run@acme-prod.iam.gserviceaccount.com', 'job-run@acme-dev.iam.gserviceaccount.com'],
  ...['LEVEL', 'REGION', 'MODE_2', 'DEBUG', 'ZONE'],
  ...['latest', 'team', 'cloud.googleapis.com/location', 'europe-west1', 'What it is for, in a few words', '/bin/sh', 'a b  c'],
  ...['DATA_PATH', 'WORKERS', '${ZONE}', 'Always', 'TCP', '--port', 'Memory', '500Mi'],
];

const NAMESPACES: readonly string[] = ['acme-prod', '100200300400', 'default'];

/** And what is hardly ever there, or only nearly fits. */
const RARE_TEXTS: readonly string[] = [
  ...['goog-managed-by', 'PORT', 'K_SERVICE', 'API_KEY', 'GOOGLE_CLOUD_PROJECT', 'GOOGLE_APPLICATION_CREDENTIALS'],
  ...['service-agent@gcp-sa-logging.iam.gserviceaccount.com', 'your-account@your-project.iam.gserviceaccount.com'],
  ...['https://acme.example/a?b=c', 'postgres://user:pass@db/orders', '--port', '8080', '-c', '512M', '{{ .Values.x }}', '${X}'],
  ...SPECIAL_SCALARS,
];

/** The text of a manifest. */
export function ordinaryManifest(random: Random): string {
  const kind = oneOf(Object.keys(ORDINARY_SHAPES), random);
  const lineEnd = oneOf(['\n', '\n', '\n', '\r\n'], random);
  const style = { random, listIndent: oneOf([0, 2], random), quote: oneOf(['', "'", '"'], random), outline: drawOutline(random) };
  const before = oneOf(['', '', '# what it is for\n', '---\n', '\n# é: "odd" {[\n---  # c\n\n'], random);
  const text =
    before + linesOf(ORDINARY_SHAPES[kind] as MapShape, style, kind).join('\n') + oneOf(['\n', '\n', '', '\n\n# end\n'], random);
  return text.replaceAll('\n', lineEnd);
}

interface Style {
  readonly random: Random;
  /** How much deeper than its key a list is. */
  readonly listIndent: number;
  readonly quote: string;
  readonly outline: Outline;
}

/** One of the entries of a map. */
interface Entry {
  readonly key: string;
  readonly shape: Shape;
  /** What stands there, if it is no map and no list. */
  readonly text: string | undefined;
}

/**
 * @param place the key at which it stands, be it in a list
 * @param index its place in that list
 */
function linesOf(shape: MapShape, style: Style, place: string, index = 0): string[] {
  const { random, outline } = style;
  const wishes = random(300) ? wishesFor(place, index, outline, random) : {};
  let entries = drawEntries(shape, wishes, random);
  for (let tries = 1; tries < 20 && !areFitting(entries, shape); tries++) entries = drawEntries(shape, wishes, random);
  return (random(2) ? entries : entries.reverse()).flatMap((entry) => entryLines(entry, style));
}

/** The keys that are required, some others, and what an open map has. */
function drawEntries({ fields, required, others }: MapShape, wishes: Wishes, random: Random): Entry[] {
  const optional = Object.entries(fields).filter(([key]) => !required.includes(key) && wishes[key] !== null);
  const chosen = optional.filter(([key]) => wishes[key] !== undefined || random(2) > 0);
  const isEmpty = required.length + chosen.length === 0 && optional.length > 0;
  const drawn = new Map(Object.entries(fields).filter(([key]) => required.includes(key)));
  for (const [key, shape] of isEmpty ? [oneOf(optional, random)] : chosen) drawn.set(key, shape);
  for (let count = others ? 1 + random(3) : 0; others && count > 0; count--) {
    drawn.set(keyFitting(others.key, random), others.value);
  }
  return [...drawn].map(([key, shape]) => ({
    key,
    shape,
    text: (Object.hasOwn(wishes, key) && wishes[key]) || textOf(shape, random),
  }));
}

/** Nearly all: what does not go together has to be seen, too. */
function areFitting(entries: readonly Entry[], { isOrdinary }: MapShape): boolean {
  return isOrdinary?.(new Map(entries.map(({ key, text }) => [key, text]))) !== false;
}

function canBeEmpty(shape: MapShape): boolean {
  return shape.required.length === 0 && areFitting([], shape);
}

function entryLines({ key, shape, text }: Entry, style: Style): string[] {
  const { random, listIndent } = style;
  const comment = oneOf(['', '', '', '', ' # why: "so"', '   #'], random);
  const between = oneOf([[], [], [], [], [''], ['# between: yes'], ['      # - deeper']], random);
  if (shape.type === 'map' && canBeEmpty(shape) && random(15) === 0) return [`${key}: {}${comment}`, ...between];
  if (shape.type === 'map') return [`${key}:${comment}`, ...between, ...indented(linesOf(shape, style, key), 2)];
  if (shape.type === 'list') return [`${key}:${comment}`, ...between, ...indented(itemLines(shape, style, key), listIndent)];
  return [`${key}:${' '.repeat(1 + random(2))}${writtenScalar(shape, text, style)}${comment}`, ...between];
}

function itemLines({ items, most }: ListShape, style: Style, key: string): string[] {
  const count = Math.min(most, countOf(key, style.outline) ?? 1 + style.random(3));
  return Array.from({ length: count }, (_, index) => {
    const lines =
      items.type === 'map' ? linesOf(items, style, key, index) : [writtenScalar(items, textOf(items, style.random), style)];
    return lines.map((line, index) => (index === 0 ? `- ${line}` : line && `  ${line}`));
  }).flat();
}

function textOf(shape: Shape, random: Random): string | undefined {
  switch (shape.type) {
    case 'true':
      return 'true';
    case 'integer':
      return String(oneOf([shape.least, Math.max(shape.least, Math.min(shape.most, 10)), shape.most], random));
    case 'text':
      return shape.role === 'namespace' && random(9) ? oneOf(NAMESPACES, random) : textFitting(shape.pattern, random);
    default:
      return undefined;
  }
}

function writtenScalar(shape: Shape, text = '', { random, quote }: Style): string {
  if (shape.type === 'text') return writtenText(text, random(4) ? quote : oneOf(['', "'", '"'], random));
  return shape.type === 'integer' && shape.isQuotable && random(2) ? `'${text}'` : text;
}

function textFitting(pattern: RegExp, random: Random): string {
  const [common, rare] = [TEXTS, RARE_TEXTS].map((texts) => texts.filter((text) => pattern.test(text)));
  return oneOf((random(100) === 0 && rare?.length ? rare : common) as string[], random);
}

/** Keys have no quotes. */
function keyFitting(pattern: RegExp, random: Random): string {
  const key = textFitting(pattern, random);
  return NEEDS_QUOTES.test(key) && random(9) ? keyFitting(pattern, random) : key;
}

/** What cannot stand without quotes has some, nearly always. */
function writtenText(text: string, quote: string): string {
  return (quote === '' && NEEDS_QUOTES.test(text)) || text.includes('"') ? `'${text}'` : quote + text + quote;
}

const NEEDS_QUOTES = /^[\d'"{[]|^(?:true|false)$|^$/;

function indented(lines: readonly string[], width: number): string[] {
  return lines.map((line) => (line === '' ? line : ' '.repeat(width) + line));
}
