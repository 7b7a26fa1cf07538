import type { Encoding } from './source-file.ts';

/** ASCII text in UTF-16: one of the two bytes of each of its first letters is zero. */
export function isEverySecondZero(bytes: Uint8Array): boolean {
  const first = bytes.subarray(0, 20);
  return first.length === 20 && [0, 1].some((parity) => first.every((byte, index) => (byte === 0) === (index % 2 === parity)));
}

/** The length of the longest prefix that decodes, found by halving: only files with a broken encoding pay for it. */
export function invalidByteOffset(bytes: Uint8Array, encoding: Encoding): number {
  let valid = 0;
  let end = bytes.length;
  while (valid < end) {
    const middle = (valid + end + 1) >> 1;
    if (decodes(bytes.subarray(0, middle), encoding, true)) valid = middle;
    else end = middle - 1;
  }
  while (valid > 0 && !decodes(bytes.subarray(0, valid), encoding, false)) valid--;
  return valid;
}

/** @param isPart true where the bytes may end in the middle of a character */
function decodes(bytes: Uint8Array, encoding: Encoding, isPart: boolean): boolean {
  try {
    new TextDecoder(encoding, { fatal: true, ignoreBOM: true }).decode(bytes, { stream: isPart });
    return true;
  } catch {
    return false;
  }
}
