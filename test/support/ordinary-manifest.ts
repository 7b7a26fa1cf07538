import { ORDINARY_SHAPES } from '../../src/ordinary/ordinary-shapes.ts';
import type { ListShape, MapShape, Shape } from '../../src/ordinary/shape.ts';
import { SPECIAL_SCALARS } from './special-scalars.ts';
import { oneOf, type Random } from './yaml-mutations.ts';

/** Manifests of the shapes that are ordinary, in the styles in which people write them, and nearly those. */

/** What stands in manifests somewhere. Where a pattern of a shape fits one, that is written there. */
const TEXTS: readonly string[] = [
  ...['serving.knative.dev/v1', 'run.googleapis.com/v1', 'Service', 'Job', 'web', 'report-2', 'web-run', 'http1', 'h2c'],
  ...['1000m', '1', '2', '2Gi', '512Mi', '0', '20', '007', 'gen2', 'true', 'false', 'all', 'internal', 'BETA', 'GA'],
  ...['europe-docker.pkg.dev/acme-prod/apps/web:1.4.0', `gcr.io/acme/web@sha256:${'0123456789abcdef'.repeat(4)}`],
  ...['acme-prod:europe-west1:orders', 'web-run@acme-prod.iam.gserviceaccount.com', 'job-run@acme-dev.iam.gserviceaccount.com'],
  ...['LEVEL', 'REGION', 'MODE_2', 'DEBUG', 'ZONE'],
  ...['latest', 'team', 'cloud.googleapis.com/location', 'europe-west1', 'What it is for, in a few words', '/bin/sh', 'a b  c'],
];

/** And what is hardly ever there, or only nearly fits. */
const RARE_TEXTS: readonly string[] = [
  ...['goog-managed-by', 'PORT', 'K_SERVICE', 'API_KEY', 'GOOGLE_CLOUD_PROJECT', 'GOOGLE_APPLICATION_CREDENTIALS'],
  ...['service-agent@gcp-sa-logging.iam.gserviceaccount.com', 'your-account@your-project.iam.gserviceaccount.com'],
  ...['https://acme.example/a?b=c', 'postgres://user:pass@db/orders', '--port', '8080', '-c', '{{ .Values.x }}', '${X}'],
  ...SPECIAL_SCALARS,
];

/** The text of a manifest. */
export function ordinaryManifest(random: Random): string {
  const kind = oneOf(Object.keys(ORDINARY_SHAPES), random);
  const lineEnd = oneOf(['\n', '\n', '\n', '\r\n'], random);
  const style = { random, listIndent: oneOf([0, 2], random), quote: oneOf(['', "'", '"'], random) };
  const before = oneOf(['', '', '# what it is for\n', '---\n', '\n# é: "odd" {[\n---  # c\n\n'], random);
  const text =
    before + linesOf(ORDINARY_SHAPES[kind] as MapShape, style).join('\n') + oneOf(['\n', '\n', '', '\n\n# end\n'], random);
  return text.replaceAll('\n', lineEnd);
}

interface Style {
  readonly random: Random;
  /** How much deeper than its key a list is. */
  readonly listIndent: number;
  readonly quote: string;
}

function linesOf(shape: MapShape, style: Style): string[] {
  const { random } = style;
  const required = [...shape.fields].filter(([key]) => shape.required.includes(key));
  const optional = [...shape.fields].filter(([key]) => !shape.required.includes(key));
  const chosen = shape.isOrdinary ? [] : optional.filter(() => random(2) > 0);
  const isEmpty = required.length + chosen.length === 0 || shape.isOrdinary !== undefined;
  const entries = [...required, ...chosen, ...(isEmpty && optional.length > 0 ? [oneOf(optional, random)] : [])];
  const { others } = shape;
  const open = others
    ? Array.from({ length: 1 + random(3) }, () => [textFitting(others.key, random), others.value] as const)
    : [];
  const shuffled = random(2) ? [...entries, ...open] : [...open, ...entries.reverse()];
  return [...new Map<string, Shape>(shuffled)].flatMap(([key, value]) => entryLines(key, value, style));
}

function entryLines(key: string, shape: Shape, style: Style): string[] {
  const { random, listIndent } = style;
  const comment = oneOf(['', '', '', '', ' # why: "so"', '   #'], random);
  const between = oneOf([[], [], [], [], [''], ['# between: yes'], ['      # - deeper']], random);
  if (shape.type === 'map') return [`${key}:${comment}`, ...between, ...indented(linesOf(shape, style), 2)];
  if (shape.type === 'list') return [`${key}:${comment}`, ...between, ...indented(itemLines(shape, style), listIndent)];
  return [`${key}:${' '.repeat(1 + random(2))}${scalarOf(shape, style)}${comment}`, ...between];
}

function itemLines({ items, most }: ListShape, style: Style): string[] {
  const count = Math.min(most, 1 + style.random(3));
  return Array.from({ length: count }, () => {
    const lines = items.type === 'map' ? linesOf(items, style) : [scalarOf(items, style)];
    return lines.map((line, index) => (index === 0 ? `- ${line}` : line && `  ${line}`));
  }).flat();
}

function scalarOf(shape: Exclude<Shape, MapShape | ListShape>, { random, quote }: Style): string {
  switch (shape.type) {
    case 'true':
      return 'true';
    case 'integer':
      return shape.isQuotable && random(2) ? `'${shape.least}'` : String(oneOf([shape.least, shape.most], random));
    case 'text':
      return writtenText(textFitting(shape.pattern, random), random(4) ? quote : oneOf(['', "'", '"'], random));
  }
}

function textFitting(pattern: RegExp, random: Random): string {
  const [common, rare] = [TEXTS, RARE_TEXTS].map((texts) => texts.filter((text) => pattern.test(text)));
  return oneOf((random(100) === 0 && rare?.length ? rare : common) as string[], random);
}

/** What cannot stand without quotes has some, nearly always. */
function writtenText(text: string, quote: string): string {
  return quote === '' && /^[\d'"]|^(?:true|false)$|^$/.test(text) ? `'${text}'` : quote + text + quote;
}

function indented(lines: readonly string[], width: number): string[] {
  return lines.map((line) => (line === '' ? line : ' '.repeat(width) + line));
}
