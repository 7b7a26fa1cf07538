/** What `set-service-account` would do with the files of a run. */
export interface AccountPlan {
  /** The map of accounts, as it was given. */
  readonly map: string | undefined;
  readonly changes: readonly PlannedAccount[];
  /** How many resources have the account already that they are to get. */
  readonly unchanged: number;
  readonly refusals: readonly PlannedRefusal[];
  /** Rows of the map that fit no resource. */
  readonly unmatchedRows: readonly UnmatchedRow[];
  /** Resources that no row of the map fits. */
  readonly unmatchedResources: readonly ResourcePlace[];
}

/** Where a resource stands. */
export interface ResourcePlace {
  readonly path: string;
  /** From one. */
  readonly line: number;
  /** `Service/hello`. */
  readonly resource: string;
}

/** A resource that gets another account. */
export interface PlannedAccount extends ResourcePlace {
  /** The account that it has now, as gcloud reads it. */
  readonly before: string | undefined;
  readonly after: string;
  /** What else changes, a sentence each. */
  readonly notes: readonly string[];
}

/** A resource, or all of a file, that is left as it is, and why. */
export interface PlannedRefusal {
  readonly path: string;
  /** From one; undefined where the file has no text. */
  readonly line: number | undefined;
  readonly resource: string | undefined;
  readonly message: string;
  readonly remedy: string | undefined;
}

/** A row of the map. */
export interface UnmatchedRow {
  readonly line: number;
  readonly kind: string;
  readonly name: string;
  readonly path?: string;
  readonly email: string;
}
