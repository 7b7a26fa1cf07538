import type { Severity } from './diagnostic.ts';

/** What is to be said of a rule or a check, whatever it finds: reports can carry it beside the findings. */
export interface RuleDescription {
  readonly id: string;
  /** What must hold, or what is wrong where it reports, in one sentence. */
  readonly summary: string;
  /** Why it matters. */
  readonly rationale: string;
  /** What to do, in general; empty where only a finding can say it. */
  readonly remedy: string;
  /** How bad its findings are where nothing else is set. */
  readonly severity: Severity;
  /** True where it is about who the code runs as, or what could be misused. */
  readonly isAboutSecurity: boolean;
  /** What else it is about: `identity`, `deploy`, `validity`, `safety`, or the part of the check's id before the slash. */
  readonly topic: string;
  /** Where the facts behind it are documented. */
  readonly sources: readonly string[];
}
