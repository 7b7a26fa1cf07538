import { isDeepStrictEqual } from 'node:util';
import { RULES } from '../../rules/index.ts';
import { LOOKED_AT } from '../../rules/looked-at.ts';
import { ON_BY_DEFAULT } from '../../rules/on-by-default.ts';
import { checkFile } from '../../src/check.ts';
import { readPlainConfig } from '../../src/config/plain-config.ts';
import { type FileSystem, nodeFileSystem } from '../../src/io/files.ts';
import { isAllowed, knowManifest } from '../../src/lint/known-manifest.ts';
import { checkOptionsOf } from '../../src/run/check-run.ts';
import { ConfigLoader } from '../../src/run/load-config.ts';
import { ConfigError, type FileConfig } from '../../src/run/run-config.ts';
import { sourceFileOfText } from '../../src/text/source-file.ts';
import { setFastReading } from '../../src/yaml/fast-reading.ts';
import { ordinaryManifest } from './ordinary-manifest.ts';
import { randomOf } from './yaml-mutations.ts';

const random = randomOf(20261123);
/** Short ones: to check them in full takes longer than all else. */
const MANIFESTS = Array.from({ length: 200 }, () => ordinaryManifest(random)).filter(({ length }) => length < 2000);

/**
 * What is known at once of a configuration is what is read of it in full, and nothing is wrong with it; and in a manifest that
 * is known with it, the whole check finds nothing.
 */
export async function compareWithWholeConfig(text: string): Promise<'unknown' | 'equal' | 'different'> {
  const plain = readPlainConfig(text, ON_BY_DEFAULT);
  if (!plain) return 'unknown';
  const manifest = MANIFESTS[text.length % MANIFESTS.length] as string;
  const known = knowManifest('service.yaml', manifest, (kind) => LOOKED_AT[kind], { projects: plain.projects });
  const isKnown = known !== undefined && isAllowed(known, plain.allowedAccounts);
  setFastReading(false);
  try {
    const config = await readInFull(text);
    const isSame =
      isDeepStrictEqual(plain.projects, config?.projects) &&
      isDeepStrictEqual(plain.allowedAccounts, config?.ruleset.allowedAccounts);
    if (!config || !isSame) return 'different';
    return isKnown && findsSomething(manifest, config) ? 'different' : 'equal';
  } finally {
    setFastReading(true);
  }
}

function findsSomething(manifest: string, config: FileConfig): boolean {
  const file = sourceFileOfText('service.yaml', manifest);
  return checkFile(file, config.ruleset, checkOptionsOf(config, { call: {} })).diagnostics.length > 0;
}

/** What holds for the files beside a configuration; undefined where something is wrong with it. */
async function readInFull(text: string): Promise<FileConfig | undefined> {
  const loader = new ConfigLoader({ cwd: '/', disk: diskWith(Buffer.from(text)), rules: RULES });
  try {
    return (await loader.load('/runlint.yaml', '/')).of('/service.yaml');
  } catch (error) {
    if (error instanceof ConfigError) return undefined;
    throw error;
  }
}

/** A disk with one file, which can be read once. */
function diskWith(bytes: Buffer): FileSystem {
  let isRead = false;
  const own = {
    openSync: () => 0,
    closeSync: () => {},
    realpathSync: (path: string) => path,
    fstatSync: () => ({ isFile: () => true, size: bytes.length }),
    readSync: (_: number, chunk: Buffer) => {
      const length = isRead ? 0 : bytes.copy(chunk);
      isRead = true;
      return length;
    },
  };
  return { ...nodeFileSystem, ...own } as unknown as FileSystem;
}
