import type { Diagnostic, Fix, Severity } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { closestMatch } from '../text/closest-match.ts';
import { excerpt } from '../text/excerpt.ts';
import { listWords } from '../text/list-words.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';
import { type CommentEdit, isRefusal, lowerYamlEdits } from '../yaml/yaml-edit.ts';
import type { EnabledRule, Ruleset } from './ruleset.ts';
import { readSuppressionComments, type SuppressionComment } from './suppression-comments.ts';

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
  if (comments.length === 0) return [...diagnostics];
  const used = new Map(comments.map((comment) => [comment, new Set<string>()]));
  const judged = diagnostics.map((diagnostic) => {
    const meeting = comments.filter((comment) => meets(comment, diagnostic, documents));
    for (const comment of meeting) used.get(comment)?.add(diagnostic.ruleId);
    const silencing = meeting.find((comment) => !isOver(comment, today));
    return silencing ? { ...diagnostic, suppression: suppressionBy(silencing) } : diagnostic;
  });
  const remarks = comments.flatMap((comment) =>
    remarksOn(comment, used.get(comment) as Set<string>, ruleset, today).map((remark) =>
      remarkDiagnostic(remark, comment, documents[comment.documentIndex] as YamlDocument),
    ),
  );
  return [...judged, ...remarks];
}

/** True where a comment names one of certain rules. */
export function namesAnyRule({ documents }: Manifest, rules: readonly EnabledRule[]): boolean {
  const comments = readSuppressionComments(documents);
  return comments.some(({ ruleIds }) => rules.some(({ rule }) => ruleIds.includes(rule.id)));
}

/** What runlint says of itself when it fails is never silenced. */
function meets(comment: SuppressionComment, { ruleId, range }: Diagnostic, [first]: readonly YamlDocument[]): boolean {
  if (comment.defect !== undefined || !comment.ruleIds.includes(ruleId) || ruleId.startsWith('internal/')) return false;
  return comment.line === undefined || comment.line === first?.lines.lineAt(range.start);
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
): Remark[] {
  const { ruleIds, reason, defect } = comment;
  if (defect !== undefined) return [malformed(defect)];
  const unknown = ruleIds.filter((id) => !ruleset.knownIds.has(id));
  const unused = ruleIds.filter((id) => !used.has(id) && isLookedFor(id, ruleset));
  return [
    ...unknown.map((id) => unknownRule(id, ruleset)),
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
    remedy: 'This comment silences nothing. runlint explain lists the rules.',
  };
}

function unusedRules(unused: readonly string[], { line }: SuppressionComment): Remark {
  const where = line === undefined ? 'in this file' : 'on that line';
  return {
    ruleId: 'suppression/unused',
    severity: 'warning',
    message: `${listWords(unused, 'and')} ${unused.length === 1 ? 'is' : 'are'} not reported ${where}`,
    remedy: 'Left in, the comment would silence the next mistake without a word.',
    superfluous: unused,
  };
}

function expired(used: readonly string[], { until }: SuppressionComment): Remark {
  return {
    ruleId: 'suppression/expired',
    severity: 'warning',
    message: `The exception for ${listWords(used, 'and')} ended on ${until}`,
    remedy: 'Mend what is reported, or agree on another day.',
  };
}

function reasonRequired(ruleIds: readonly string[]): Remark {
  return {
    ruleId: 'suppression/reason-required',
    severity: 'error',
    message: `The exception for ${listWords(ruleIds, 'and')} gives no reason`,
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
  const text = left.length > 0 ? written.replace(/\[[^\]]*\]/, `[${left.join(', ')}]`) : undefined;
  const edit: CommentEdit = { type: 'comment', path: [], comment: range, text };
  const lowered = lowerYamlEdits(document, [edit]);
  if (isRefusal(lowered)) return undefined;
  const title = text === undefined ? 'Remove the comment' : `Remove ${listWords(superfluous, 'and')} from the comment`;
  return { title, safety: 'safe', ...lowered, intent: { documentIndex, yamlEdits: [edit] } };
}
