/** What GitHub takes as a comment, in bytes of UTF-8 to be safe; GitLab takes more. */
export const LARGEST_COMMENT = 65_536;

/** How many of the pieces, in their order, have a place in so many bytes of UTF-8. */
export function countThatFits(pieces: readonly string[], limit: number): number {
  let length = 0;
  const fitting = pieces.findIndex((piece) => {
    length += byteLength(piece);
    return length > limit;
  });
  return fitting === -1 ? pieces.length : fitting;
}

export function byteLength(text: string): number {
  return new TextEncoder().encode(text).length;
}
