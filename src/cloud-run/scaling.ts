import type { Resource } from '../manifest/resource.ts';
import { annotationOf } from './annotations.ts';

/** How many instances all revisions of a Service have together. */
export const SCALING = {
  min: 'run.googleapis.com/minScale',
  max: 'run.googleapis.com/maxScale',
  mode: 'run.googleapis.com/scalingMode',
  manualCount: 'run.googleapis.com/manualInstanceCount',
} as const;

/** How many instances each revision has. */
export const REVISION_SCALING = { min: 'autoscaling.knative.dev/minScale', max: 'autoscaling.knative.dev/maxScale' } as const;

/** The number of instances that an annotation says, where it is one. */
export function countOf(text: string | undefined): number | undefined {
  return text !== undefined && text.length <= 9 && /^\d+$/.test(text) ? Number(text) : undefined;
}

export function hasManualScaling(resource: Resource): boolean {
  return annotationOf(resource, SCALING.mode) === 'manual';
}
