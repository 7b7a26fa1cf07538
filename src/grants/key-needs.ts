import { templateAnnotationOf, templateAnnotationsPath } from '../cloud-run/annotations.ts';
import type { Resource } from '../manifest/resource.ts';
import type { Target } from './grant.ts';
import { type Finding, unclearName } from './need.ts';
import { isProject, projectNamed } from './project.ts';

const ENCRYPTION_KEY = 'run.googleapis.com/encryption-key';

/** The key that a template is encrypted with: the service agent uses it, whichever project it is of. */
export function* keyNeeds(resource: Resource): Generator<Finding> {
  const text = templateAnnotationOf(resource, ENCRYPTION_KEY);
  if (!text) return;
  const at = [...templateAnnotationsPath(resource), ENCRYPTION_KEY];
  const why = `the annotation ${ENCRYPTION_KEY}`;
  const on = keyOf(text, resource);
  yield on
    ? { at, why, to: 'service-agent', role: 'useKey', on }
    : unclearName(at, why, text, 'projects/PROJECT/locations/REGION/keyRings/RING/cryptoKeys/KEY');
}

const KEY =
  /^projects\/([^/]+)\/locations\/([a-z0-9-]+)\/keyRings\/([A-Za-z0-9_-]{1,63})\/cryptoKeys\/([A-Za-z0-9_][A-Za-z0-9_-]{0,62})$/;

function keyOf(text: string, { call }: Resource): Target | undefined {
  const [, project = '', location = '', keyRing = '', name = ''] = KEY.exec(text) ?? [];
  return isProject(project) ? { type: 'crypto-key', name, keyRing, location, project: projectNamed(project, call) } : undefined;
}
