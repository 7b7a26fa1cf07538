import type { Severity } from '../diagnostics/diagnostic.ts';
import type { CommandGroup } from './kinds.ts';

/** What `gcloud run … replace` is told besides the manifest, by the command line and the configuration of who calls it. */
export interface ReplaceCall {
  /** The group of the command: gcloud reads every manifest as its kind, whatever `kind` and `apiVersion` say. */
  readonly as?: CommandGroup;
  readonly project?: ProjectRef;
  /** Projects that whoever deploys knows by id and number. */
  readonly projects?: readonly ProjectRef[];
  /** The value of `--namespace`. */
  readonly namespace?: string;
  /** The value of `--region`, or of the property `run/region`. */
  readonly region?: string;
  /** How bad it is that a file holds several documents: gcloud refuses them, Skaffold and Cloud Deploy take them. An error where nothing is said. */
  readonly severalDocuments?: Severity | 'off';
}

/** A project by its id and, where that is known, its number. */
export interface ProjectRef {
  readonly id: string;
  readonly number?: string;
}

/** True where a number can be told to be a project's. */
export function knowsProjects({ projects = [] }: ReplaceCall): boolean {
  return projects.length > 0;
}
