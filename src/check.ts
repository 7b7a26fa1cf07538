import { compareDiagnostics, type Diagnostic, type Safety, withoutTexts } from './diagnostics/diagnostic.ts';
import type { FileReport, SkipReason } from './diagnostics/report.ts';
import { concluded, type Examination, joinExaminations } from './examination.ts';
import { type FixResult, fixUntilStable } from './fix/apply-fixes.ts';
import type { EnabledRule, Ruleset } from './lint/ruleset.ts';
import { rulesOfRuns, runRules, runRulesInRun } from './lint/run-rules.ts';
import { summariseOrdinary } from './lint/summarise-ordinary.ts';
import { applySuppressionComments, namesAnyRule } from './lint/suppress.ts';
import { mentionsSuppression, mentionsWholeFile } from './lint/suppression-marks.ts';
import { findHiddenValues, type HiddenValues } from './manifest/hidden-values.ts';
import { type Manifest, readManifest } from './manifest/manifest.ts';
import type { ReplaceCall } from './manifest/replace-call.ts';
import { groupByAccount, type ResourceSummary, type ResourcesByAccount, summarise } from './manifest/resource-summary.ts';
import { checkSchema } from './schema/check-schema.ts';
import type { SourceFile } from './text/source-file.ts';
import { cutStream } from './yaml/cut-stream.ts';
import { MAX_TEXT_LENGTH, readYaml } from './yaml/read-yaml.ts';

/** The line: a source file becomes a manifest of resources, and they become diagnostics. The file is all of the run. */
export function checkFile(file: SourceFile, ruleset: Ruleset, options: CheckOptions = {}): FileReport {
  const examination = examineFile(file, ruleset, options);
  return examination.conclude(groupByAccount(examination.resources));
}

export interface CheckOptions {
  /** True for a file that was asked for by its name: it gets an answer even where a folder's file would be passed over. */
  readonly isNamed?: boolean;
  /** How gcloud will be called with the file, as far as that is known. */
  readonly call?: ReplaceCall;
  /** The day of the run, as YYYY-MM-DD: exceptions can end. None ends where it is not given. */
  readonly today?: string;
  /** False where comments in the file silence nothing. */
  readonly hasInlineSuppressions?: boolean;
}

/**
 * The first part of the line, for a run of many files: `conclude` is the second. A text that is too long to be read at once
 * is a stream of documents: it is examined a few of them at a time.
 */
export function examineFile(file: SourceFile, ruleset: Ruleset, options: CheckOptions = {}): Examination {
  const isTooLong = file.text.length > MAX_TEXT_LENGTH && !mentionsWholeFile(file.text);
  const parts = isTooLong ? cutStream(file.text) : undefined;
  if (!parts) return examineText(file, ruleset, options);
  const examined = parts.map((range, index) => {
    const part = { ...file, text: file.text.slice(range.start, range.end) };
    const { call = {} } = options;
    // That there are several documents is told once.
    const partOptions: CheckOptions = index === 0 ? options : { ...options, call: { ...call, severalDocuments: 'off' } };
    return { range, examination: examineText(part, ruleset, partOptions) };
  });
  return joinExaminations(file, examined);
}

function examineText(file: SourceFile, ruleset: Ruleset, options: CheckOptions): Examination {
  const { call = {} } = options;
  const ordinary = summariseOrdinary(file, ruleset, call);
  if (ordinary) return pendingReport(file, nothingFoundIn(file), [ordinary], rulesOfRuns(ruleset));
  const manifest = readManifest(file, call);
  if (!manifest.isCloudRun) return concluded(skippedReport(file.path, file.text.trim() === '' ? 'empty' : undefined));
  const found = findAll(manifest, ruleset);
  const resources = summarise(manifest);
  const rules = rulesOfRuns(ruleset);
  if (mentionsSuppression(file.text) && namesAnyRule(manifest, rules)) {
    const judgeAll = (late: readonly Diagnostic[]) => reportOn(manifest, judge(manifest, [...found, ...late], ruleset, options));
    return pending(resources, rules, judgeAll);
  }
  return pendingReport(file, reportOn(manifest, judge(manifest, found, ruleset, options)), resources, rules);
}

/** Nothing of the manifest is in reach here, so that it can be let go: where something is found late, the text is read again. */
function pendingReport(
  { text }: SourceFile,
  report: FileReport,
  resources: readonly ResourceSummary[],
  rules: readonly EnabledRule[],
): Examination {
  return pending(resources, rules, (late) => {
    return late.length === 0 ? report : withDiagnostics(report, late, readYaml(text).map(findHiddenValues));
  });
}

function pending(
  resources: readonly ResourceSummary[],
  rules: readonly EnabledRule[],
  reportWith: (late: readonly Diagnostic[]) => FileReport,
): Examination {
  const conclude = (others: ResourcesByAccount) =>
    reportWith(resources.flatMap((resource) => runRulesInRun(resource, others, rules)));
  return { resources, conclude };
}

/** The other line: the same diagnostics become a new text, until nothing is left to fix. */
export function fixManifest(
  manifest: Manifest,
  ruleset: Ruleset,
  safeties: readonly Safety[],
  options: CheckOptions = {},
): FixResult {
  const check = (current: Manifest) => {
    if (!current.isCloudRun) return [];
    const judged = judge(current, findAll(current, ruleset), withoutRulesOfRun(ruleset), options);
    const found = judged.filter(({ suppression }) => !suppression).sort(compareDiagnostics);
    return found.length > 0 ? masked(current.documents.map(findHiddenValues), found) : found;
  };
  return fixUntilStable(manifest, check, safeties);
}

/** True where gcloud's own client refuses a manifest, as far as the manifest tells. */
export function isRefusedByGcloud(manifest: Manifest): boolean {
  return [...manifest.diagnostics, ...checkSchema(manifest)].some(({ refusedBy }) => refusedBy.includes('gcloud'));
}

/** What is to be said of a manifest, in the order of its text, with the text to show it in. */
export function reportOn({ file, documents }: Manifest, diagnostics: readonly Diagnostic[]): FileReport {
  const report = nothingFoundIn(file);
  return diagnostics.length === 0 ? report : withDiagnostics(report, diagnostics, documents.map(findHiddenValues));
}

function nothingFoundIn({ path, text }: SourceFile): FileReport {
  return { path, skipped: false, diagnostics: [], text, hidden: [] };
}

/** The report on a file that was not checked: it holds nothing of ours, where no other reason is given. */
export function skippedReport(path: string, reason: SkipReason = 'not a Cloud Run manifest'): FileReport {
  return { path, skipped: reason, diagnostics: [], text: '', hidden: [] };
}

function findAll(manifest: Manifest, ruleset: Ruleset): Diagnostic[] {
  return [...manifest.diagnostics, ...manifest.notReplaceable, ...checkSchema(manifest), ...runRules(manifest, ruleset)];
}

/** Of one file alone it is not known what all files of the run together tell, and which comments are in use for it. */
function withoutRulesOfRun(ruleset: Ruleset): Ruleset {
  return { ...ruleset, rules: ruleset.rules.filter(({ rule }) => !rule.checkInRun) };
}

/** What was found, as severe as the ruleset has it, and with what comments say of it. */
function judge(
  manifest: Manifest,
  found: readonly Diagnostic[],
  ruleset: Ruleset,
  { today, hasInlineSuppressions = true, isNamed = false }: CheckOptions,
): Diagnostic[] {
  const isSilenced = hasInlineSuppressions && mentionsSuppression(manifest.file.text);
  const judged = isSilenced ? applySuppressionComments(manifest, found, ruleset, today) : found;
  if (judged.length === 0) return [];
  const asked = isNamed ? judged : judged.filter(({ ruleId }) => ruleId !== 'manifest/not-replaceable');
  return asked.flatMap((diagnostic) => {
    const severity = ruleset.severities.get(diagnostic.ruleId) ?? diagnostic.severity;
    return severity === 'off' ? [] : { ...diagnostic, severity };
  });
}

function withDiagnostics(report: FileReport, more: readonly Diagnostic[], values: readonly HiddenValues[]): FileReport {
  return {
    ...report,
    diagnostics: [...report.diagnostics, ...masked(values, more)].sort(compareDiagnostics),
    hidden: values.flatMap(({ ranges }) => ranges),
  };
}

function masked(values: readonly HiddenValues[], diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const texts = values.flatMap((found) => found.texts);
  return texts.length > 0 ? diagnostics.map((diagnostic) => withoutTexts(diagnostic, texts)) : [...diagnostics];
}
