import fs from 'node:fs';
import { expect, it } from 'vitest';
import { compileConfigValidator, compileValidators, printFieldTypes, printMetadataLevels } from '../schemas/compile.ts';
import { printAcceptedTypes } from '../schemas/compile-accepted.ts';
import { renderHelp } from '../src/cli/help.ts';
import { COMMANDS } from '../src/cli/options.ts';
import { configSchema } from '../src/config/config-schema.ts';
import { CHECK_IDS, isAdjustable } from '../src/diagnostics/check-ids.ts';
import { CHECKS } from '../src/diagnostics/checks.ts';
import { explainRule } from '../src/explain.ts';
import { rulesIn } from '../src/lint/ruleset.ts';
import { ORDINARY_SHAPES } from '../src/ordinary/ordinary-shapes.ts';
import type { Shape } from '../src/ordinary/shape.ts';
import { grouped } from '../src/text/grouped.ts';
import { compilePageAssets } from './support/compiled-page.ts';
import { ROOT } from './support/paths.ts';
import { RULE_FILES, RULE_NAMES } from './support/rule-files.ts';

/** Files that `npm run generate` writes; without it, each must be what it would write. */

it('rules/index.ts lists the folder', async () => {
  const variable = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const text = [
    "import type { Rule } from '../src/lint/rule.ts';",
    ...RULE_NAMES.map((name) => `import ${variable(name)} from './${name}.ts';`),
    '',
    '/** The catalogue: every rule, in the order of their names. Generated from this folder by `npm run generate`. */',
    'export const RULES: readonly Rule[] = [',
    ...RULE_NAMES.map((name) => `  ${variable(name)},`),
    '];',
    '',
  ].join('\n');
  await expect(text).toMatchFileSnapshot(`${ROOT}rules/index.ts`);
});

/** As long as the formatter lets a line be. */
const LINE_WIDTH = 130;

it('rules/looked-at.ts has the words of the recommended rules that an ordinary manifest can have', async () => {
  const recommended = rulesIn('recommended', RULE_FILES);
  const wordsIn = (kind: string, shape: Shape) => {
    const ofKind = recommended.filter(({ kinds }) => kinds.includes(kind));
    const words = ofKind.flatMap(({ id, looksAt }) => looksAt ?? expect.fail(`${id} has to be asked of every manifest`));
    return [...new Set(words)].filter((word) => word === 'several environments' || canStandIn(shape, word)).sort();
  };
  const kinds = Object.entries(ORDINARY_SHAPES).map(([kind, shape]) => ({ kind, words: wordsIn(kind, shape) }));
  const isOfAll = (word: string) => kinds.every(({ words }) => words.includes(word));
  const ofAll = new Set(kinds.flatMap(({ words }) => words.filter(isOfAll)));
  const text = [
    '/**',
    ' * The words that the recommended rules look at, as they are defined, and that an ordinary manifest can have. Generated from',
    ' * this folder by `npm run generate`.',
    ' */',
    'const OF_ALL: readonly string[] = [',
    ...Array.from(ofAll, (word) => `  '${word}',`),
    '];',
    '',
    '/** By the kinds of which manifests can be ordinary. */',
    'export const LOOKED_AT: Readonly<Record<string, ReadonlySet<string>>> = {',
    ...kinds.flatMap(({ kind, words }) => {
      const own = words.filter((word) => !isOfAll(word));
      const items = ['...OF_ALL', ...own.map((word) => `'${word}'`)];
      const line = `  ${kind}: new Set([${items.join(', ')}]),`;
      return line.length <= LINE_WIDTH ? line : [`  ${kind}: new Set([`, ...items.map((item) => `    ${item},`), '  ]),'];
    }),
    '};',
    '',
  ].join('\n');
  await expect(text).toMatchFileSnapshot(`${ROOT}rules/looked-at.ts`);
});

/** True for a word that is a key, a name or a second item somewhere below a key. */
function canStandIn(shape: Shape, word: string, key = ''): boolean {
  switch (shape.type) {
    case 'map':
      if (shape.others?.key.test(word)) return true;
      return Object.entries(shape.fields).some(([name, field]) => name === word || canStandIn(field, word, name));
    case 'list':
      return (shape.most > 1 && word === `${key}[1]`) || canStandIn(shape.items, word, key);
    case 'text':
      return key === 'name' && shape.pattern.test(word);
    default:
      return false;
  }
}

it('rules/on-by-default.ts has what can be set of what runs by default', async () => {
  const ids = [...rulesIn('recommended', RULE_FILES).map(({ id }) => id), ...CHECK_IDS.filter(isAdjustable)];
  const groups = grouped(ids, (id) => /^[a-z]+[-/]/.exec(id)?.[0] ?? expect.fail(`${id} has no first word`));
  const text = [
    '/**',
    ' * The ids of the recommended rules, and of the checks whose severity can be set, by their first words: what follows on each, with',
    ' * a space between two. Where nothing is found, what is set of them makes no difference. Generated from this folder by `npm run generate`.',
    ' */',
    'export const ON_BY_DEFAULT: Readonly<Record<string, string>> = {',
    ...Array.from(groups, ([first, those]) => entryLine(first, those.map((id) => id.slice(first.length)).join(' '))),
    '};',
    '',
  ].join('\n');
  await expect(text).toMatchFileSnapshot(`${ROOT}rules/on-by-default.ts`);
});

/** As the formatter writes it. */
function entryLine(key: string, text: string): string {
  const line = `  '${key}': '${text}',`;
  return line.length <= LINE_WIDTH ? line : `  '${key}':\n    '${text}',`;
}

it('every rule is the file of its name', () => {
  expect(RULE_FILES.map(({ id }) => id)).toEqual(RULE_NAMES);
});

it.each(RULE_FILES.map((rule) => [rule.id, rule] as const))('docs/rules/%s.md is the page of the rule', async (id, rule) => {
  await expect(explainRule(rule)).toMatchFileSnapshot(`${ROOT}docs/rules/${id}.md`);
});

/** The groups of rules, in the order of their importance. */
const GROUPS = {
  identity: 'Who it runs as',
  deploy: 'Whether a change takes effect',
  validity: 'Whether it is taken',
  safety: 'What could be misused',
} as const;

it('docs/rules/README.md lists the rules', async () => {
  const sections = Object.entries(GROUPS).map(([group, title]) => {
    const rules = RULE_FILES.filter((rule) => rule.group === group);
    const rows = rules.map(
      ({ id, severity, fix, summary, ruleset = 'recommended' }) =>
        `| [${id}](${id}.md) | ${severity} | ${ruleset} | ${fix} | ${summary} |`,
    );
    return `## ${title}\n\n| rule | severity | ruleset | fix | what must hold |\n|---|---|---|---|---|\n${rows.join('\n')}\n`;
  });
  const intro =
    'What `runlint check` looks for, besides the [checks](../checks.md) of what gcloud can read and the API takes. Each page is also what `runlint explain <rule>` prints. The ruleset `strict` has all rules of `recommended`, and `all` every rule: see [the configuration](../configuration.md). What is left to others is [not checked](../not-checked.md).';
  await expect(`# The rules\n\n${intro}\n\n${sections.join('\n')}`).toMatchFileSnapshot(`${ROOT}docs/rules/README.md`);
});

it('docs/checks.md lists what runlint looks for without a rule', async () => {
  const rows = CHECKS.map(({ id, summary, rationale }) => `| \`${id}\` | ${summary} | ${rationale} |`);
  const table = ['| id | what is wrong | why it matters |', '|---|---|---|', ...rows];
  const text = `# The checks\n\nWhat \`runlint check\` reports besides the [rules](rules/README.md): what gcloud and Cloud Run cannot read or refuse. What says that a file could not be read is always on; those of \`schema/\`, \`manifest/\` and \`suppression/\`, and \`yaml/duplicate-key\`, can have another severity in [the configuration](configuration.md). \`runlint explain <id>\` says the same.\n\n${table.join('\n')}\n`;
  await expect(text).toMatchFileSnapshot(`${ROOT}docs/checks.md`);
});

it('every check that reports is explained, and no other', () => {
  const files = fs.readdirSync(`${ROOT}src`, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
  const texts = files
    .filter((name) => !/check(?:s|-ids)\.ts$/.test(name))
    .map((name) => fs.readFileSync(`${ROOT}src/${name}`, 'utf8'));
  const reported = texts.flatMap(
    (text) => text.match(/(?<=')(?:schema|manifest|yaml|file|edit|internal|suppression|config)\/[a-z0-9-]+(?=')/g) ?? [],
  );
  expect(CHECKS.map(({ id }) => id).sort()).toEqual([...new Set(reported)].sort());
  expect(CHECKS.map(({ id }) => id)).toEqual(CHECK_IDS);
});

it('docs/rules and testdata/rules hold nothing of a rule that is gone', () => {
  const pages = fs.readdirSync(`${ROOT}docs/rules`).filter((name) => name !== 'README.md');
  expect(pages.filter((name) => !RULE_NAMES.includes(name.replace('.md', '')))).toEqual([]);
  expect(fs.readdirSync(`${ROOT}testdata/rules`).filter((name) => !RULE_NAMES.includes(name))).toEqual([]);
});

it('docs/cli.md is the help of every command', async () => {
  const sections = [
    { title: 'runlint', command: undefined },
    ...COMMANDS.map((command) => ({ title: `runlint ${command.name}`, command })),
  ];
  const helps = await Promise.all(
    sections.map(
      async ({ title, command }) => `## ${title}\n\n\`\`\`text\n${(await renderHelp(command?.name, 100)).trimEnd()}\n\`\`\`\n`,
    ),
  );
  const text = `# The command line\n\nWhat \`--help\` prints, command by command.\n\n${helps.join('\n')}`;
  await expect(text).toMatchFileSnapshot(`${ROOT}docs/cli.md`);
  // The program counts characters instead of asking how wide they are.
  expect(text).toMatch(/^[\n -~]*$/);
});

it('schemas/validators.ts is what ajv makes of the schemas, and loads nothing', async () => {
  const text = compileValidators();
  expect(text).not.toMatch(/\brequire\(|\bimport\b/);
  await expect(text).toMatchFileSnapshot(`${ROOT}schemas/validators.ts`);
});

it('schemas/config.schema.json has the options of every rule, and config-validator.ts is what ajv makes of it', async () => {
  const schema = configSchema(RULE_FILES);
  await expect(`${JSON.stringify(schema, undefined, 2)}\n`).toMatchFileSnapshot(`${ROOT}schemas/config.schema.json`);
  const text = compileConfigValidator(schema);
  expect(text).not.toMatch(/\brequire\(|\bimport\b/);
  await expect(text).toMatchFileSnapshot(`${ROOT}schemas/config-validator.ts`);
});

it('schemas/field-types.ts lists the fields of the schemas', async () => {
  await expect(printFieldTypes()).toMatchFileSnapshot(`${ROOT}schemas/field-types.ts`);
});

it('schemas/accepted-types.ts is what is accepted by the schemas', async () => {
  await expect(printAcceptedTypes()).toMatchFileSnapshot(`${ROOT}schemas/accepted-types.ts`);
});

it('schemas/metadata-levels.ts lists the annotations and labels of the schemas', async () => {
  await expect(printMetadataLevels()).toMatchFileSnapshot(`${ROOT}schemas/metadata-levels.ts`);
});

it('src/inventory/page-assets.ts has the style and the script of the page, which end where they should', async () => {
  const text = await compilePageAssets();
  expect(text).not.toMatch(/<\/(?:script|style)|<!--|https?:(?!\/\/www\.w3\.org\/2000\/svg\b)/i);
  await expect(text).toMatchFileSnapshot(`${ROOT}src/inventory/page-assets.ts`);
});
