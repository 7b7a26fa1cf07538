import { CHECK_IDS, isAdjustable } from '../diagnostics/check-ids.ts';
import type { Diagnostic, Fix, Severity } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { closestMatch } from '../text/closest-match.ts';
import { excerpt } from '../text/excerpt.ts';
import { listWords } from '../text/list-words.ts';
import { lowerYamlEdits } from '../yaml/lower-edit.ts';
import { UNREADABLE_CODES, type YamlDocument } from '../yaml/yaml-document.ts';
import { type CommentEdit, isRefusal } from '../yaml/yaml-edit.ts';
import type { EnabledRule, Ruleset } from './ruleset.ts';
import { readSuppressionComments, type SuppressionComment } from './suppression-comments.ts';

/** No file is worth more remarks on its comments. */
const MAX_REMARKS = 200;

/** Where one of these is reported, not everything was looked at that a comment can be meant for. */
const NOT_JUDGED: ReadonlySet<string> = new Set([...UNREADABLE_CODES, 'manifest/template', 'internal/rule-crashed']);

/**
 * Marks the diagnostics that comments of the manifest silence, and adds what is to be said of those comments.
 *
 * @param today the day of the run, as YYYY-MM-DD; no comment ends where it is not given
 */
export function applySuppressionComments(
  { documents }: Manifest,
  diagnostics: readonly Diagnostic[],
  ruleset: Ruleset,
  today: string | undefined,
): Diagnostic[] {
  const comments = readSuppressionComments(documents);
  const [first] = documents;
  if (comments.length === 0 || !first) return [...diagnostics];
  const ofLine = groupByLine(comments);
  const used = new Map<SuppressionComment, Set<string>>();
  const judged = diagnostics.map((diagnostic) => {
    const near = [...(ofLine.get(undefined) ?? []), ...(ofLine.get(first.lines.lineAt(diagnostic.range.start)) ?? [])];
    const meeting = near.filter((comment) => names(comment, diagnostic));
    for (const comment of meeting) used.set(comment, (used.get(comment) ?? new Set()).add(diagnostic.ruleId));
    const silencing = meeting.find((comment) => !isOver(comment, today));
    return silencing ? { ...diagnostic, suppression: suppressionBy(silencing) } : diagnostic;
  });
  const isJudged = !diagnostics.some(({ ruleId }) => NOT_JUDGED.has(ruleId));
  const remarks: Diagnostic[] = [];
  for (const comment of comments) {
    if (remarks.length >= MAX_REMARKS) break;
    const found = remarksOn(comment, used.get(comment) ?? new Set(), ruleset, today, isJudged);
    remarks.push(...found.map((remark) => remarkDiagnostic(remark, comment, documents[comment.documentIndex] ?? first)));
  }
  return [...judged, ...remarks];
}

/** The comments that silence something, by the lines that they mean; those of the whole file by none. */
function groupByLine(comments: readonly SuppressionComment[]): ReadonlyMap<number | undefined, readonly SuppressionComment[]> {
  const groups = new Map<number | undefined, SuppressionComment[]>();
  for (const comment of comments) {
    if (comment.defect !== undefined) continue;
    const group = groups.get(comment.line);
    if (group) group.push(comment);
    else groups.set(comment.line, [comment]);
  }
  return groups;
}

/** True where a comment names one of certain rules. */
export function namesAnyRule({ documents }: Manifest, rules: readonly EnabledRule[]): boolean {
  const comments = readSuppressionComments(documents);
  return comments.some(({ ruleIds }) => rules.some(({ rule }) => ruleIds.includes(rule.id)));
}

function names({ ruleIds }: SuppressionComment, { ruleId }: Diagnostic): boolean {
  return ruleIds.includes(ruleId) && canBeSilenced(ruleId);
}

/** That a file could not be read, or that runlint failed, is never silenced. */
function canBeSilenced(id: string): boolean {
  return isAdjustable(id) || !CHECK_IDS.some((check) => check === id);
}

function isOver({ until }: SuppressionComment, today: string | undefined): boolean {
  return until !== undefined && today !== undefined && until < today;
}

function suppressionBy({ reason }: SuppressionComment): NonNullable<Diagnostic['suppression']> {
  return { by: 'comment', ...(reason && { reason }) };
}

/** What is to be said of a comment. */
interface Remark {
  readonly ruleId: `suppression/${string}`;
  readonly severity: Severity;
  readonly message: string;
  readonly remedy: string;
  /** The rules that the comment should no longer name. */
  readonly superfluous?: readonly string[];
}

function remarksOn(
  comment: SuppressionComment,
  used: ReadonlySet<string>,
  ruleset: Ruleset,
  today: string | undefined,
  isJudged: boolean,
): Remark[] {
  const { ruleIds, reason, defect } = comment;
  if (defect !== undefined) return [malformed(defect)];
  const unknown = ruleIds.filter((id) => !ruleset.knownIds.has(id));
  const always = ruleIds.filter((id) => !canBeSilenced(id));
  const unused = isJudged ? ruleIds.filter((id) => !used.has(id) && !always.includes(id) && isLookedFor(id, ruleset)) : [];
  return [
    ...unknown.map((id) => unknownRule(id, ruleset)),
    ...always.map((id) => malformed(`${id} is always reported`)),
    ...(unused.length > 0 ? [unusedRules(unused, comment)] : []),
    ...(used.size > 0 && isOver(comment, today) ? [expired([...used], comment)] : []),
    ...(reason === '' && ruleset.isReasonRequired ? [reasonRequired(ruleIds)] : []),
  ];
}

/** A comment for a rule that is off says nothing wrong: it may be on in another run. */
function isLookedFor(id: string, { rules, knownIds, severities }: Ruleset): boolean {
  return rules.some(({ rule }) => rule.id === id) || (id.includes('/') && knownIds.has(id) && severities.get(id) !== 'off');
}

function malformed(defect: string): Remark {
  return {
    ruleId: 'suppression/malformed',
    severity: 'warning',
    message: `This comment silences nothing: ${defect}`,
    remedy: 'Write it as # runlint-ignore[rule-id] reason, with until=YYYY-MM-DD if it is to end.',
  };
}

function unknownRule(id: string, { knownIds }: Ruleset): Remark {
  const meant = closestMatch(id, [...knownIds]);
  return {
    ruleId: 'suppression/unknown-rule',
    severity: 'warning',
    message: `There is no rule ${excerpt(id)}${meant ? `; did you mean ${meant}?` : ''}`,
    remedy: 'Nothing is silenced by this name. runlint explain lists the rules.',
  };
}

function unusedRules(unused: readonly string[], { line }: SuppressionComment): Remark {
  const where = line === undefined ? 'in this file' : `on line ${line}`;
  return {
    ruleId: 'suppression/unused',
    severity: 'warning',
    message: `${listIds(unused)} ${unused.length === 1 ? 'is' : 'are'} not reported ${where}`,
    remedy: 'Left in, the comment would silence the next mistake without a word.',
    superfluous: unused,
  };
}

function expired(used: readonly string[], { until }: SuppressionComment): Remark {
  return {
    ruleId: 'suppression/expired',
    severity: 'warning',
    message: `The exception for ${listIds(used)} ended on ${until}`,
    remedy: 'Mend what is reported, or agree on another day.',
  };
}

function reasonRequired(ruleIds: readonly string[]): Remark {
  return {
    ruleId: 'suppression/reason-required',
    severity: 'error',
    message: `The exception for ${listIds(ruleIds)} gives no reason`,
    remedy: 'Say behind the bracket why it is right here: the next reader has to know.',
  };
}

function remarkDiagnostic(remark: Remark, comment: SuppressionComment, document: YamlDocument): Diagnostic {
  const { superfluous, ...words } = remark;
  const fix = superfluous && fixWithout(superfluous, comment, document);
  return { ...words, refusedBy: [], range: comment.range, related: [], ...(fix && { fix }) };
}

/** The comment without some of its rules, or none where no other is left. */
function fixWithout(superfluous: readonly string[], comment: SuppressionComment, document: YamlDocument): Fix | undefined {
  const { documentIndex, range, ruleIds } = comment;
  const left = ruleIds.filter((id) => !superfluous.includes(id));
  const written = document.text.slice(range.start, range.end);
  const text = left.length > 0 ? written.replace(/\[[^\]]*\]/, () => `[${left.join(', ')}]`) : undefined;
  const edit: CommentEdit = { type: 'comment', path: [], comment: range, text };
  const lowered = lowerYamlEdits(document, [edit]);
  if (isRefusal(lowered)) return undefined;
  const title = text === undefined ? 'Remove the comment' : `Remove ${listIds(superfluous)} from the comment`;
  return { title, safety: 'safe', ...lowered, intent: { documentIndex, yamlEdits: [edit] } };
}

function listIds(ids: readonly string[]): string {
  return excerpt(listWords(ids, 'and'));
}
