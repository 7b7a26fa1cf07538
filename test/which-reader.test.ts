import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { readWithYamlPackage } from '../src/yaml/full-reader.ts';
import { readYaml, setFastReader } from '../src/yaml/read-yaml.ts';
import { TESTDATA } from './support/paths.ts';
import { run } from './support/run.ts';

vi.mock('../src/yaml/full-reader.ts', { spy: true });

afterEach(() => setFastReader(true));

it('the fast reader reads what it accepts, the full one what is left', () => {
  vi.mocked(readWithYamlPackage).mockClear();
  readYaml('a: b\n');
  expect(readWithYamlPackage).not.toHaveBeenCalled();
  readYaml('a: &b c\n');
  expect(readWithYamlPackage).toHaveBeenCalledOnce();
});

it.each([
  [['check', '--reporter', 'json']],
  [['fix', '--unsafe']],
  [['set-service-account', 'new@acme-prod.iam.gserviceaccount.com']],
])('what is printed is the same whichever reader reads: %j', async (argv) => {
  const folders = ['checks/manifest', 'checks/yaml', 'manifests', 'suppressions'].map((folder) => join(TESTDATA, folder));
  const fast = await run([...argv, ...folders]);
  setFastReader(false);
  expect(await run([...argv, ...folders])).toEqual(fast);
  expect(fast.stdout.length).toBeGreaterThan(3000);
});
