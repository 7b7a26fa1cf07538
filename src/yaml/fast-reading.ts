/** A text as long as this cannot have more words and signs than the full reader takes. */
const MAX_LENGTH = 500_000;

/**
 * What makes a text one for the full reader, wherever it stands: control characters, tabs, byte-order marks, and what is a
 * line end to gcloud alone. Half of a surrogate pair does, too.
 */
const UNUSUAL_CHARACTER = /[^\n\r\x20-\x7E\xA0-\u2027\u202A-\uFEFE\uFF00-\uFFFD]|\r(?!\n)/;

let isFastReadingOn = true;

/** For tests alone, in which all readers are held against the full one: what is found is the same. */
export function setFastReading(isOn: boolean): void {
  isFastReadingOn = isOn;
}

/** False for a text that only the full reader can read: it is long, or has characters that nearly no manifest has. */
export function canBeReadFast(text: string): boolean {
  return isFastReadingOn && text.length <= MAX_LENGTH && !UNUSUAL_CHARACTER.test(text) && text.isWellFormed();
}
