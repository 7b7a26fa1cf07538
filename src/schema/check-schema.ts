import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Manifest } from '../manifest/manifest.ts';
import { isAcceptedAtOnce } from './accepts.ts';
import { findMistakes } from './find-mistakes.ts';

/** What the schemas say of the resources of a manifest, and what gcloud's client does with them before it sends anything. */
export function checkSchema({ resources, call }: Manifest): Diagnostic[] {
  return resources
    .filter((resource) => !resource.isTemplate && !isAcceptedAtOnce(resource, call))
    .flatMap((resource) => findMistakes(resource, call));
}
