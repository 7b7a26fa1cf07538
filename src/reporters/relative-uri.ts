/** The path of a file from the root of a repository, with `/` between its parts, as a URI. */
export function relativeUri(path: string): string {
  return path.split('/').map(encodeSegment).join('/');
}

/** Half of a surrogate pair, which Windows allows in a name, has no bytes in UTF-8 and becomes U+FFFD. */
function encodeSegment(segment: string): string {
  return encodeURIComponent(segment.replace(/\p{Surrogate}/gu, '\uFFFD'));
}
