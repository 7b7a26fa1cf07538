import { resolve } from 'node:path';
import type { Report } from '../diagnostics/report.ts';
import { reasonOf, writeFile } from '../io/files.ts';
import { findRepositoryRoot } from '../io/find-repository.ts';
import type { Ruleset } from '../lint/ruleset.ts';
import { prettyReporter } from '../reporters/pretty.ts';
import type { Reporter, ReporterOptions } from '../reporters/reporter.ts';
import { pathWithin } from '../run/path-within.ts';
import { type Host, wantsColor } from './host.ts';
import type { ReporterName, ReportOutput } from './reporter-option.ts';
import { UserError } from './user-error.ts';

interface ReporterEntry {
  readonly load: () => Promise<Reporter>;
  /** True where a platform reads the report, which knows files by their paths from the root of the repository. */
  readonly isForPlatform?: boolean;
}

/** Each reporter is loaded when it is asked for, but for the one that nobody has to ask for. */
const REPORTERS: Readonly<Record<ReporterName, ReporterEntry>> = {
  pretty: { load: async () => prettyReporter },
  compact: { load: async () => (await import('../reporters/compact.ts')).compactReporter },
  json: { load: async () => (await import('../reporters/json.ts')).jsonReporter },
  sarif: { load: async () => (await import('../reporters/sarif.ts')).sarifReporter, isForPlatform: true },
  rdjson: { load: async () => (await import('../reporters/rdjson.ts')).rdjsonReporter, isForPlatform: true },
  gitlab: { load: async () => (await import('../reporters/gitlab.ts')).gitlabReporter, isForPlatform: true },
  junit: { load: async () => (await import('../reporters/junit.ts')).junitReporter, isForPlatform: true },
  checkstyle: { load: async () => (await import('../reporters/checkstyle.ts')).checkstyleReporter, isForPlatform: true },
  github: { load: async () => (await import('../reporters/github.ts')).githubReporter, isForPlatform: true },
  markdown: { load: async () => (await import('../reporters/markdown.ts')).markdownReporter, isForPlatform: true },
  agent: { load: async () => (await import('../reporters/agent.ts')).agentReporter },
};

/**
 * Prints every report that is asked for, and with GitHub's annotations the summary of the step that GitHub runs. Throws a
 * `UserError` where a file cannot be written.
 */
export async function writeReports(
  outputs: readonly ReportOutput[],
  report: Report,
  rulesets: readonly Ruleset[],
  host: Host,
): Promise<void> {
  for (const { name, file } of outputs) {
    const { load, isForPlatform } = REPORTERS[name];
    const reporter = await load();
    const color = file === undefined && wantsColor(host, host.stdout);
    const describe = isForPlatform ? await describerOf(rulesets) : () => undefined;
    const text = reporter(isForPlatform ? fromRepository(report, host) : report, { color, describe });
    if (file === undefined) host.stdout.write(text);
    else writeReport(file, text, host);
  }
  const summaryPath = host.env['GITHUB_STEP_SUMMARY'];
  if (!summaryPath || !outputs.some(({ name }) => name === 'github')) return;
  const { appendStepSummary } = await import('./step-summary.ts');
  appendStepSummary(summaryPath, fromRepository(report, host), host);
}

async function describerOf(rulesets: readonly Ruleset[]): Promise<ReporterOptions['describe']> {
  return (await import('../run/rule-descriptions.ts')).describerOf(rulesets);
}

/** The report with its paths as the platform knows them. */
function fromRepository(report: Report, { cwd, disk }: Host): Report {
  const root = findRepositoryRoot(cwd, disk) ?? cwd;
  const pathOf = pathWithin(root, cwd);
  return { ...report, files: report.files.map((file) => ({ ...file, path: pathOf(file.path) })) };
}

function writeReport(path: string, text: string, { cwd, disk }: Host): void {
  try {
    writeFile(resolve(cwd, path), new TextEncoder().encode(text), disk);
  } catch (error) {
    throw new UserError(`The report cannot be written to ${path}: ${reasonOf(error)}`);
  }
}
