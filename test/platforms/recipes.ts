import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { ROOT } from '../support/paths.ts';

/** A fenced block of a page: a file to write, where its first line names one, or commands to run. */
interface Block {
  readonly file: string | undefined;
  readonly text: string;
}

/** The recipes of a page, by their headings: what stands in fences there, in order. */
export function recipesIn(page: string): Map<string, readonly Block[]> {
  const sections = fs.readFileSync(join(ROOT, page), 'utf8').split(/^## /m);
  const recipes = sections.map((section) => [section.slice(0, section.indexOf('\n')), blocksIn(section)] as const);
  return new Map(recipes.filter(([, blocks]) => blocks.length > 0));
}

function blocksIn(section: string): Block[] {
  const fences = section.matchAll(/^(`{3,})[a-z]+(?: (\S+))?\n([\s\S]*?)^\1$/gm);
  return Array.from(fences, ([, , file, text = '']) => ({ file, text }));
}

const PLATFORMS = join(import.meta.dirname, 'node_modules');

/**
 * Does what a recipe says, in a folder: writes its files and runs its commands. What it has npm install is taken from this
 * project and from the packages of these tests. Throws where a command fails.
 *
 * @param meant what the words of the page stand for here
 */
export function followRecipe(
  blocks: readonly Block[],
  folder: string,
  env: NodeJS.ProcessEnv,
  meant: Readonly<Record<string, string>> = {},
): void {
  for (const { file, text } of blocks) {
    const real = Object.entries(meant).reduce((result, [word, meaning]) => result.replaceAll(word, meaning), text);
    if (file === undefined) for (const command of real.trim().split('\n')) followCommand(command, folder, env);
    else {
      fs.mkdirSync(dirname(join(folder, file)), { recursive: true });
      fs.writeFileSync(join(folder, file), real);
    }
  }
}

function followCommand(command: string, folder: string, env: NodeJS.ProcessEnv): void {
  const [, packages] = /^npm install --save-dev ([\w -]+)$/.exec(command) ?? [];
  if (packages) for (const name of packages.split(' ')) linkPackage(name, folder);
  else execFileSync('sh', ['-c', command], { cwd: folder, env, stdio: 'pipe' });
}

function linkPackage(name: string, folder: string): void {
  const source = name === 'runlint' ? ROOT : join(PLATFORMS, name);
  const { bin } = JSON.parse(fs.readFileSync(join(source, 'package.json'), 'utf8'));
  fs.mkdirSync(join(folder, 'node_modules/.bin'), { recursive: true });
  fs.symlinkSync(source, join(folder, 'node_modules', name));
  const program = typeof bin === 'string' ? bin : bin[name];
  fs.symlinkSync(join('..', name, program), join(folder, 'node_modules/.bin', name));
}

/** The environment of someone at a prompt: without what npm and git tell the programs that they start, and with programs in `folders`. */
export function promptEnvironment(own: Readonly<Record<string, string>>, folders: readonly string[] = []): NodeJS.ProcessEnv {
  const outer = Object.entries(process.env).filter(([name]) => !/^(?:npm_|GIT_|CI$|GITHUB_|GITLAB_)/i.test(name));
  const { PATH = '', ...rest } = Object.fromEntries(outer);
  const isOfNpm = (folder: string) => /[\\/]node_modules[\\/]/.test(folder);
  const path = [...folders, ...PATH.split(delimiter).filter((folder) => !isOfNpm(`${folder}/`))].join(delimiter);
  return { ...rest, PATH: path, ...own };
}

/** The same of someone whose home is a new folder, but for the settings and the cache of npm. */
export function newcomerEnvironment(
  home: string,
  own: Readonly<Record<string, string>> = {},
  folders: readonly string[] = [],
): NodeJS.ProcessEnv {
  const npm = { npm_config_userconfig: join(os.homedir(), '.npmrc'), npm_config_cache: join(os.homedir(), '.npm') };
  return promptEnvironment({ HOME: home, GIT_CONFIG_NOSYSTEM: '1', ...npm, ...own }, folders);
}
