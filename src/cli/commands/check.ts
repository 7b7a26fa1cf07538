import { RULES } from '../../../rules/index.ts';
import { isAtLeast, type Severity } from '../../diagnostics/diagnostic.ts';
import { type FileReport, ReportBuilder } from '../../diagnostics/report.ts';
import { checkInput } from '../../inputs.ts';
import { enableRule, rulesIn } from '../../lint/ruleset.ts';
import type { Reporter } from '../../reporters/reporter.ts';
import { printable } from '../../reporters/terminal-text.ts';
import { collectInputs } from '../collect-inputs.ts';
import { EXIT_CODE, type ExitCode, worstExitCode } from '../exit-code.ts';
import { type Host, wantsColor } from '../host.ts';
import type { ReporterName } from '../options.ts';
import type { Arguments } from '../parse-arguments.ts';
import { replaceCallOf } from '../replace-call-options.ts';
import { UserError } from '../user-error.ts';

const REPORTERS: Readonly<Record<ReporterName, () => Promise<Reporter>>> = {
  pretty: async () => (await import('../../reporters/pretty.ts')).prettyReporter,
  json: async () => (await import('../../reporters/json.ts')).jsonReporter,
};

export async function runCheck(args: Arguments, host: Host): Promise<ExitCode> {
  const { positionals, values } = args;
  const call = replaceCallOf(args);
  const threshold = values.get('fail-on')?.[0] as Severity;
  const reporterName = values.get('reporter')?.[0] as ReporterName;
  const { inputs, missing } = await collectInputs(positionals, values.get('stdin-filename')?.[0], call, host);
  const rules = rulesIn('recommended', RULES).map(enableRule);
  const builder = new ReportBuilder();
  const codes: ExitCode[] = [];
  for (const input of inputs) {
    const report = checkInput(input, rules, call);
    builder.add(report, input.isNamed);
    codes.push(exitCodeOf(report, threshold));
    if (input.isNamed && report.skipped) host.stderr.write(`${printable(report.path)}: ${report.skipped}; not checked\n`);
  }
  if (missing.length > 0 && codes.length === 0) throw new UserError(missing);
  const reporter = await REPORTERS[reporterName]();
  host.stdout.write(reporter(builder.build(), { color: wantsColor(host, host.stdout) }));
  for (const line of missing) host.stderr.write(`runlint: ${printable(line)}\n`);
  return worstExitCode([...codes, missing.length > 0 ? EXIT_CODE.usage : EXIT_CODE.ok]);
}

function exitCodeOf({ diagnostics }: FileReport, threshold: Severity): ExitCode {
  if (diagnostics.some(({ ruleId }) => ruleId.startsWith('internal/'))) return EXIT_CODE.internal;
  return diagnostics.some(({ severity }) => isAtLeast(severity, threshold)) ? EXIT_CODE.found : EXIT_CODE.ok;
}
