import { resolve } from 'node:path';
import { compareSides } from '../../compare/compare-sides.ts';
import { type ComparedSide, type FileReading, readFileToCompare } from '../../compare/read-side.ts';
import { type Comparison, isDifferent } from '../../diagnostics/comparison.ts';
import type { FileReport } from '../../diagnostics/report.ts';
import { renderComparisonJson } from '../../reporters/comparison-json.ts';
import { renderComparisonMarkdown } from '../../reporters/comparison-markdown.ts';
import { renderComparisonText } from '../../reporters/comparison-text.ts';
import { paintFor, printable } from '../../reporters/terminal-text.ts';
import { checkOptionsOf } from '../../run/check-run.ts';
import type { Input } from '../../run/inputs.ts';
import { STDIN_PATH } from '../../text/source-file.ts';
import type { Arguments } from '../arguments.ts';
import { type CollectedInputs, collectInputs } from '../collect-inputs.ts';
import { EXIT_CODE, type ExitCode } from '../exit-code.ts';
import { type Host, wantsColor } from '../host.ts';
import type { ComparisonFormat } from '../options.ts';
import { UserError } from '../user-error.ts';

export async function runDiff(args: Arguments, host: Host): Promise<ExitCode> {
  const [live, repository] = args.positionals as [string, string];
  if (live === '-' && repository === '-')
    throw new UserError('Both sides are standard input', 'Name a file or a folder for one of them.');
  const comparison = compareSides(await readSide(live, args, host), await readSide(repository, args, host));
  if (comparison.ambiguous.length > 0) throw ambiguousError(comparison);
  host.stdout.write(render(comparison, args, host));
  return isDifferent(comparison) ? EXIT_CODE.found : EXIT_CODE.ok;
}

function render(comparison: Comparison, { values }: Arguments, host: Host): string {
  switch (values.get('format')?.[0] as ComparisonFormat) {
    case 'json':
      return renderComparisonJson(comparison);
    case 'markdown':
      return renderComparisonMarkdown(comparison);
    case 'text':
      return renderComparisonText(comparison, paintFor(wantsColor(host, host.stdout)));
  }
}

/** What a side holds. Nothing is compared where a part of it cannot be: what is missing would look like a difference. */
async function readSide(path: string, args: Arguments, host: Host): Promise<ComparedSide> {
  const collected = await collectInputs(args, [path], host);
  if (collected.missing.length > 0) throw new UserError(collected.missing);
  const read = Array.from(collected.inputs, (input) => readInput(input, collected, host));
  const obstacles = read.flatMap((file) => file.obstacles);
  if (obstacles.length > 0) throw new UserError(obstacles);
  for (const line of read.flatMap(({ leftOut }) => leftOut)) host.stderr.write(`${printable(line)}; left out\n`);
  const resources = read.flatMap((file) => file.resources);
  if (resources.length === 0) throw emptyError(path, read.length > 0, args);
  return { name: nameOf(path, args), resources };
}

function readInput(input: Input, { configs, call }: CollectedInputs, { cwd }: Host): FileReading {
  if (!input.file) return readingOf(input.report);
  const config = configs.of(resolve(cwd, input.file.path));
  return readFileToCompare(input.file, input.isNamed, checkOptionsOf(config, { call }).call);
}

/** What could not be read, or holds nothing of Cloud Run's. */
function readingOf({ path, diagnostics }: FileReport): FileReading {
  return { resources: [], obstacles: diagnostics.map(({ message }) => `${path}: ${message}`), leftOut: [] };
}

function nameOf(path: string, { values }: Arguments): string {
  return path === '-' ? (values.get('stdin-filename')?.[0] ?? STDIN_PATH) : path;
}

/** A command that fails in front of a pipe prints nothing, and a folder of exports is often one that git ignores. */
function emptyError(path: string, isAnyFile: boolean, args: Arguments): UserError {
  const message = `${nameOf(path, args)} holds no Cloud Run manifest`;
  if (path === '-') return new UserError(message, 'See whether the command before the pipe has failed.');
  const isIgnored = !isAnyFile && !args.flags.has('no-gitignore');
  return new UserError(message, isIgnored ? 'With --no-gitignore, what .gitignore names counts, too.' : undefined);
}

function ambiguousError({ ambiguous }: Comparison): UserError {
  const messages = ambiguous.map((places) => {
    const listed = places.map(({ path, line }) => `${path}:${line}`).join(', ');
    return `${places[0]?.resource} stands in several places, and nothing tells which is which: ${listed}`;
  });
  return new UserError(messages, AMBIGUOUS_REMEDY);
}

/** An export calls its project by the number, and a repository mostly by the id. */
const AMBIGUOUS_REMEDY =
  'Compare the file or the folder that is meant. Where namespaces are numbers on one side and ids on the other, projects in runlint.yaml pairs them.';
