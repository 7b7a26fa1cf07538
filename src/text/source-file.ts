import { invalidByteOffset, isEverySecondZero } from './undecodable-bytes.ts';

/** The path that standard input goes by where it is given none. */
export const STDIN_PATH = '<stdin>';

/** How the bytes of a file spell its text. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be';

/** A file as read: its decoded text without a byte-order mark, and all that is needed to write it back byte for byte. */
export interface SourceFile {
  readonly path: string;
  readonly text: string;
  readonly encoding: Encoding;
  readonly hasByteOrderMark: boolean;
}

/** Why bytes are not a text: the offset of the first byte that is not, from zero. */
export interface DecodeFailure {
  readonly reason: 'binary' | 'invalid-encoding' | 'utf-16-without-mark';
  readonly encoding: Encoding;
  readonly byteOffset: number;
}

const BYTE_ORDER_MARKS: readonly { encoding: Encoding; bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/** A file for text that is already decoded; a leading byte-order mark is taken off and remembered. */
export function sourceFileOfText(path: string, text: string): SourceFile {
  const hasByteOrderMark = text.startsWith('\uFEFF');
  return { path, text: hasByteOrderMark ? text.slice(1) : text, encoding: 'utf-8', hasByteOrderMark };
}

/**
 * Decodes bytes by their byte-order mark, as UTF-8 without one. Never guesses and never replaces: bytes that would not
 * be written back as they were are a failure.
 */
export function decodeSourceFile(path: string, bytes: Uint8Array): SourceFile | DecodeFailure {
  const mark = BYTE_ORDER_MARKS.find((candidate) => candidate.bytes.every((byte, index) => bytes[index] === byte));
  const encoding = mark?.encoding ?? 'utf-8';
  const content = mark ? bytes.subarray(mark.bytes.length) : bytes;
  const bytesBefore = bytes.length - content.length;
  let text: string;
  try {
    text = new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(content);
  } catch {
    const nul = encoding === 'utf-8' ? content.indexOf(0) : -1;
    if (nul >= 0) return { reason: 'binary', encoding, byteOffset: bytesBefore + nul };
    return { reason: 'invalid-encoding', encoding, byteOffset: bytesBefore + invalidByteOffset(content, encoding) };
  }
  const nul = text.indexOf('\0');
  if (nul >= 0) {
    const offset = encoding === 'utf-8' ? content.indexOf(0) : nul * 2;
    return { reason: isEverySecondZero(bytes) ? 'utf-16-without-mark' : 'binary', encoding, byteOffset: bytesBefore + offset };
  }
  return { path, text, encoding, hasByteOrderMark: mark !== undefined };
}

/** The bytes of `text` in the encoding of `file`, with its byte-order mark: of its own text, those that it was read from. */
export function encodeSourceText(file: SourceFile, text: string): Uint8Array<ArrayBuffer> {
  const mark = BYTE_ORDER_MARKS.find(({ encoding }) => encoding === file.encoding)?.bytes ?? [];
  const prefix = file.hasByteOrderMark ? mark : [];
  const content = file.encoding === 'utf-8' ? new TextEncoder().encode(text) : utf16Bytes(text, file.encoding);
  const bytes = new Uint8Array(prefix.length + content.length);
  bytes.set(prefix);
  bytes.set(content, prefix.length);
  return bytes;
}

export function isDecodeFailure(value: SourceFile | DecodeFailure): value is DecodeFailure {
  return 'reason' in value;
}

function utf16Bytes(text: string, encoding: Encoding): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let index = 0; index < text.length; index++) {
    view.setUint16(index * 2, text.charCodeAt(index), encoding === 'utf-16le');
  }
  return bytes;
}
