import type { Resource } from '../manifest/resource.ts';
import { ANNOTATIONS_PATH } from './annotations.ts';

/** Where a resource says which requests it takes. */
export const INGRESS_PATH = [...ANNOTATIONS_PATH, 'run.googleapis.com/ingress'];

/** True where requests are taken from the internet, which is so where nothing else is said. */
export function isIngressOpen({ document }: Resource): boolean {
  return document.nodeAt(INGRESS_PATH) === undefined || document.stringAt(INGRESS_PATH) === 'all';
}
