import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type FindingKey, findingKey, textOfKey } from '../diagnostics/finding-key.ts';
import type { FileReport } from '../diagnostics/report.ts';
import { UNREADABLE_CODES } from '../yaml/yaml-document.ts';

/**
 * Findings that were accepted earlier. They are known by what they are about and never by their line, so that a manifest
 * can change around them. Paths are seen from the folder of the baseline.
 */
export interface BaselineEntry extends FindingKey {
  /** How many there are. */
  readonly count: number;
}

/** Raised when the meaning of a field changes. */
const VERSION = 1;

/** Reads a baseline, or says why it is none. */
export function parseBaseline(text: string): BaselineEntry[] | { readonly defect: string } {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { defect: 'it is not JSON' };
  }
  if (!isRecord(value) || value['version'] !== VERSION) return { defect: `it is not a baseline of version ${VERSION}` };
  const { findings } = value;
  if (!Array.isArray(findings) || !findings.every(isEntry)) return { defect: 'a finding in it is not whole' };
  return findings;
}

/** The text of a baseline: in order, an entry a line, so that it merges well. */
export function formatBaseline(entries: readonly BaselineEntry[]): string {
  const lines = [...entries]
    .sort((a, b) => (textOfKey(a) < textOfKey(b) ? -1 : 1))
    .map(({ path, rule, resource, yamlPath, count }) => `    ${JSON.stringify({ path, rule, resource, yamlPath, count })}`);
  const findings = lines.length > 0 ? `[\n${lines.join(',\n')}\n  ]` : '[]';
  return `{\n  "version": ${VERSION},\n  "findings": ${findings}\n}\n`;
}

/** The entries for what reports hold. What could not be read, and what a comment silences, is not accepted. */
export function baselineOf(reports: readonly FileReport[], pathOf: (path: string) => string): BaselineEntry[] {
  const counts = new Map<string, BaselineEntry>();
  for (const { path, diagnostics } of reports) {
    for (const diagnostic of diagnostics.filter((one) => isAcceptable(one) && one.suppression === undefined)) {
      const entry = entryOf(diagnostic, pathOf(path));
      const count = (counts.get(textOfKey(entry))?.count ?? 0) + 1;
      counts.set(textOfKey(entry), { ...entry, count });
    }
  }
  return [...counts.values()];
}

/** A baseline in use: each finding takes one of what was accepted, until nothing is left of it. */
export class Baseline {
  readonly #left: Map<string, BaselineEntry>;
  readonly #pathOf: (path: string) => string;

  /** @param pathOf the path of a report, seen from the folder of the baseline */
  constructor(entries: readonly BaselineEntry[], pathOf: (path: string) => string) {
    this.#left = new Map(entries.map((entry) => [textOfKey(entry), entry]));
    this.#pathOf = pathOf;
  }

  /** The report with what was accepted marked. */
  apply(report: FileReport): FileReport {
    if (report.diagnostics.length === 0) return report;
    const path = this.#pathOf(report.path);
    return { ...report, diagnostics: report.diagnostics.map((diagnostic) => this.#judge(diagnostic, path)) };
  }

  /** What was accepted and has not been found. */
  get left(): readonly BaselineEntry[] {
    return [...this.#left.values()].filter(({ count }) => count > 0);
  }

  #judge(diagnostic: Diagnostic, path: string): Diagnostic {
    if (!isAcceptable(diagnostic) || diagnostic.suppression) return diagnostic;
    const key = textOfKey(entryOf(diagnostic, path));
    const entry = this.#left.get(key);
    if (!entry || entry.count === 0) return diagnostic;
    this.#left.set(key, { ...entry, count: entry.count - 1 });
    return { ...diagnostic, suppression: { by: 'baseline' } };
  }
}

/** What was not read can hold anything. */
export function isAcceptable({ ruleId }: Diagnostic): boolean {
  return !/^(?:internal|file|edit|suppression)\//.test(ruleId) && !UNREADABLE_CODES.has(ruleId);
}

function entryOf(diagnostic: Diagnostic, path: string): BaselineEntry {
  return { ...findingKey(diagnostic, path), count: 1 };
}

function isEntry(value: unknown): value is BaselineEntry {
  if (!isRecord(value)) return false;
  const { count } = value;
  const isWhole = ['path', 'rule', 'resource', 'yamlPath'].every((name) => typeof value[name] === 'string');
  return isWhole && typeof count === 'number' && Number.isInteger(count) && count > 0;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
