import { annotationOf, templateAnnotationOf } from '../src/cloud-run/annotations.ts';
import { describeContainer } from '../src/cloud-run/containers.ts';
import { CLOUD_SQL_VOLUME, undeclaredVolumesOf, volumesPath } from '../src/cloud-run/volumes.ts';
import { defineRule } from '../src/lint/rule.ts';
import { REPLACEABLE_KIND_NAMES } from '../src/manifest/kinds.ts';
import { describeResource, type Resource } from '../src/manifest/resource.ts';
import { excerpt, excerptLine } from '../src/text/excerpt.ts';
import { formatYamlPath } from '../src/yaml/yaml-path.ts';

const CLOUD_SQL_INSTANCES = 'run.googleapis.com/cloudsql-instances';

export default defineRule({
  id: 'volume-mount-declared',
  severity: 'error',
  kinds: REPLACEABLE_KIND_NAMES,
  looksAt: ['unusual volumes'],
  since: '0.1.0',
  group: 'validity',
  fix: 'unsafe',
  refusedBy: ['cloud-run'],
  summary: 'Every mount names a volume of the resource.',
  rationale:
    'A mount takes its files from the volume of the same name, which stands beside the containers. Cloud Run refuses a mount whose volume it does not find. Most often one of the two was renamed, or the volume was left behind when a container was copied.',
  remedy: 'Give the mount the name of a volume, declare the volume, or remove the mount.',
  sources: [
    'https://cloud.google.com/run/docs/reference/rest/v1/RevisionSpec',
    'https://cloud.google.com/run/docs/configuring/services/secrets',
  ],
  examples: {
    incorrect: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        volumeMounts:
        - name: conf
          mountPath: /etc/checkout
      volumes:
      - name: config
        secret:
          secretName: checkout-config
`,
    correct: `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: checkout
spec:
  template:
    spec:
      serviceAccountName: checkout@acme-prod.iam.gserviceaccount.com
      containers:
      - image: europe-docker.pkg.dev/acme-prod/apps/checkout:1.4.0
        volumeMounts:
        - name: config
          mountPath: /etc/checkout
      volumes:
      - name: config
        secret:
          secretName: checkout-config
`,
  },
  *check(resource) {
    for (const { name, mounts, meant } of undeclaredVolumesOf(resource)) {
      if (name === CLOUD_SQL_VOLUME && hasCloudSqlInstances(resource)) continue;
      const [mount, ...others] = mounts;
      yield {
        at: [...mount.at, 'name'],
        message: `${describeResource(resource)} has no volume ${excerpt(name)}, which ${describeContainer(mount.container)} mounts`,
        remedy: remedyFor(resource, name, meant),
        related: others.map(({ at, container }) => ({
          at: [...at, 'name'],
          message: `${describeContainer(container)} mounts it, too`,
        })),
        ...(meant !== undefined && {
          fix: {
            title: `Mount ${excerpt(meant)}`,
            edits: mounts.map(({ at }) => ({ type: 'set', path: [...at, 'name'], value: meant })),
          },
        }),
      };
    }
  },
});

/** With them Cloud Run makes a volume of that name itself. */
function hasCloudSqlInstances(resource: Resource): boolean {
  return [templateAnnotationOf, annotationOf].some((read) => read(resource, CLOUD_SQL_INSTANCES));
}

function remedyFor(resource: Resource, name: string, meant: string | undefined): string {
  if (meant !== undefined) return `Did you mean ${excerptLine(meant)}?`;
  if (name === CLOUD_SQL_VOLUME) {
    return `Connections to Cloud SQL need no mount. Name the instances in the annotation ${CLOUD_SQL_INSTANCES}, and their sockets are in /cloudsql.`;
  }
  return `Declare the volume in ${formatYamlPath(volumesPath(resource))}, or remove the mount.`;
}
