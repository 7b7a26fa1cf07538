import { dirname, resolve } from 'node:path';
import { LOOKED_AT } from '../../rules/looked-at.ts';
import { ON_BY_DEFAULT } from '../../rules/on-by-default.ts';
import { type PlainConfig, readPlainConfig } from '../config/plain-config.ts';
import { ConfigFinder } from '../io/find-config.ts';
import { isAllowed, knowManifest } from '../lint/known-manifest.ts';
import { nothingFoundIn } from '../reporters/nothing-found.ts';
import { paintFor } from '../reporters/terminal-text.ts';
import { rememberedText } from '../text/remembered.ts';
import { type Host, wantsColor } from './host.ts';

/** What `check` and the pre-commit hook are called with, before the paths. */
const CALLS: readonly (readonly string[])[] = [['check', '--ignore-unknown', '--'], ['check', '--'], ['check'], []];

/** More files are walked through better by what is made for many. */
const MAX_FILES = 100;

/** What no command, option or pattern ends in. */
const PLAIN_PATH = /^[^-*?[\]{}!][^*?[\]{}!]*\.ya?ml$/;

/** Longer than any manifest or configuration that can be known at once. */
const MAX_BYTES = 1024 * 1024;

/** What holds where there is no configuration. */
const NO_CONFIG: PlainConfig = { projects: [], allowedAccounts: [] };

/** Bytes that are no UTF-8 become this. */
const REPLACEMENT_CHARACTER = '\uFFFD';

/**
 * Says that nothing is to be found in the files that the arguments name, and nothing is to be said of any option,
 * configuration or file. False where that is not known at once: then nothing has been printed, and all is to be done.
 */
export function checkAtOnce(argv: readonly string[], host: Host): boolean {
  const paths = pathsIn(argv);
  if (!paths || !areKnown(paths, host)) return false;
  host.stdout.write(`${nothingFoundIn(paths.length, paintFor(wantsColor(host, host.stdout)))}\n`);
  return true;
}

function pathsIn(argv: readonly string[]): readonly string[] | undefined {
  const call = CALLS.find((words) => words.every((word, index) => argv[index] === word)) ?? [];
  const paths = argv.slice(call.length);
  return paths.length > 0 && paths.length <= MAX_FILES && paths.every((path) => PLAIN_PATH.test(path)) ? paths : undefined;
}

/** Files that share an account, be it that one is named twice, can have more to be said of them. */
function areKnown(paths: readonly string[], { cwd, disk }: Host): boolean {
  const configs = new ConfigFinder(disk);
  const configAt = rememberedText((path) => plainConfigAt(path, disk));
  const accounts = new Set<string>();
  for (const path of paths) {
    const absolute = resolve(cwd, path);
    const configPath = configs.find(dirname(absolute));
    const config = configPath === undefined ? NO_CONFIG : configAt(configPath);
    if (!config) return false;
    const text = textOf(absolute, disk);
    const account = text === undefined ? undefined : knownAccountIn(path, text, config);
    if (account === undefined || accounts.has(account)) return false;
    accounts.add(account);
  }
  return true;
}

function plainConfigAt(path: string, disk: Host['disk']): PlainConfig | undefined {
  const text = textOf(path, disk);
  return text === undefined ? undefined : readPlainConfig(text, ON_BY_DEFAULT);
}

/** The account of a manifest in which nothing is to be found. */
function knownAccountIn(path: string, text: string, { projects, allowedAccounts }: PlainConfig): string | undefined {
  const manifest = knowManifest(path, text, (kind) => LOOKED_AT[kind], { projects });
  return manifest && isAllowed(manifest, allowedAccounts) ? manifest.account : undefined;
}

/** Only what can be read again is read: a pipe is left as it is. */
function textOf(path: string, disk: Host['disk']): string | undefined {
  try {
    const status = disk.statSync(path);
    if (!status.isFile() || status.size > MAX_BYTES) return undefined;
    const text = disk.readFileSync(path, 'utf8');
    return text.includes(REPLACEMENT_CHARACTER) ? undefined : text;
  } catch {
    return undefined;
  }
}
