import { readAnnotationJson } from '../cloud-run/annotation-json.ts';
import { templateAnnotationOf, templateAnnotationsPath } from '../cloud-run/annotations.ts';
import { NETWORK_INTERFACES, VPC_CONNECTOR } from '../cloud-run/vpc.ts';
import { findPlaceholder } from '../manifest/placeholder.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Project, Target } from './grant.ts';
import { type Finding, type Need, unclearHome, unclearName } from './need.ts';
import { isProject, projectNamed, relationOf } from './project.ts';

/**
 * What belongs to the network of another project, the host of a Shared VPC: the service agent uses its connector, or its
 * subnetwork. A name without a project is one of the project that is deployed to, where nothing has to be granted.
 */
export function* networkNeeds(resource: Resource, home: Project): Generator<Finding> {
  for (const { key, name } of networkNamesOf(resource)) {
    const [at, why] = [[...templateAnnotationsPath(resource), key], `the annotation ${key}`];
    const { project = '', ...part } = NETWORK_PART.exec(name)?.groups ?? {};
    if (findPlaceholder(name) !== undefined || (name.includes('/') && !isProject(project))) {
      yield unclearName(at, why, name, EXPECTED[key]);
    } else if (project !== '') {
      const host = projectNamed(project, resource.call);
      const relation = relationOf(home, host);
      const needs = relation === 'other' ? needsOn(part, host) : [];
      for (const need of needs) yield { at, why, to: 'service-agent', ...need };
      if (relation === 'other' && needs.length === 0) yield unclearName(at, why, name, EXPECTED[key]);
      if (relation === 'unknown') yield unclearHome(at, why, home, host);
    }
  }
}

const EXPECTED = {
  [VPC_CONNECTOR]: 'projects/PROJECT/locations/REGION/connectors/NAME',
  [NETWORK_INTERFACES]: 'projects/PROJECT/regions/REGION/subnetworks/NAME',
} as const;

const NETWORK_PART =
  /^(?:https:\/\/www\.googleapis\.com\/compute\/v1\/)?projects\/(?<project>[^/]+)\/(?:(?:locations|regions)\/[^/]+\/connectors\/(?<connector>[^/]+)|regions\/(?<region>[a-z0-9-]+)\/subnetworks\/(?<subnetwork>[a-z][a-z0-9-]*)|global\/networks\/[^/]+)$/;

/** The names that an annotation has for a connector, or for a subnetwork and, where that has no project, its network. */
function* networkNamesOf(resource: Resource): Generator<{ key: keyof typeof EXPECTED; name: string }> {
  const connector = templateAnnotationOf(resource, VPC_CONNECTOR);
  if (connector) yield { key: VPC_CONNECTOR, name: connector };
  const list = readAnnotationJson(templateAnnotationOf(resource, NETWORK_INTERFACES) ?? '');
  for (const item of Array.isArray(list) ? list : []) {
    const names = [item?.subnetwork, item?.network].filter((name) => typeof name === 'string');
    const name = names.find((text) => text.includes('/')) ?? names[0];
    if (name !== undefined) yield { key: NETWORK_INTERFACES, name };
  }
}

/** A connector has no policy of its own: the role is granted on its project. A network alone does not tell the subnetwork. */
function needsOn({ connector, region, subnetwork }: Record<string, string>, host: Project): Pick<Need, 'role' | 'on'>[] {
  const project: Target = { type: 'project', name: '', project: host };
  if (connector !== undefined) return [{ role: 'useConnector', on: project }];
  if (region === undefined || subnetwork === undefined) return [];
  return [
    { role: 'useSubnetwork', on: { type: 'subnetwork', name: subnetwork, location: region, project: host } },
    { role: 'viewNetworks', on: project },
  ];
}
