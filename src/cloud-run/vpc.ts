import type { Resource } from '../manifest/resource.ts';
import { ANNOTATIONS_PATH, templateAnnotationsPath } from './annotations.ts';

/** The annotation that connects a template to a VPC network directly. */
export const NETWORK_INTERFACES = 'run.googleapis.com/network-interfaces';

/** The annotation that connects a template to a VPC network by a connector. */
export const VPC_CONNECTOR = 'run.googleapis.com/vpc-access-connector';

/** True where a VPC network is named; also on the other level, of which another rule speaks. */
export function isConnectedToVpc(resource: Resource): boolean {
  const levels = [templateAnnotationsPath(resource), ANNOTATIONS_PATH];
  const keys = [NETWORK_INTERFACES, VPC_CONNECTOR];
  return levels.some((level) => keys.some((key) => resource.document.nodeAt([...level, key]) !== undefined));
}
