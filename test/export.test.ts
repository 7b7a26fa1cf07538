import fs from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { applyTextEdits, checkText, fixText } from '../src/index.ts';
import { readOracle } from './support/oracle.ts';
import { folderWith, run } from './support/run.ts';

/** gcloud's export writes YAML 1.2, and its replace reads YAML 1.1: what it writes without quotes it cannot read back. */

const unsafe: readonly string[] = readOracle('yaml-scalars')
  .filter(({ exportThenReplaceSafe }) => exportThenReplaceSafe === false)
  .map(({ gcloudExportWrites }) => gcloudExportWrites);

/** Labels hold no upper-case letters and no colons. */
const unsafeLabels = unsafe.filter((scalar) => /^[a-z0-9_-]+$/.test(scalar));

/** As gcloud prints it: keys in order, lists at the column of their key, quotes only where YAML 1.2 needs them. */
const exported = `apiVersion: serving.knative.dev/v1
kind: Service
metadata:
  annotations:
${unsafe.map((scalar, index) => `    example.com/a${index}: ${scalar}\n`).join('')}    run.googleapis.com/ingress: all
  labels:
    cloud.googleapis.com/location: europe-west1
${unsafeLabels.map((scalar, index) => `    l${index}: ${scalar}\n`).join('')}  name: shop
  namespace: '100200300400'
spec:
  template:
    metadata:
      annotations:
        autoscaling.knative.dev/maxScale: '20'
    spec:
      containerConcurrency: 80
      containers:
      - args:
${unsafe.map((scalar) => `        - ${scalar}\n`).join('')}        env:
${unsafe.map((scalar, index) => `        - name: E${index}\n          value: ${scalar}\n`).join('')}        image: europe-west1-docker.pkg.dev/acme-prod/apps/shop@sha256:0000
      serviceAccountName: shop-run@acme-prod.iam.gserviceaccount.com
      timeoutSeconds: 300
  traffic:
  - latestRevision: true
    percent: 100
`;

it('an export that gcloud cannot read back is mended by quotes alone', async () => {
  expect(unsafe.length).toBeGreaterThanOrEqual(25);
  expect(unsafeLabels.length).toBeGreaterThanOrEqual(6);
  const found = checkText(exported).diagnostics;
  expect(found.map(({ ruleId, refusedBy }) => [ruleId, ...refusedBy].join())).toEqual(
    Array(3 * unsafe.length + unsafeLabels.length).fill('schema/export-round-trip-safe,gcloud'),
  );
  for (const { fix } of found) {
    expect(fix?.safety).toBe('safe');
    const [edit] = fix?.edits ?? [];
    const before = edit && exported.slice(edit.range.start, edit.range.end);
    expect(edit?.newText).toBe(`'${before}'`);
  }

  const cwd = folderWith({ 'service.yaml': exported });
  const { exitCode, stderr } = await run(['fix', '--write', 'service.yaml'], { cwd });
  expect([exitCode, stderr]).toEqual([0, 'Wrote 1 file.\n']);
  const mended = fs.readFileSync(join(cwd, 'service.yaml'), 'utf8');
  expect(mended.replaceAll(/(?<=(?:value|l\d+|a\d+): |^ {8}- )'(.*)'$/gm, '$1')).toBe(exported);
  expect(checkText(mended).diagnostics).toEqual([]);
});

it('what is mended stays mended in any line end, and in JSON', () => {
  const windows = exported.replaceAll('\n', '\r\n');
  expect(fixText(windows).text).toBe(fixText(exported).text.replaceAll('\n', '\r\n'));
  const json = `{"apiVersion": "serving.knative.dev/v1", "kind": "Service", "metadata": {"name": "shop", "labels": {"a": 1}}, "spec": {"template": {"spec": {"serviceAccountName": "shop-run@acme-prod.iam.gserviceaccount.com", "containers": [{"image": "a/b", "args": [8080]}]}}}}`;
  const { text, found } = fixText(json);
  expect(text).toBe(json.replace('"a": 1', '"a": "1"').replace('[8080]', '["8080"]'));
  expect(text).toBe(
    applyTextEdits(
      json,
      found.flatMap(({ fix }) => fix?.edits ?? []),
    ),
  );
});
