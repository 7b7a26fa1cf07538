import { templateAnnotationOf, templateAnnotationsPath } from '../cloud-run/annotations.ts';
import { CLOUD_SQL_DRIVER, describeVolume, volumesOf } from '../cloud-run/volumes.ts';
import type { Resource } from '../manifest/resource.ts';
import type { YamlPath } from '../yaml/yaml-path.ts';
import type { Target } from './grant.ts';
import { type Finding, unclearName } from './need.ts';
import { isProject, projectNamed } from './project.ts';

const CLOUD_SQL_INSTANCES = 'run.googleapis.com/cloudsql-instances';

/** Instances of Cloud SQL that an annotation or a volume connects to: the identity connects. */
export function* instanceNeeds(resource: Resource): Generator<Finding> {
  const annotation = templateAnnotationOf(resource, CLOUD_SQL_INSTANCES);
  const at = [...templateAnnotationsPath(resource), CLOUD_SQL_INSTANCES];
  yield* needsIn(annotation, at, `the annotation ${CLOUD_SQL_INSTANCES}`, resource);
  for (const volume of volumesOf(resource)) {
    const csi = [...volume.at, 'csi'];
    const path = [...csi, 'volumeAttributes', 'instances'];
    if (resource.document.stringAt([...csi, 'driver']) !== CLOUD_SQL_DRIVER) continue;
    yield* needsIn(resource.document.stringAt(path), path, describeVolume(volume), resource);
  }
}

function* needsIn(list: string | undefined, at: YamlPath, why: string, resource: Resource): Generator<Finding> {
  const names = (list ?? '').split(',').map((name) => name.trim());
  for (const name of names.filter((text) => text !== '')) {
    const on = instanceOf(name, resource);
    yield on ? { at, why, to: 'identity', role: 'connectToInstance', on } : unclearName(at, why, name, EXPECTED);
  }
}

const EXPECTED = 'PROJECT:REGION:INSTANCE';

/** The project of a domain has a colon of its own: `example.com:acme-prod:europe-west1:orders`. */
function instanceOf(text: string, { call }: Resource): Target | undefined {
  const [, project = '', location = '', name = ''] = /^(.+):([a-z]+(?:-[a-z]+)+\d+):([a-z][a-z0-9-]{0,97})$/.exec(text) ?? [];
  return isProject(project) ? { type: 'cloud-sql-instance', name, location, project: projectNamed(project, call) } : undefined;
}
