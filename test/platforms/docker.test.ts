import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { basename, dirname, join } from 'node:path';
import { validate } from 'dockerfile-utils';
import ignore from 'ignore';
import { afterAll, expect, it } from 'vitest';
import { ROOT } from '../support/paths.ts';
import { folderWith, service } from '../support/run.ts';
import { newcomerEnvironment } from './recipes.ts';

/**
 * The Dockerfile, followed in a folder, since there need not be an engine: its copies and commands are done with the Node.js
 * of this machine. Not tested is what the images of others bring: their Node.js, their shell and their user.
 */

const text = fs.readFileSync(join(ROOT, 'Dockerfile'), 'utf8');
const image = fs.mkdtempSync(join(os.tmpdir(), 'runlint-image-'));

afterAll(() => fs.rmSync(image, { recursive: true, force: true }));

it('is a Dockerfile without a remark', () => {
  expect(validate(text).map(({ message }) => message)).toEqual([]);
});

it('makes an image that checks what is mounted on /src, as a user without rights', () => {
  const context = contextOf(ROOT);
  const env = newcomerEnvironment(image);
  let folder = madeFolder(inImage('/usr/local/bin'));
  let user = 'root';
  let entry: string[] = [];
  for (const line of text.split('\n').filter((line) => line !== '')) {
    const [instruction = '', ...words] = line.split(' ');
    if (instruction === 'FROM') expect(line).toMatch(/^FROM node:24-(?:slim AS build|alpine)$/);
    else if (instruction === 'WORKDIR') folder = madeFolder(inImage(words.join(' ')));
    else if (instruction === 'COPY') copy(words, context, folder);
    else if (instruction === 'RUN') execFileSync('sh', ['-c', inImage(words.join(' '))], { cwd: folder, env, stdio: 'pipe' });
    else if (instruction === 'USER') user = words.join(' ');
    else if (instruction === 'ENTRYPOINT') entry = JSON.parse(words.join(' '));
    else throw new Error(`no test knows ${line}`);
  }
  expect(user).toBe('node');
  expect(entry).toEqual(['runlint']);

  fs.writeFileSync(join(folder, 'web.yaml'), service(null));
  const path = `${inImage('/usr/local/bin')}:${env['PATH']}`;
  const { status, stdout } = spawnSync('runlint', ['check'], { cwd: folder, env: { ...env, PATH: path }, encoding: 'utf8' });
  expect(stdout).toContain('1 error in 1 of 1 file');
  expect(status).toBe(1);
  expect(fs.readdirSync(inImage('/opt/runlint')).sort()).toEqual(['LICENSE', 'dist', 'package.json']);
});

/** The paths of an image, in a folder here. */
function inImage(words: string): string {
  return words.replaceAll(/(?<![\w.])\/(?=build|opt|src|usr)/g, `${image}/`);
}

function madeFolder(path: string): string {
  fs.mkdirSync(path, { recursive: true });
  return path;
}

/** What an engine is sent: a clone, without what `.dockerignore` names. */
function contextOf(repository: string): string {
  const context = join(folderWith({}), 'context');
  execFileSync('git', ['clone', '--quiet', `file://${repository}`, context], { env: newcomerEnvironment(image) });
  const ignored = ignore().add(fs.readFileSync(join(context, '.dockerignore'), 'utf8'));
  for (const name of fs.readdirSync(context)) if (ignored.ignores(name)) fs.rmSync(join(context, name), { recursive: true });
  return context;
}

function copy(words: readonly string[], context: string, folder: string): void {
  const isFromStage = words[0] === '--from=build';
  const paths = isFromStage ? words.slice(1) : words;
  const target = join(folder, paths.at(-1) ?? '');
  for (const source of paths.slice(0, -1)) {
    const from = isFromStage ? inImage(source) : join(context, source);
    const isFolder = fs.statSync(from).isDirectory();
    const to = isFolder ? target : join(target, basename(from));
    fs.mkdirSync(dirname(to), { recursive: true });
    fs.cpSync(from, to, { recursive: true, verbatimSymlinks: true });
  }
}
