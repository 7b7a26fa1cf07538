import { join, relative, resolve } from 'node:path';
import { RULES } from '../../../rules/index.ts';
import { type EffectiveConfig, type EffectiveRule, resolveConfig, type Setting } from '../../config/resolve-config.ts';
import { printable } from '../../reporters/terminal-text.ts';
import type { Arguments } from '../arguments.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { loadRunConfig } from '../run-settings.ts';

export async function runConfig(args: Arguments, host: Host): Promise<ExitCode> {
  const path = fileMeantBy(args.positionals[0], host);
  const absolute = resolve(host.cwd, path);
  const configs = await loadRunConfig(args, [absolute], host);
  const loaded = configs.configOf(absolute);
  const effective = loaded?.explain(absolute) ?? resolveConfig([], RULES, () => false);
  const facts: Facts = {
    path,
    files: loaded?.files ?? [],
    isIgnored: configs.isIgnored(absolute),
    baseline: loaded?.baseline && { ...loaded.baseline, value: relative(host.cwd, loaded.baseline.value) },
  };
  const isJson = args.values.get('format')?.[0] === 'json';
  host.stdout.write(isJson ? toJson(effective, facts) : toText(effective, facts, args.flags.has('all')));
  return EXIT_CODE.ok;
}

/** Of a folder, any file in it. */
function fileMeantBy(path = '.', { cwd, disk }: Host): string {
  const isFolder = disk.statSync(resolve(cwd, path), { throwIfNoEntry: false })?.isDirectory();
  return isFolder ? join(path, 'service.yaml') : path;
}

/** What is known besides the settings. */
interface Facts {
  readonly path: string;
  /** The configurations that are followed, those that are extended first. */
  readonly files: readonly string[];
  readonly isIgnored: boolean;
  readonly baseline: Setting<string> | undefined;
}

function toText(config: EffectiveConfig, { path, files, isIgnored, baseline }: Facts, isAll: boolean): string {
  const { failOn, allowedAccounts, projects, hasInlineSuppressions, isReasonRequired } = config;
  const rows = [
    row('failOn', failOn),
    ...(baseline ? [row('baseline', baseline)] : []),
    row('accounts.allowed', { ...allowedAccounts, value: allowedAccounts.value.join(', ') || 'any' }),
    ...projects.map(({ value: { id, number = '' }, source }) => [`projects.${id}`, number, source] as const),
    row('suppressions.inline', hasInlineSuppressions),
    row('suppressions.requireReason', isReasonRequired),
  ];
  const rules = [...config.rules].filter(([, { severity }]) => isAll || severity.value !== 'off');
  const off = config.rules.size - rules.length;
  const head = files.length > 0 ? `${path} follows ${files.join(', then ')}` : `${path} follows no configuration`;
  return [
    printable(isIgnored ? `${head}, and is ignored` : head),
    '',
    ...table(rows),
    '',
    ...table(rules.flatMap(([id, rule]) => ruleRows(id, rule))),
    ...(off > 0 ? ['', `${off} off (--all lists them)`] : []),
    '',
  ].join('\n');
}

type Row = readonly [name: string, value: string, source: string];

function row(name: string, { value, source }: Setting<unknown>): Row {
  return [name, String(value), source];
}

function ruleRows(id: string, { severity, options }: EffectiveRule): Row[] {
  return [
    row(id, severity),
    ...Object.entries(options).map(([name, { value, source }]): Row => [`  ${name}`, JSON.stringify(value), source]),
  ];
}

/** Columns as wide as what stands in them, but for a value that is longer than a line. */
function table(rows: readonly Row[]): string[] {
  const nameWidth = Math.max(...rows.map(([name]) => name.length));
  const valueWidth = Math.min(Math.max(...rows.map(([, value]) => value.length)), 40);
  return rows.map(([name, value, source]) =>
    printable(`${name.padEnd(nameWidth)}  ${value.padEnd(valueWidth)}  ${source}`).trimEnd(),
  );
}

/** For programs. The names are those of the configuration. */
function toJson(config: EffectiveConfig, { path, files, isIgnored, baseline }: Facts): string {
  const { failOn, allowedAccounts, projects, hasInlineSuppressions, isReasonRequired, rules } = config;
  const json = {
    version: 1,
    path,
    files,
    ignored: isIgnored,
    failOn,
    baseline: baseline ?? null,
    accounts: { allowed: allowedAccounts },
    projects: projects.map(({ value: { id, number }, source }) => ({ id, number, source })),
    suppressions: { inline: hasInlineSuppressions, requireReason: isReasonRequired },
    rules: Object.fromEntries([...rules].map(([id, { severity, options }]) => [id, { severity, options }])),
  };
  return `${JSON.stringify(json, undefined, 2)}\n`;
}
