import type { Diagnostic, Fix, RelatedLocation, Suppression } from '../diagnostics/diagnostic.ts';
import type { FileReport, Report } from '../diagnostics/report.ts';
import { firstLineOf } from '../text/first-line.ts';
import { LineIndex } from '../text/line-index.ts';
import { rangeOfLines } from '../text/line-replacement.ts';
import type { Range } from '../text/range.ts';
import { VERSION } from '../version.ts';
import { tellFinding } from './finding-words.ts';
import { fingerprintsOf } from './fingerprints.ts';
import { printJson } from './print-json.ts';
import { relativeUri } from './relative-uri.ts';
import type { ReporterOptions } from './reporter.ts';
import { describeRule, LEVELS } from './sarif-rule.ts';
import { shownReplacement } from './shown-fix.ts';
import { printable } from './terminal-text.ts';

const SCHEMA = 'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

const SUPPRESSION_KINDS: Readonly<Record<Suppression['by'], string>> = { comment: 'inSource', baseline: 'external' };

/** A file of the report, and what its findings are mapped with. */
interface Source {
  readonly file: FileReport;
  readonly lines: LineIndex;
  readonly location: { readonly uri: string };
}

/** SARIF 2.1.0, as the code scanning of GitHub takes it. */
export function sarifReporter({ files }: Report, { describe }: Pick<ReporterOptions, 'describe'>): string {
  const fingerprints = fingerprintsOf(files);
  const diagnostics = files.flatMap((file) => file.diagnostics);
  const ruleIds = [...new Set(diagnostics.map(({ ruleId }) => ruleId))].sort();
  const results = files.flatMap((file) => {
    const source = { file, lines: new LineIndex(file.text), location: { uri: relativeUri(file.path) } };
    return file.diagnostics.map((diagnostic) => ({
      ruleId: diagnostic.ruleId,
      ruleIndex: ruleIds.indexOf(diagnostic.ruleId),
      ...mapResult(diagnostic, source),
      partialFingerprints: { primaryLocationLineHash: fingerprints.get(diagnostic) },
    }));
  });
  return printJson({
    $schema: SCHEMA,
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'runlint',
            semanticVersion: VERSION,
            informationUri: 'https://www.npmjs.com/package/runlint',
            rules: ruleIds.map((id) => describeRule(id, describe(id))),
          },
        },
        automationDetails: { id: 'runlint/' },
        invocations: [{ executionSuccessful: !ruleIds.some((id) => id.startsWith('internal/')) }],
        columnKind: 'utf16CodeUnits',
        results,
      },
    ],
  });
}

function mapResult(diagnostic: Diagnostic, source: Source): object {
  const { severity, range, related, fix, suppression } = diagnostic;
  const replacement = fix && mapFix(fix, source);
  return {
    level: LEVELS[severity],
    message: { text: withoutLinks(tellFinding(diagnostic)) },
    locations: [mapLocation(range, source)],
    ...(related.length > 0 && { relatedLocations: related.map((other) => mapRelated(other, source)) }),
    ...(replacement && { fixes: [replacement] }),
    suppressions: suppression ? [mapSuppression(suppression)] : [],
  };
}

function mapRelated({ message, range }: RelatedLocation, source: Source): object {
  return { ...mapLocation(range, source), message: { text: withoutLinks(printable(message)) } };
}

/** Of one line: a pull request shows an alert only where all of its lines are in the diff. */
function mapLocation(range: Range, { lines, location }: Source): object {
  return { physicalLocation: { artifactLocation: location, region: mapRegion(firstLineOf(range, lines), lines) } };
}

function mapRegion({ start, end }: Range, lines: LineIndex): object {
  const [from, to] = [lines.position(start), lines.position(end)];
  return { startLine: from.line, startColumn: from.column, endLine: to.line, endColumn: to.column };
}

/**
 * One replacement of whole lines: reviewdog keeps only the last of several, and counts columns in bytes. Without columns
 * a region is the content of its lines; what is removed takes its line ends with it.
 */
function mapFix(fix: Fix, { file, lines, location }: Source): object | undefined {
  const replacement = shownReplacement(file, lines, fix);
  if (!replacement) return undefined;
  const { lines: replaced, newLines } = replacement;
  const isRemoved = newLines.length === 0;
  const deletedRegion = isRemoved
    ? mapRegion(rangeOfLines(replaced, lines), lines)
    : { startLine: replaced.first, endLine: replaced.last };
  const insertedContent = { text: newLines.join(lines.lineEnd(1) || '\n') };
  return {
    description: { text: withoutLinks(printable(`${fix.title} (${fix.safety}).`)) },
    artifactChanges: [{ artifactLocation: location, replacements: [{ deletedRegion, insertedContent }] }],
  };
}

function mapSuppression({ by, reason }: Suppression): object {
  return { kind: SUPPRESSION_KINDS[by], ...(reason !== undefined && { justification: reason }) };
}

/** What a manifest is called makes no link: `[text](target)` is one in SARIF. */
function withoutLinks(text: string): string {
  return text.replaceAll('](', '] (');
}
