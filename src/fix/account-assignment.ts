import type { Resource } from '../manifest/resource.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';

/** Which account a resource is to run as; undefined where nothing is said of it. */
export type AccountAssignment = (resource: Resource) => AssignedAccount | undefined;

/** The account's e-mail, or why there is none and where that is seen. */
export type AssignedAccount =
  | { readonly email: string }
  | { readonly obstacle: string; readonly at: YamlPath; readonly remedy: string };
