import { resolve } from 'node:path';
import { isAtLeast, type Severity } from '../../diagnostics/diagnostic.ts';
import { ReportBuilder } from '../../diagnostics/report.ts';
import { printable } from '../../reporters/terminal-text.ts';
import { type CheckedInput, checkRun } from '../../run/check-run.ts';
import type { Arguments } from '../arguments.ts';
import { collectInputs } from '../collect-inputs.ts';
import { EXIT_CODE, type ExitCode, worstExitCode } from '../exit-code.ts';
import type { Host } from '../host.ts';
import { type ReportOutput, reportOutputsOf } from '../reporter-option.ts';
import { runOptionsOf } from '../run-settings.ts';
import { UserError } from '../user-error.ts';
import { writeReports } from '../write-reports.ts';

export async function runCheck(args: Arguments, host: Host): Promise<ExitCode> {
  const { positionals, values, flags } = args;
  const threshold = values.get('fail-on')?.[0] as Severity | undefined;
  const outputs = reportOutputsOf(args, host.cwd);
  const { inputs, missing, configs, call } = await collectInputs(args, positionals, host);
  const checked = checkRun(inputs, { configs, call, ...runOptionsOf(args, host) });
  if (missing.length > 0 && checked.length === 0) throw new UserError(missing);
  checkOutputs(outputs, checked, host);
  const builder = new ReportBuilder();
  for (const { report, isNamed } of checked) {
    builder.add(report, isNamed);
    if (isNamed && report.skipped) host.stderr.write(`${printable(report.path)}: ${report.skipped}; not checked\n`);
  }
  const rulesets = checked.map(({ ruleset }) => ruleset);
  await writeReports(outputs, builder.build(), rulesets, host);
  for (const line of missing) host.stderr.write(`runlint: ${printable(line)}\n`);
  const codes = checked.map((one) => exitCodeOf(one, threshold));
  const wanted = flags.has('exit-zero') ? codes.filter((code) => code !== EXIT_CODE.found) : codes;
  return worstExitCode([...wanted, missing.length > 0 ? EXIT_CODE.usage : EXIT_CODE.ok]);
}

function checkOutputs(outputs: readonly ReportOutput[], checked: readonly CheckedInput[], { cwd }: Host): void {
  const isChecked = (file: string) => checked.some(({ report }) => resolve(cwd, report.path) === resolve(cwd, file));
  const overwriting = outputs.find(({ file }) => file !== undefined && isChecked(file));
  if (overwriting)
    throw new UserError(`--reporter ${overwriting.name}=${overwriting.file} would write over a file that is checked`);
}

function exitCodeOf({ report: { diagnostics }, failOn }: CheckedInput, threshold: Severity = failOn): ExitCode {
  const counted = diagnostics.filter(({ suppression }) => !suppression);
  if (counted.some(({ ruleId }) => ruleId.startsWith('internal/'))) return EXIT_CODE.internal;
  return counted.some(({ severity }) => isAtLeast(severity, threshold)) ? EXIT_CODE.found : EXIT_CODE.ok;
}
