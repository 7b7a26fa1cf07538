import type { Range } from '../text/range.ts';
import { remembered } from '../text/remembered.ts';
import { formatYamlPath } from '../yaml/yaml-path.ts';
import type { ReplaceableKind } from './kinds.ts';
import type { Manifest } from './manifest.ts';
import { describeResource, type Resource, resourceId, serviceAccountNameOf, serviceAccountNamePath } from './resource.ts';

/** What is remembered of a resource when its file has been read, to compare it with the others of the run. */
export interface ResourceSummary {
  /** The path of its file. */
  readonly path: string;
  readonly kind: string;
  /** `Service/hello`. */
  readonly id: string;
  /** `Service hello`. */
  readonly description: string;
  readonly serviceAccountName: string;
  /** Where its account stands. */
  readonly range: Range;
  readonly yamlPath: string;
}

/** All resources of a run that name an account, by the account: of several with one id, the last. */
export type ResourcesByAccount = ReadonlyMap<string, readonly ResourceSummary[]>;

const yamlPathIn = remembered((kind: ReplaceableKind) => formatYamlPath(serviceAccountNamePath({ kind })));

/** The resources of a manifest that name an account. */
export function summarise({ resources }: Manifest): ResourceSummary[] {
  return resources.flatMap((resource) => {
    const account = resource.isTemplate ? undefined : serviceAccountNameOf(resource);
    if (account === undefined) return [];
    return summaryOf(resource, account, resource.document.valueRangeAt(serviceAccountNamePath(resource)) as Range);
  });
}

/** @param range where the account stands */
export function summaryOf(
  resource: Pick<Resource, 'path' | 'kind' | 'name'>,
  serviceAccountName: string,
  range: Range,
): ResourceSummary {
  const { path, kind } = resource;
  return {
    path,
    kind: kind.kind,
    id: resourceId(resource),
    description: describeResource(resource),
    serviceAccountName,
    range,
    yamlPath: yamlPathIn(kind),
  };
}

export function groupByAccount(summaries: readonly ResourceSummary[]): ResourcesByAccount {
  const groups = new Map<string, Map<string, ResourceSummary>>();
  for (const summary of summaries) {
    const group = groups.get(summary.serviceAccountName);
    if (group) group.set(summary.id, summary);
    else groups.set(summary.serviceAccountName, new Map([[summary.id, summary]]));
  }
  return new Map(Array.from(groups, ([account, group]) => [account, [...group.values()]]));
}
