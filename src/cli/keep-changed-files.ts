import { join } from 'node:path';
import { isWithin } from '../io/files.ts';
import type { FoundFile, FoundFiles } from '../io/find-files.ts';
import { type Comparison, changedFiles, defaultBase, findRepository, shortName, unstagedFiles } from '../io/git.ts';
import { printable } from '../reporters/terminal-text.ts';
import { counted } from '../text/counted.ts';
import type { ChangedOption } from './changed-options.ts';
import type { Host } from './host.ts';
import { UserError } from './user-error.ts';

/** Of the files that were found, those that have changed. Says so where there is none, or where one is not as it is staged. */
export function keepChangedFiles(found: FoundFiles, option: ChangedOption, host: Host): FoundFiles {
  const root = findRepository(host.cwd);
  const outside = found.files.find(({ realPath }) => !isWithin(root, realPath));
  if (outside) throw new UserError(`${outside.path} is not in the repository ${root}`, `--${option.name} is for files that are.`);
  const comparison = comparisonOf(option, root, host);
  const files = keep(found.files, root, changedFiles(root, comparison), host);
  if (files.length === 0) sayThatNone(found.files.length, comparison, host);
  if (option.name === 'staged') sayWhatIsUnstaged(keep(files, root, unstagedFiles(root), host), host);
  return { ...found, files };
}

function comparisonOf(option: ChangedOption, root: string, { env }: Host): Comparison {
  if (option.name === 'staged') return { staged: true };
  return { since: option.name === 'since' ? option.ref : defaultBase(root, env) };
}

/** The paths of git are below the root; either side can be a link to the other. */
function keep(files: readonly FoundFile[], root: string, paths: readonly string[], { disk }: Host): FoundFile[] {
  const wanted = new Set(
    paths.map((path) => join(root, path)).map((path) => (disk.existsSync(path) ? disk.realpathSync(path) : path)),
  );
  return files.filter(({ realPath }) => wanted.has(realPath));
}

function sayThatNone(count: number, comparison: Comparison, host: Host): void {
  const none = 'staged' in comparison ? 'is staged' : `has changed since ${shortName(comparison.since)}`;
  host.stderr.write(`${printable(`Of ${counted(count, 'file')} found, none ${none}`)}\n`);
}

function sayWhatIsUnstaged(files: readonly FoundFile[], host: Host): void {
  for (const { path } of files) {
    host.stderr.write(`${printable(path)}: read from the disk, with changes that are not staged\n`);
  }
}
