/** How the words begin that stand where a name is still to be written, in small letters. */
const BEGINNINGS = 'your my project placeholder change replace todo'.split(' ');

/** False for a name that is surely no placeholder, if it is one of small letters, digits and hyphens. */
export function beginsLikePlaceholder(name: string): boolean {
  return BEGINNINGS.some((beginning) => name.startsWith(beginning));
}
