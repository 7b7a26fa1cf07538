import { resolve } from 'node:path';
import { type CheckOptions, examineFile, skippedReport } from '../check.ts';
import type { Refuser } from '../diagnostics/diagnostic.ts';
import type { FileReport } from '../diagnostics/report.ts';
import { concluded, type Examination } from '../examination.ts';
import { type FileBytes, type FileSystem, readBytes, reasonOf } from '../io/files.ts';
import type { FoundFile, FoundFiles } from '../io/find-files.ts';
import type { Ruleset } from '../lint/ruleset.ts';
import { API_GROUP_MARKERS } from '../manifest/kinds.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import { type DecodeFailure, decodeSourceFile, isDecodeFailure, type SourceFile } from '../text/source-file.ts';
import type { RunConfig } from './run-config.ts';

/** A file ready to be read as a manifest, or what is to be said of one that cannot be. */
export type Input =
  | { readonly file: SourceFile; readonly isNamed: boolean }
  | { readonly file?: never; readonly isNamed: boolean; readonly report: FileReport };

/** The path of an input, as people know it. */
export function pathOfInput(input: Input): string {
  return input.file ? input.file.path : input.report.path;
}

/** The largest file that is read, in bytes: a stream of thousands of manifests. One of them can be as long as `MAX_TEXT_LENGTH`. */
export const MAX_FILE_BYTES = 64 * 1024 * 1024;

/** Reads found files one by one, as they are asked for, and says of a folder that it cannot be read. */
export function* readInputs(
  found: FoundFiles,
  cwd: string,
  disk: FileSystem,
  call: ReplaceCall,
  configs: Pick<RunConfig, 'isIgnored'>,
): Generator<Input> {
  for (const { path, reason } of found.unreadable) {
    yield { isNamed: true, report: failureReport(path, 'file/unreadable', `The folder cannot be read: ${reason}`, []) };
  }
  for (const file of found.files) {
    const path = resolve(cwd, file.path);
    yield configs.isIgnored(path) ? ignoredInput(file) : readInput(file, path, disk, call);
  }
}

/** A file that its configuration leaves out. */
export function ignoredInput({ path, isNamed }: Pick<FoundFile, 'path' | 'isNamed'>): Input {
  return { isNamed, report: skippedReport(path, 'ignored by the configuration') };
}

/** What each path that leads to nothing is answered with. */
export function missingMessages({ missing }: FoundFiles): string[] {
  return missing.map((path) => `There is no file, folder or match for ${path}`);
}

/** What an input says by itself: what the check finds, or why there is nothing to check. */
export function examineInput(input: Input, ruleset: Ruleset, options: CheckOptions): Examination {
  return input.file ? examineFile(input.file, ruleset, { ...options, isNamed: input.isNamed }) : concluded(input.report);
}

function readInput({ path, isNamed }: FoundFile, absolutePath: string, disk: FileSystem, call: ReplaceCall): Input {
  let content: FileBytes;
  try {
    content = readBytes(absolutePath, MAX_FILE_BYTES, disk);
  } catch (error) {
    return { isNamed, report: failureReport(path, 'file/unreadable', `The file cannot be read: ${reasonOf(error)}`, ['gcloud']) };
  }
  return inputOfBytes(path, isNamed, content, call);
}

/**
 * The input that bytes make, from a file or from standard input. In a folder only what holds the name of an API group of
 * Cloud Run's is looked at any further; a file that was asked for by its name always gets an answer, and every file is
 * looked at where a kind is given to read it as.
 */
export function inputOfBytes(path: string, isNamed: boolean, { bytes, isTruncated }: FileBytes, call: ReplaceCall): Input {
  const hasMarker = call.as !== undefined || holdsMarker(bytes);
  if (!hasMarker && !isNamed) return { isNamed, report: skippedReport(path, isBlank(bytes) ? 'empty' : undefined) };
  if (isTruncated) {
    const message = `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB, more than thousands of Cloud Run manifests, and was not read`;
    return { isNamed, report: failureReport(path, 'file/too-large', message, []) };
  }
  const file = decodeSourceFile(path, bytes);
  if (isDecodeFailure(file)) return { isNamed, report: failureReport(path, ...describeFailure(file), ['gcloud']) };
  const canBeSpeltWithEscapes = file.text.includes('\\');
  if (!hasMarker && !canBeSpeltWithEscapes) return { isNamed, report: skippedReport(path, isBlank(bytes) ? 'empty' : undefined) };
  return { file, isNamed };
}

function failureReport(path: string, ruleId: string, message: string, refusedBy: readonly Refuser[]): FileReport {
  const range = { start: 0, end: 0 };
  return {
    path,
    skipped: false,
    diagnostics: [{ ruleId, severity: 'error', message, refusedBy, range, related: [] }],
    text: '',
    hidden: [],
  };
}

function isBlank(bytes: Buffer): boolean {
  return bytes.length < 1000 && bytes.toString('latin1').trim() === '';
}

const MARKERS = API_GROUP_MARKERS.flatMap((marker) => [marker, marker.replace('/', '\\/')]);

/** True where the bytes hold the name of an API group of Cloud Run's: no resource is without, but for escapes. */
function holdsMarker(bytes: Buffer): boolean {
  const isUtf16 = bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0 || bytes[1] === 0;
  return MARKERS.some((marker) => bytes.includes(isUtf16 ? commonUtf16(marker) : marker));
}

/** What the two byte orders of UTF-16 have in common. */
function commonUtf16(text: string): Buffer {
  return Buffer.from(text, 'utf16le').subarray(0, -1);
}

function describeFailure({ reason, encoding, byteOffset }: DecodeFailure): [ruleId: string, message: string] {
  const place = `byte ${byteOffset + 1}`;
  switch (reason) {
    case 'utf-16-without-mark':
      return ['file/encoding', 'The file looks like UTF-16, but has no byte-order mark to say so. Save it as UTF-8.'];
    case 'binary':
      return ['file/binary', `The file is not text: ${place} is zero`];
    case 'invalid-encoding':
      return [
        'file/encoding',
        `The file is not valid ${ENCODING_NAMES[encoding]}: ${place} does not belong there. Save it as UTF-8.`,
      ];
  }
}

const ENCODING_NAMES = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16' } as const;
