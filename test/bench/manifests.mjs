/** The manifests that are measured: Services and Jobs of some 2.6 KB, with comments, in two styles of lists. */

/** One in five has something to be found: it runs as the default account of Compute Engine. */
export function manifest(index) {
  return index % 3 === 0 ? job(index) : service(index);
}

export const CLEAN = service(1);
export const FOUND = service(4);
/** A folded scalar, an anchor and an alias are more than the fast reader takes on; nothing is wrong with them. */
export const DECLINED = service(2)
  .replace('  annotations:\n', '  annotations:\n    run.googleapis.com/description: >-\n      Made for\n      measuring.\n')
  .replace('"value 0 of 2"', '&value "value 0 of 2"')
  .replace('"value 1 of 2"', '*value');

function service(index) {
  const dash = index % 2 === 0 ? '' : '  ';
  return `# Service number ${index}: made for measuring.
apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  name: service-${index}
  labels:
    cloud.googleapis.com/location: europe-west1
    team: team-${index % 7}
  annotations:
    run.googleapis.com/ingress: internal-and-cloud-load-balancing
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/minScale: '1'
        autoscaling.knative.dev/maxScale: '20'   # more would be too many
        run.googleapis.com/execution-environment: gen2
        run.googleapis.com/startup-cpu-boost: 'true'
    spec:
      containerConcurrency: 80
      timeoutSeconds: 300
      # The account the code runs as.
      serviceAccountName: ${account(index)}
      containers:
${container(index, `      ${dash}`)}
  traffic:
  - latestRevision: true
    percent: 100
`;
}

function job(index) {
  return `apiVersion: run.googleapis.com/v1
kind: Job
metadata:
  name: job-${index}   # nightly
spec:
  template:
    spec:
      taskCount: 1
      template:
        spec:
          maxRetries: 3
          timeoutSeconds: '600'
          serviceAccountName: ${account(index)}
          containers:
${container(index, '          ')}
`;
}

function account(index) {
  return index % 5 === 4
    ? '100200300400-compute@developer.gserviceaccount.com'
    : `service-${index}@acme-prod.iam.gserviceaccount.com`;
}

function container(index, indent) {
  const variables = Array.from({ length: 22 }, (_, variable) => [
    `- name: VARIABLE_${variable}`,
    `  value: "value ${variable} of ${index}"`,
  ]).flat();
  const lines = [
    `- image: europe-docker.pkg.dev/acme-prod/apps/app-${index}@sha256:${'0123456789abcdef'.repeat(4)}`,
    '  env:',
    ...variables.map((line) => `  ${line}`),
    '  - name: PASSWORD',
    '    valueFrom:',
    '      secretKeyRef:',
    "        key: '3'",
    '        name: password   # in the Secret Manager',
    '  resources:',
    '    limits:',
    '      cpu: 1000m',
    '      memory: 512Mi',
  ];
  return lines.map((line) => indent + line).join('\n');
}
