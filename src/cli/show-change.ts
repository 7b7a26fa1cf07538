import { relative, resolve, sep } from 'node:path';
import { reasonOf, writeFile } from '../io/files.ts';
import { type Paint, paintFor, printable } from '../reporters/terminal-text.ts';
import { encodeSourceText, type SourceFile } from '../text/source-file.ts';
import { unifiedDiff } from '../text/unified-diff.ts';
import { type Host, type Output, wantsColor } from './host.ts';
import { UserError } from './user-error.ts';

/** A file and the text that it is to have. */
export interface ChangedFile {
  readonly file: SourceFile;
  readonly text: string;
}

/** Shows each change as a unified diff, which `git apply` takes, but for files in UTF-16. */
export function showDiffs(changed: readonly ChangedFile[], output: Output, host: Host): void {
  const paint = paintFor(wantsColor(host, output));
  for (const { file, text } of changed) {
    if (file.encoding !== 'utf-8') {
      host.stderr.write(`${printable(file.path)}: shown as text, since it is UTF-16; for git apply, use --patch <file>\n`);
    }
    // In UTF-8 the mark is part of the first line; of UTF-16 only the decoded text is shown.
    const mark = file.hasByteOrderMark && file.encoding === 'utf-8' ? '\uFEFF' : '';
    output.write(paintDiff(unifiedDiff(diffPath(file, host), mark + file.text, mark + text), paint));
  }
}

/**
 * Writes the changes as one patch of the files' bytes, each byte taken for a character: `git apply` takes it for any
 * encoding.
 *
 * @throws UserError where the patch could not be applied from here, or not be written
 */
export function writePatch(path: string, changed: readonly ChangedFile[], host: Host): void {
  const outside = changed.find(({ file }) => diffPath(file, host).startsWith('../'));
  if (outside) {
    const hint = 'Run it again in a folder that holds all of the files.';
    throw new UserError(`--patch takes files below the current folder, and ${outside.file.path} is not`, hint);
  }
  const patch = changed.map(({ file, text }) => {
    const [before, after] = [file.text, text].map((one) => Buffer.from(encodeSourceText(file, one)).toString('latin1'));
    return unifiedDiff(diffPath(file, host), before as string, after as string);
  });
  try {
    writeFile(resolve(host.cwd, path), Buffer.from(patch.join(''), 'latin1'), host.disk);
  } catch (error) {
    throw new UserError(`The patch cannot be written to ${path}: ${reasonOf(error)}`);
  }
  host.stderr.write(`Wrote the change to ${printable(path)}.\n`);
}

/** The path that `git apply` finds the file by from here: of a link, what it leads to. */
function diffPath({ path }: SourceFile, { cwd, disk }: Host): string {
  const absolute = resolve(cwd, path);
  const isLink = disk.lstatSync(absolute, { throwIfNoEntry: false })?.isSymbolicLink();
  const fromHere = isLink ? relative(disk.realpathSync(cwd), disk.realpathSync(absolute)) : relative(cwd, absolute);
  return fromHere.split(sep).join('/');
}

function paintDiff(diff: string, paint: Paint): string {
  return diff.replace(/^[-+@].*$/gm, (line) => {
    if (line.startsWith('@@')) return paint('cyan', line);
    return /^(?:--- |\+\+\+ )["ab]/.test(line) ? paint('bold', line) : paint(line.startsWith('+') ? 'green' : 'red', line);
  });
}
