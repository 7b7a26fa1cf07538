import { resolve } from 'node:path';
import { reportOn } from '../../check.ts';
import type { FileReport } from '../../diagnostics/report.ts';
import type { GrantFormat } from '../../grants/grant-format.ts';
import { GrantSurvey } from '../../grants/grant-survey.ts';
import { printGrants } from '../../grants/print-grants.ts';
import { readManifest } from '../../manifest/manifest.ts';
import type { ReplaceCall } from '../../manifest/replace-call.ts';
import { renderDiagnostics } from '../../reporters/pretty.ts';
import { paintFor, printable } from '../../reporters/terminal-text.ts';
import { checkOptionsOf } from '../../run/check-run.ts';
import { type Input, pathOfInput } from '../../run/inputs.ts';
import type { Arguments } from '../arguments.ts';
import { collectInputs } from '../collect-inputs.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import { grantOptionsOf } from '../grant-arguments.ts';
import { type Host, wantsColor } from '../host.ts';
import { isError } from '../plan-changes.ts';
import { UserError } from '../user-error.ts';

/** Says what the manifests need granted. Where one cannot be read more may be needed: it is told of, and the run has failed. */
export async function runGrants(args: Arguments, host: Host): Promise<ExitCode> {
  const options = grantOptionsOf(args);
  const { inputs, missing, configs, call } = await collectInputs(args, args.positionals, host);
  if (missing.length > 0) throw new UserError(missing);
  const survey = new GrantSurvey();
  const reports = Array.from(inputs, (input) => {
    const config = configs.of(resolve(host.cwd, pathOfInput(input)));
    return addInput(survey, input, { ...checkOptionsOf(config, { call }).call, severalDocuments: 'off' });
  });
  const told = reports.filter((report) => report !== undefined);
  for (const report of told) sayReport(report, host);
  const format = args.values.get('format')?.[0] as GrantFormat;
  host.stdout.write(printGrants(format, survey.conclude(), options, paintFor(wantsColor(host, host.stdout))));
  return told.some(({ diagnostics }) => diagnostics.some(isError)) ? EXIT_CODE.found : EXIT_CODE.ok;
}

/** What is to be said of a file of which not everything could be read; of a file that is none of ours, if it was named. */
function addInput(survey: GrantSurvey, input: Input, call: ReplaceCall): FileReport | undefined {
  const { file, isNamed } = input;
  if (!file) return isNamed || !input.report.skipped ? input.report : undefined;
  const manifest = readManifest(file, call);
  const unread = survey.add(manifest);
  const obstacles = isNamed ? [...unread, ...manifest.notReplaceable] : unread;
  if (obstacles.length > 0) return reportOn(manifest, obstacles);
  const isOther = isNamed && !manifest.isCloudRun;
  return isOther ? { ...reportOn(manifest, []), skipped: 'not a Cloud Run manifest' } : undefined;
}

function sayReport(report: FileReport, host: Host): void {
  const { path, skipped } = report;
  const paint = paintFor(wantsColor(host, host.stderr));
  host.stderr.write(skipped ? `${printable(path)}: ${skipped}\n` : `${renderDiagnostics(report, paint)}\n`);
}
