import type { Severity } from '../diagnostics/diagnostic.ts';
import type { Report } from '../diagnostics/report.ts';
import { firstLineOf } from '../text/first-line.ts';
import { LineIndex } from '../text/line-index.ts';
import { tellFinding } from './finding-words.ts';
import { fingerprintsOf } from './fingerprints.ts';
import { printJson } from './print-json.ts';
import { shownFiles } from './shown-files.ts';

/** An error stops a deployment, or deploys what nobody meant; what would be a blocker is not for a linter to say. */
const SEVERITIES: Readonly<Record<Severity, string>> = { error: 'critical', warning: 'major', info: 'info' };

/**
 * A report of GitLab's code quality. Its widget knows a finding again by the fingerprint, and shows nothing but these fields.
 *
 * @see https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
 */
export function gitlabReporter(report: Report): string {
  const fingerprints = fingerprintsOf(report.files);
  const findings = shownFiles(report).flatMap(({ path, text, diagnostics }) => {
    const lines = new LineIndex(text);
    return diagnostics.map((diagnostic) => ({
      description: tellFinding(diagnostic),
      check_name: diagnostic.ruleId,
      fingerprint: fingerprints.get(diagnostic),
      severity: SEVERITIES[diagnostic.severity],
      location: { path, lines: { begin: lines.lineAt(firstLineOf(diagnostic.range, lines).start) } },
    }));
  });
  return printJson(findings);
}
