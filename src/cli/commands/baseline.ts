import { dirname, relative, resolve } from 'node:path';
import type { FileReport } from '../../diagnostics/report.ts';
import { writeFileAtomically } from '../../io/atomic-write.ts';
import { reasonOf } from '../../io/files.ts';
import { Baseline, type BaselineEntry, baselineOf, formatBaseline, isAcceptable } from '../../lint/baseline.ts';
import { printable } from '../../reporters/terminal-text.ts';
import { readBaseline } from '../../run/baselines.ts';
import { checkRun } from '../../run/check-run.ts';
import { pathWithin } from '../../run/path-within.ts';
import { counted } from '../../text/counted.ts';
import type { Arguments } from '../arguments.ts';
import { collectInputs } from '../collect-inputs.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { runOptionsOf } from '../run-settings.ts';
import { UserError } from '../user-error.ts';

const DEFAULT_NAME = 'runlint-baseline.json';

export async function runBaseline(args: Arguments, host: Host): Promise<ExitCode> {
  const { inputs, missing, configs, call } = await collectInputs(args, args.positionals, host);
  if (missing.length > 0) throw new UserError(missing);
  const { baselines: _, ...options } = runOptionsOf(args, host);
  const reports = checkRun(inputs, { ...options, configs, call }).map(({ report }) => report);
  const [first] = reports;
  const configured = first && configs.configOf(resolve(host.cwd, first.path))?.baseline?.value;
  const path = resolve(host.cwd, args.values.get('baseline')?.[0] ?? configured ?? DEFAULT_NAME);
  const name = relative(host.cwd, path);
  const pathOf = pathWithin(dirname(path), host.cwd);
  const isThere = host.disk.existsSync(path);
  const isPruning = args.flags.has('prune');
  if (isPruning && !isThere) throw new UserError(`There is no baseline ${name} to prune`);
  const before = isThere ? readBaseline(path, host.cwd, host.disk) : [];
  const found = isPruning ? stillFound(before, reports, pathOf) : baselineOf(reports, pathOf);
  const others = entriesOfOthers(before, reports, pathOf, (other) => host.disk.existsSync(resolve(dirname(path), other)));
  const entries = [...others, ...found];
  write(path, formatBaseline(entries), host);
  host.stderr.write(`${printable(`${name} holds ${counted(total(entries), 'finding')} (${total(before)} before).`)}\n`);
  const left = leftOut(reports);
  if (left > 0) host.stderr.write(`${left} not accepted: runlint check says what could not be read.\n`);
  if (configured === undefined)
    host.stderr.write(`${printable(`It counts with --baseline ${name}, or with baseline: ${name} in runlint.yaml.`)}\n`);
  return EXIT_CODE.ok;
}

/** What is never accepted. */
function leftOut(reports: readonly FileReport[]): number {
  const errors = reports.flatMap(({ diagnostics }) => diagnostics.filter(({ suppression }) => !suppression));
  return errors.filter((diagnostic) => !isAcceptable(diagnostic)).length;
}

function write(path: string, text: string, { cwd, disk }: Host): void {
  try {
    writeFileAtomically(path, new TextEncoder().encode(text), cwd, disk);
  } catch (error) {
    throw new UserError(`The baseline ${relative(cwd, path)} cannot be written: ${reasonOf(error)}`);
  }
}

/** What was accepted in files that this run did not look at, and that are still there. */
function entriesOfOthers(
  before: readonly BaselineEntry[],
  reports: readonly FileReport[],
  pathOf: (path: string) => string,
  exists: (path: string) => boolean,
): BaselineEntry[] {
  const looked = new Set(reports.map(({ path }) => pathOf(path)));
  return before.filter(({ path }) => !looked.has(path) && exists(path));
}

/** Of what was accepted in these files, as many as are still found. */
function stillFound(
  before: readonly BaselineEntry[],
  reports: readonly FileReport[],
  pathOf: (path: string) => string,
): BaselineEntry[] {
  const baseline = new Baseline(before, pathOf);
  const accepted = reports.map((report) => {
    const { diagnostics } = baseline.apply(report);
    return {
      ...report,
      diagnostics: report.diagnostics.filter((_, index) => diagnostics[index]?.suppression?.by === 'baseline'),
    };
  });
  return baselineOf(accepted, pathOf);
}

function total(entries: readonly BaselineEntry[]): number {
  return entries.reduce((sum, entry) => sum + entry.count, 0);
}
