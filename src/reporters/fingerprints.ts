import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { findingKey, textOfKey } from '../diagnostics/finding-key.ts';
import type { FileReport } from '../diagnostics/report.ts';

/** Digits of a fingerprint: 128 bits. */
const LENGTH = 32;

/**
 * By which platforms know a finding again: hexadecimal digits, the same as long as the finding is about the same thing,
 * wherever its line is. No two findings of a report share one; of several about the same thing the first keeps its own.
 *
 * @param wordsOf what else has to be the same
 */
export function fingerprintsOf(
  files: readonly FileReport[],
  wordsOf: (diagnostic: Diagnostic, file: FileReport) => string = () => '',
): ReadonlyMap<Diagnostic, string> {
  const fingerprints = new Map<Diagnostic, string>();
  const counts = new Map<string, number>();
  for (const file of files) {
    for (const diagnostic of file.diagnostics) {
      const key = textOfKey(findingKey(diagnostic, file.path)) + wordsOf(diagnostic, file);
      const count = counts.get(key) ?? 0;
      counts.set(key, count + 1);
      fingerprints.set(diagnostic, digest(count === 0 ? key : `${key} ${count}`));
    }
  }
  return fingerprints;
}

function digest(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text))).slice(0, LENGTH);
}
