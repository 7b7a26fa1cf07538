import type { RoleName } from './roles.ts';

/**
 * A project, as far as it is known: its id, its number or both. Without either it is the one that is deployed to, which
 * nothing tells.
 */
export interface Project {
  readonly id?: string;
  readonly number?: string;
}

/** What roles are granted on. */
export type TargetType =
  | 'secret'
  | 'cloud-sql-instance'
  | 'bucket'
  | 'service-account'
  | 'repository'
  | 'crypto-key'
  | 'subnetwork'
  | 'project';

/** One thing that a role is granted on. */
export interface Target {
  readonly type: TargetType;
  /** Its name in its project, an account's e-mail, or a bucket's name, of which there is one in the world; of a project nothing. */
  readonly name: string;
  /** Undefined for a bucket, whose project nothing needs. */
  readonly project?: Project;
  readonly location?: string;
  /** Of a key. */
  readonly keyRing?: string;
}

/** Who gets a role. */
export type Grantee =
  | { readonly type: 'identity'; readonly email: string }
  /** Who deploys the manifests. */
  | { readonly type: 'deployer' }
  /** The Cloud Run service agent of a project. */
  | { readonly type: 'service-agent'; readonly project: Project; readonly universe: string | undefined };

/** A line of a manifest that something is needed for. */
export interface Reason {
  readonly path: string;
  /** From one. */
  readonly line: number;
  /** From one, in UTF-16 units. */
  readonly column: number;
  /** `Service/checkout`. */
  readonly resource: string;
  /** What stands there: `Service checkout: the variable DB_PASSWORD of the container`. */
  readonly words: string;
}

/** A role that somebody must have on something, and every line that it is needed for. */
export interface Grant {
  readonly grantee: Grantee;
  readonly role: RoleName;
  readonly target: Target;
  readonly reasons: readonly Reason[];
}

/** An account that resources run as, and that has to be there in the project that they are deployed to. */
export interface NamedAccount {
  readonly email: string;
  readonly name: string;
  readonly project: Project;
  readonly reasons: readonly Reason[];
}

/** What the manifests leave open, so that no grant is made of it. */
export interface OpenQuestion {
  /** What is not known, as the end of a sentence that begins with "It is not known". */
  readonly question: string;
  readonly remedy: string;
  readonly reasons: readonly Reason[];
}

/** All that the manifests of a run need, each thing once and in one order, whatever order they are read in. */
export interface GrantList {
  readonly grants: readonly Grant[];
  readonly accounts: readonly NamedAccount[];
  readonly questions: readonly OpenQuestion[];
  /** How many resources were looked at. */
  readonly resources: number;
  /** How many files they stand in. */
  readonly files: number;
}

/** What only whoever asks can say. */
export interface GrantOptions {
  /** Who deploys, as a member of an IAM policy: `user:ann@example.com`; undefined where it is left to be filled in. */
  readonly deployer: string | undefined;
  /** True where the accounts are to be created, too. */
  readonly isCreating: boolean;
}
