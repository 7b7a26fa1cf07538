// Prints how long whole runs take, as ratios to other runs of the same minute: machines differ, and so do their hours.
// Needs the built program: `npm run bench` builds it first.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rules } from '../../dist/src/index.js';

const BIN = fileURLToPath(new URL('../../dist/bin/bin.cjs', import.meta.url));
// Node 20 reads the file that this variable names at every start, which would be part of both sides of a ratio.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** The rules that there were at first: what each that came since costs is held against them. */
const FIRST_RULES = new Set([
  'revision-name-unpinned',
  'service-account-email-valid',
  'service-account-not-default',
  'service-account-not-service-agent',
  'service-account-rendered',
  'service-account-required',
  'service-account-same-project',
]);

const folder = fs.mkdtempSync(join(os.tmpdir(), 'runlint-bench-'));
try {
  const sets = {
    one: makeManifests('one', 1),
    thousand: makeManifests('thousand', 1000),
    tenThousand: makeManifests('ten-thousand', 10_000),
  };
  const empty = ['-e', '0'];
  const rows = [
    ['check 1 file / node -e 0', compare([BIN, 'check', sets.one], empty, 15)],
    ['check --help / node -e 0', compare([BIN, 'check', '--help'], empty, 9)],
    [
      'set-service-account 1 file / node -e 0',
      compare([BIN, 'set-service-account', 'bench@acme-prod.iam.gserviceaccount.com', sets.one], empty, 9),
    ],
    ['check 1,000 files / node -e 0', compare([BIN, 'check', sets.thousand], empty, 5)],
    [
      'check 1,000 files, every rule / the first seven',
      compare(
        [BIN, 'check', '--config', configOf('all'), sets.thousand],
        [BIN, 'check', '--config', configOf('seven'), sets.thousand],
        7,
      ),
    ],
    ['check 10,000 files / check 1,000 files', compare([BIN, 'check', sets.tenThousand], [BIN, 'check', sets.thousand], 3)],
  ];
  console.log(`node ${process.version}, ${os.cpus().length} processors\n`);
  for (const [name, { ratio, a, b }] of rows)
    console.log(`${name.padEnd(42)} ${ratio.toFixed(2).padStart(7)}   (${a.toFixed(0)} ms / ${b.toFixed(0)} ms)`);
  console.log('');
  for (const [name, set] of Object.entries(sets))
    console.log(`memory, check ${name.padEnd(28)} ${String(peakMemory(['check', set])).padStart(7)} MB`);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

function configOf(name) {
  const path = join(folder, `${name}.yaml`);
  const off = rules.filter(({ id }) => !FIRST_RULES.has(id)).map(({ id }) => `  ${id}: off\n`);
  fs.writeFileSync(path, name === 'all' ? 'extends: all\n' : `rules:\n${off.join('')}`);
  return path;
}

/** The two commands in turns; the median of the ratios and of the times. */
function compare(first, second, rounds) {
  const times = Array.from({ length: rounds + 1 }, () => [time(first), time(second)]).slice(1);
  return { ratio: median(times.map(([a, b]) => a / b)), a: median(times.map(([a]) => a)), b: median(times.map(([, b]) => b)) };
}

function time(args) {
  const start = process.hrtime.bigint();
  spawnSync(process.execPath, args, { env, stdio: 'ignore' });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

function peakMemory(args) {
  const report = 'process.on("exit", () => process.stderr.write("peak " + process.resourceUsage().maxRSS + "\\n"))';
  const { stderr } = spawnSync(
    process.execPath,
    ['--import', `data:text/javascript,${encodeURIComponent(report)}`, BIN, ...args],
    { env, encoding: 'utf8', stdio: ['ignore', 'ignore', 'pipe'] },
  );
  return Math.round(Number(/peak (\d+)/.exec(stderr)?.[1]) / 1024);
}

function median(values) {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];
}

/** Services and Jobs of some 2 KB, with comments, in two styles of lists; one in five has something to be found. */
function makeManifests(name, count) {
  const path = join(folder, name);
  for (let index = 0; index < count; index++) {
    const parent = join(path, String(Math.floor(index / 100)));
    if (index % 100 === 0) fs.mkdirSync(parent, { recursive: true });
    fs.writeFileSync(join(parent, `${index}.yaml`), index % 3 === 0 ? job(index) : service(index));
  }
  return path;
}

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
  const variables = Array.from({ length: 12 }, (_, variable) => [
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
