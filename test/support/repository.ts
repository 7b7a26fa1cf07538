import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { folderWith } from './run.ts';

/** A git repository in a folder of its own, whatever the settings of the machine. */
export interface Repository {
  readonly root: string;
  git(...args: readonly string[]): string;
  /** Whether git succeeds, and all that it and its hooks print. */
  tryGit(...args: readonly string[]): { readonly isDone: boolean; readonly output: string };
  write(files: Readonly<Record<string, string | Uint8Array>>): void;
  /** Commits all that is there, and returns the commit's name. */
  commit(message?: string): string;
}

const NO_SETTINGS = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' };
const AUTHOR = ['-c', 'user.name=Test', '-c', 'user.email=test@example.com', '-c', 'protocol.file.allow=always'];

/** A new repository with these files in it, not yet committed; git and its hooks run in `env`. */
export function repositoryWith(files: Readonly<Record<string, string | Uint8Array>>, env = process.env): Repository {
  const repository = repositoryAt(folderWith(files), env);
  repository.git('init', '--quiet', '--initial-branch=main');
  return repository;
}

/** A new clone of a repository. */
export function cloneOf({ root, git }: Repository, ...options: readonly string[]): Repository {
  const folder = folderWith({});
  git('clone', '--quiet', ...options, `file://${root}`, join(folder, 'clone'));
  return repositoryAt(join(folder, 'clone'));
}

function repositoryAt(root: string, env = process.env): Repository {
  const options = { cwd: root, encoding: 'utf8', stdio: 'pipe', env: { ...env, ...NO_SETTINGS } } as const;
  const git = (...args: readonly string[]) => execFileSync('git', [...AUTHOR, ...args], options);
  return {
    root,
    git,
    tryGit: (...args) => {
      const { status, stdout, stderr } = spawnSync('git', [...AUTHOR, ...args], options);
      return { isDone: status === 0, output: `${stdout}${stderr}` };
    },
    write: (files) => {
      for (const [name, content] of Object.entries(files)) {
        fs.mkdirSync(join(root, name, '..'), { recursive: true });
        fs.writeFileSync(join(root, name), content);
      }
    },
    commit: (message = 'A change') => {
      git('add', '--all');
      git('commit', '--quiet', '--allow-empty', `--message=${message}`);
      return git('rev-parse', 'HEAD').trim();
    },
  };
}
