import { extname, resolve } from 'node:path';
import type { GrantFormat } from '../grants/grant-format.ts';
import { GrantSurvey } from '../grants/grant-survey.ts';
import { printGrants } from '../grants/print-grants.ts';
import { writeFileAtomically } from '../io/atomic-write.ts';
import { readBytes, reasonOf } from '../io/files.ts';
import { readManifest } from '../manifest/manifest.ts';
import { paintFor, printable } from '../reporters/terminal-text.ts';
import { inputOfBytes, MAX_FILE_BYTES } from '../run/inputs.ts';
import { counted } from '../text/counted.ts';
import type { Arguments } from './arguments.ts';
import { grantOptionsOf } from './grant-arguments.ts';
import type { Host } from './host.ts';
import type { PlannedFile } from './plan-changes.ts';
import { UserError } from './user-error.ts';

/**
 * Writes to the file of `--grants` what must be granted for the files of a plan as they are to be.
 *
 * @throws UserError where it would stand in the place of a manifest, or cannot be written
 */
export function writeGrants(path: string, plan: readonly PlannedFile[], args: Arguments, host: Host): void {
  checkNoManifest(path, plan, host);
  const survey = new GrantSurvey();
  for (const { source, change } of plan) {
    if (source) survey.add(readManifest({ ...source.file, text: change?.text ?? source.file.text }, source.call));
  }
  const list = survey.conclude();
  const text = printGrants(formatOf(path), list, grantOptionsOf(args), paintFor(false));
  try {
    writeFileAtomically(resolve(host.cwd, path), new TextEncoder().encode(text), host.cwd, host.disk);
  } catch (error) {
    throw new UserError(`The grants cannot be written to ${path}: ${reasonOf(error)}`);
  }
  const questions = list.questions.length > 0 ? ` and ${counted(list.questions.length, 'open question')}` : '';
  host.stderr.write(`${printable(`Wrote ${counted(list.grants.length, 'grant')}${questions} to ${path}.`)}\n`);
}

const FORMATS: ReadonlyMap<string, GrantFormat> = new Map([
  ['.tf', 'terraform'],
  ['.json', 'json'],
]);

function formatOf(path: string): GrantFormat {
  return FORMATS.get(extname(path).toLowerCase()) ?? 'gcloud';
}

/** A slip of the hand must not cost a manifest: neither one of the plan nor another one that is there. */
function checkNoManifest(path: string, plan: readonly PlannedFile[], { cwd, disk }: Host): void {
  const target = resolve(cwd, path);
  const isPlanned = plan.some((file) => resolve(cwd, file.path) === target);
  if (isPlanned || isManifest(path, target, disk))
    throw new UserError(`--grants ${path} would write over a manifest`, 'Name another file for the grants.');
}

function isManifest(path: string, target: string, disk: Host['disk']): boolean {
  if (!disk.statSync(target, { throwIfNoEntry: false })?.isFile()) return false;
  const { file } = inputOfBytes(path, false, readBytes(target, MAX_FILE_BYTES, disk), {});
  return file !== undefined && readManifest(file).isCloudRun;
}
