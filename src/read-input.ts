import type { Diagnostic } from './diagnostics/diagnostic.ts';
import type { FileReport } from './diagnostics/report.ts';
import { type FileBytes, type FileSystem, readBytes, reasonOf } from './io/files.ts';
import type { FoundFile } from './io/find-files.ts';
import { API_GROUP_MARKERS } from './manifest/kinds.ts';
import { type DecodeFailure, decodeSourceFile, isDecodeFailure, type SourceFile } from './text/source-file.ts';
import { MAX_TEXT_LENGTH } from './yaml/read-yaml.ts';

/** A file ready to be checked, or what is to be said of one that cannot be. */
export type Input =
  | { readonly file: SourceFile; readonly isNamed: boolean; readonly bytes: Buffer }
  | { readonly file?: never; readonly isNamed: boolean; readonly report: FileReport };

/** The largest file that is read, in bytes. */
export const MAX_FILE_BYTES = MAX_TEXT_LENGTH;

/**
 * Reads a file. In a folder only a file that holds the name of an API group of Cloud Run's is looked at any further; a
 * file that was asked for by its name always gets an answer.
 */
export function readInput({ path, isNamed }: FoundFile, absolutePath: string, disk: FileSystem): Input {
  let content: FileBytes;
  try {
    content = readBytes(absolutePath, MAX_FILE_BYTES, disk);
  } catch (error) {
    return { isNamed, report: failureReport(path, 'file/unreadable', `The file cannot be read: ${reasonOf(error)}`) };
  }
  return inputOfBytes(path, isNamed, content);
}

/** The input that bytes make, from a file or from standard input. */
export function inputOfBytes(path: string, isNamed: boolean, { bytes, isTruncated }: FileBytes): Input {
  const hasMarker = holdsMarker(bytes);
  if (!hasMarker && !isNamed) return { isNamed, report: skippedReport(path, bytes) };
  if (isTruncated) {
    const message = `The file is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB, and no Cloud Run manifest is: it was not read`;
    return { isNamed, report: failureReport(path, 'file/too-large', message) };
  }
  const file = decodeSourceFile(path, bytes);
  if (isDecodeFailure(file)) return { isNamed, report: failureReport(path, ...describeFailure(file)) };
  const canBeSpeltWithEscapes = file.text.includes('\\');
  if (!hasMarker && !canBeSpeltWithEscapes) return { isNamed, report: skippedReport(path, bytes) };
  return { file, isNamed, bytes };
}

/** A report that only says why there is none. */
export function failureReport(path: string, ruleId: string, message: string): FileReport {
  const diagnostic: Diagnostic = { ruleId, severity: 'error', message, range: { start: 0, end: 0 }, related: [] };
  return { path, skipped: false, diagnostics: [diagnostic], text: '', hidden: [] };
}

function skippedReport(path: string, bytes: Buffer): FileReport {
  const skipped = bytes.length === 0 ? 'empty' : 'not a Cloud Run manifest';
  return { path, skipped, diagnostics: [], text: '', hidden: [] };
}

const MARKERS = API_GROUP_MARKERS.flatMap((marker) => [marker, marker.replace('/', '\\/')]);
/** What the two byte orders of UTF-16 have in common. */
const MARKERS_UTF_16 = MARKERS.map((marker) => Buffer.from(marker, 'utf16le').subarray(0, -1));

/** True where the bytes hold the name of an API group of Cloud Run's: no resource is without, but for escapes. */
function holdsMarker(bytes: Buffer): boolean {
  const isUtf16 = bytes[0] === 0xff || bytes[0] === 0xfe || bytes[0] === 0 || bytes[1] === 0;
  return (isUtf16 ? MARKERS_UTF_16 : MARKERS).some((marker) => bytes.includes(marker));
}

function describeFailure({ reason, encoding, byteOffset }: DecodeFailure): [ruleId: string, message: string] {
  const name = ENCODING_NAMES[encoding];
  if (reason === 'utf-16-without-mark')
    return ['file/encoding', 'The file is UTF-16 without a byte-order mark, which nothing can tell for sure. Save it as UTF-8.'];
  if (reason === 'binary') return ['file/binary', `The file is not text: byte ${byteOffset + 1} is zero`];
  return ['file/encoding', `The file is not valid ${name}: byte ${byteOffset + 1} does not belong there. Save it as UTF-8.`];
}

const ENCODING_NAMES = { 'utf-8': 'UTF-8', 'utf-16le': 'UTF-16', 'utf-16be': 'UTF-16' } as const;
