import { resolve } from 'node:path';
import { testCustomRules } from '../../config/test-custom-rules.ts';
import { renderDiagnostics } from '../../reporters/pretty.ts';
import { paintFor } from '../../reporters/terminal-text.ts';
import { counted } from '../../text/counted.ts';
import type { Arguments } from '../arguments.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import { type Host, wantsColor } from '../host.ts';
import { loadRunConfig } from '../run-settings.ts';
import { UserError } from '../user-error.ts';

export async function runTestRules(args: Arguments, host: Host): Promise<ExitCode> {
  const path = resolve(host.cwd, 'service.yaml');
  const configs = await loadRunConfig(args, [path], host);
  const files = configs.configOf(path)?.customRuleFiles ?? [];
  if (files.length === 0)
    throw new UserError('There are no custom rules here', 'They are written in runlint.yaml, below customRules.');
  const results = files.map(testCustomRules);
  for (const { report } of results) {
    if (report.diagnostics.length > 0)
      host.stdout.write(`${renderDiagnostics(report, paintFor(wantsColor(host, host.stdout)))}\n`);
  }
  const rules = sum(results.map((result) => result.rules));
  const examples = sum(results.map((result) => result.examples));
  const failed = sum(results.map(({ report }) => report.diagnostics.length));
  const verdict = failed > 0 ? `${failed} not as ${failed === 1 ? 'it' : 'they'} should be` : 'all is as it should be';
  host.stdout.write(`${counted(rules, 'custom rule')}, ${counted(examples, 'example')}: ${verdict}\n`);
  return failed > 0 ? EXIT_CODE.found : EXIT_CODE.ok;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
