import fs from 'node:fs';
import { expect, it } from 'vitest';
import { RULES } from '../rules/index.ts';
import { renderHelp } from '../src/cli/help.ts';
import { COMMANDS } from '../src/cli/options.ts';
import { explainRule } from '../src/explain.ts';
import type { Rule } from '../src/index.ts';
import { ROOT } from './support/paths.ts';

/** Files that `npm run generate` writes; without it, each must be what it would write. */

const names = fs
  .readdirSync(`${ROOT}rules`)
  .filter((name) => name.endsWith('.ts') && name !== 'index.ts')
  .map((name) => name.slice(0, -'.ts'.length))
  .sort();

it('rules/index.ts lists the folder', async () => {
  const variable = (name: string) => name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const text = [
    "import type { Rule } from '../src/lint/rule.ts';",
    ...names.map((name) => `import ${variable(name)} from './${name}.ts';`),
    '',
    '/** The catalogue: every rule, in the order of their names. Generated from this folder by `npm run generate`. */',
    'export const RULES: readonly Rule[] = [',
    ...names.map((name) => `  ${variable(name)},`),
    '];',
    '',
  ].join('\n');
  await expect(text).toMatchFileSnapshot(`${ROOT}rules/index.ts`);
});

it('every rule is the file of its name', async () => {
  for (const name of names) expect((await import(`${ROOT}rules/${name}.ts`)).default).toMatchObject({ id: name });
});

it.each(names)('docs/rules/%s.md is the page of the rule', async (name) => {
  const { default: rule }: { default: Rule } = await import(`${ROOT}rules/${name}.ts`);
  await expect(explainRule(rule)).toMatchFileSnapshot(`${ROOT}docs/rules/${name}.md`);
});

it('docs/rules/README.md lists the rules', async () => {
  const rows = await Promise.all(
    names.map(async (name) => {
      const { default: rule }: { default: Rule } = await import(`${ROOT}rules/${name}.ts`);
      return `| [${rule.id}](${rule.id}.md) | ${rule.severity} | ${rule.fix} | ${rule.summary} |`;
    }),
  );
  const table = ['| rule | severity | fix | what must hold |', '|---|---|---|---|', ...rows];
  const text = `# The rules\n\nWhat \`runlint check\` looks for. Each page is also what \`runlint explain <rule>\` prints.\n\n${table.join('\n')}\n`;
  await expect(text).toMatchFileSnapshot(`${ROOT}docs/rules/README.md`);
});

it('docs/rules holds no page of a rule that is gone', () => {
  const pages = fs.readdirSync(`${ROOT}docs/rules`).filter((name) => name !== 'README.md');
  expect(pages.map((name) => name.replace('.md', '')).sort()).toEqual(RULES.map(({ id }) => id));
});

it('docs/cli.md is the help of every command', async () => {
  const sections = [
    { title: 'runlint', command: undefined },
    ...COMMANDS.map((command) => ({ title: `runlint ${command.name}`, command })),
  ];
  const helps = await Promise.all(
    sections.map(
      async ({ title, command }) => `## ${title}\n\n\`\`\`text\n${(await renderHelp(command, 100)).trimEnd()}\n\`\`\`\n`,
    ),
  );
  const text = `# The command line\n\nWhat \`--help\` prints, command by command.\n\n${helps.join('\n')}`;
  await expect(text).toMatchFileSnapshot(`${ROOT}docs/cli.md`);
});
