import type { ResourcePlace } from './account-plan.ts';

/** What runs, held against what a repository says. */
export interface Comparison {
  /** The two sides, as they were given. */
  readonly live: string;
  readonly repository: string;
  /** The resources that are on both sides, in the order of the repository. */
  readonly resources: readonly ComparedResource[];
  readonly onlyLive: readonly ResourcePlace[];
  readonly onlyRepository: readonly ResourcePlace[];
  /** Resources of one kind and name of which nothing tells which is which: they are not compared. */
  readonly ambiguous: readonly (readonly ResourcePlace[])[];
}

/** A resource on both sides. */
export interface ComparedResource {
  /** `Service/hello`. */
  readonly resource: string;
  /** `Service hello`. */
  readonly description: string;
  readonly kind: string;
  readonly livePath: string;
  readonly path: string;
  /** The identity first, then what runs, then the rest; of each in the order of the file. */
  readonly differences: readonly Difference[];
}

/** The part of a resource that a difference is in: who it runs as, the template of what runs, or what is said of the resource itself. */
export type ComparedPart = 'identity' | 'template' | 'resource';

/**
 * What a replace with the file would do: change a value, add what is not live, remove what is, or reset it to what holds
 * where nothing is said. Undecided, where the file has a placeholder that can become what is live.
 */
export type Effect = 'change' | 'add' | 'remove' | 'reset' | 'undecided';

/** One place at which the two sides do not mean the same. */
export interface Difference {
  readonly part: ComparedPart;
  readonly effect: Effect;
  /** The value that it is about: `spec.template.spec.containers[name=web].image`. */
  readonly yamlPath: string;
  /** What is different, without the value of an environment variable. */
  readonly message: string;
  /** What each side says, as it is written; undefined where it says nothing, or what must not be printed. */
  readonly liveText: string | undefined;
  readonly fileText: string | undefined;
  /** Where each side says it, or would. */
  readonly livePlace: TextPlace;
  readonly place: TextPlace;
}

/** A place in a file: lines and columns count from one. */
export interface TextPlace {
  readonly line: number;
  readonly column: number;
}

/** True where what runs is not known to be what the repository says. */
export function isDifferent({ resources, onlyLive, onlyRepository }: Comparison): boolean {
  return onlyLive.length + onlyRepository.length > 0 || resources.some(({ differences }) => differences.some(isDecided));
}

/** False for what a placeholder leaves open. */
export function isDecided({ effect }: Difference): boolean {
  return effect !== 'undecided';
}

/** True for what a replace with the file takes away, since it stands for all of a resource. */
export function isLoss({ effect }: Difference): boolean {
  return effect === 'remove' || effect === 'reset';
}
