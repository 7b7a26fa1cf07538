import { isAtLeast, type Severity } from '../../diagnostics/diagnostic.ts';
import { ReportBuilder } from '../../diagnostics/report.ts';
import type { Reporter } from '../../reporters/reporter.ts';
import { printable } from '../../reporters/terminal-text.ts';
import { type CheckedInput, checkRun } from '../../run/check-run.ts';
import { collectInputs } from '../collect-inputs.ts';
import { EXIT_CODE, type ExitCode, worstExitCode } from '../exit-code.ts';
import { type Host, wantsColor } from '../host.ts';
import type { ReporterName } from '../options.ts';
import type { Arguments } from '../parse-arguments.ts';
import { runOptionsOf } from '../run-settings.ts';
import { UserError } from '../user-error.ts';

const REPORTERS: Readonly<Record<ReporterName, () => Promise<Reporter>>> = {
  pretty: async () => (await import('../../reporters/pretty.ts')).prettyReporter,
  json: async () => (await import('../../reporters/json.ts')).jsonReporter,
};

export async function runCheck(args: Arguments, host: Host): Promise<ExitCode> {
  const { positionals, values } = args;
  const threshold = values.get('fail-on')?.[0] as Severity | undefined;
  const reporterName = values.get('reporter')?.[0] as ReporterName;
  const { inputs, missing, configs, call } = await collectInputs(args, positionals, host);
  const checked = checkRun(inputs, { configs, call, ...runOptionsOf(args, host) });
  if (missing.length > 0 && checked.length === 0) throw new UserError(missing);
  const builder = new ReportBuilder();
  for (const { report, isNamed } of checked) {
    builder.add(report, isNamed);
    if (isNamed && report.skipped) host.stderr.write(`${printable(report.path)}: ${report.skipped}; not checked\n`);
  }
  const reporter = await REPORTERS[reporterName]();
  host.stdout.write(reporter(builder.build(), { color: wantsColor(host, host.stdout) }));
  for (const line of missing) host.stderr.write(`runlint: ${printable(line)}\n`);
  const codes = checked.map((one) => exitCodeOf(one, threshold));
  return worstExitCode([...codes, missing.length > 0 ? EXIT_CODE.usage : EXIT_CODE.ok]);
}

function exitCodeOf({ report: { diagnostics }, failOn }: CheckedInput, threshold: Severity = failOn): ExitCode {
  const counted = diagnostics.filter(({ suppression }) => !suppression);
  if (counted.some(({ ruleId }) => ruleId.startsWith('internal/'))) return EXIT_CODE.internal;
  return counted.some(({ severity }) => isAtLeast(severity, threshold)) ? EXIT_CODE.found : EXIT_CODE.ok;
}
