/** A word as a POSIX shell reads it back, on one line: in quotes where it holds anything but plain characters. */
export function shellWord(word: string): string {
  if (/^[\w@%+=:,./-]+$/.test(word)) return word;
  return /\p{Cc}/u.test(word) ? `$'${escapeControl(word)}'` : `'${word.replaceAll("'", `'\\''`)}'`;
}

/** A path as a command takes it for a path, also where it begins as an option does. */
export function shellPath(path: string): string {
  return shellWord(path.startsWith('-') ? `./${path}` : path);
}

/** Bytes in octal digits, as `$'…'` takes them. */
function escapeControl(word: string): string {
  const octal = (byte: number) => `\\${byte.toString(8).padStart(3, '0')}`;
  return word.replaceAll(/[\\'\p{Cc}]/gu, (character) => [...new TextEncoder().encode(character)].map(octal).join(''));
}
