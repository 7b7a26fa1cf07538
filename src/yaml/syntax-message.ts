/**
 * What an error code of the `yaml` package means, in words that quote nothing of the document: the package's own
 * messages can hold values of it.
 */
const MESSAGES: Readonly<Record<string, string>> = {
  ALIAS_PROPS: 'an alias cannot have an anchor or a tag of its own',
  BAD_ALIAS: 'an anchor or an alias has no usable name',
  BAD_COLLECTION_TYPE: 'the tag does not fit the value',
  BAD_DIRECTIVE: 'this is not a directive that YAML knows',
  BAD_DQ_ESCAPE: 'there is no such escape in a double-quoted string; write \\\\ for a backslash, or use single quotes',
  BAD_INDENT: 'the indentation does not fit the lines above',
  BAD_PROP_ORDER: 'an anchor or a tag stands on the wrong side of "-", "?" or ":"',
  BAD_SCALAR_START: 'a value cannot start with this character; put it in quotes',
  BLOCK_AS_IMPLICIT_KEY: 'a second "key:" on one line; put the value in quotes, or the key on a line of its own',
  BLOCK_IN_FLOW: 'an indented block cannot stand inside { } or [ ]',
  IMPOSSIBLE: 'this is not valid YAML',
  KEY_OVER_1024_CHARS: 'a key is longer than 1024 characters',
  MISSING_CHAR: 'something is missing here: a quote, a bracket, a comma, a colon or a space',
  MULTILINE_IMPLICIT_KEY: 'a key reaches over more than one line; is a ":" missing in the line above?',
  MULTIPLE_ANCHORS: 'a value has two anchors',
  MULTIPLE_TAGS: 'a value has two tags',
  RESOURCE_EXHAUSTION: 'this is nested too deeply to be read',
  TAB_AS_INDENT: 'a tab is used for indentation; YAML takes only spaces',
  TAG_RESOLVE_FAILED: 'the tag cannot be resolved',
  UNEXPECTED_TOKEN: 'this does not belong here',
};

/** Sharper words where the package's message tells more than its code. */
const SHARPER: readonly [pattern: RegExp, message: string][] = [
  [/closing "quote/, 'the double quote that is opened here is not closed'],
  [/closing 'quote/, 'the single quote that is opened here is not closed'],
  [/map values/, 'a ":" is missing after this key'],
  [/Comments must be separated/, 'a comment needs a space before its "#"'],
  [/Missing , /, 'a comma is missing'],
  [/space after :/, 'a space is missing after ":"'],
  [/end with a \]/, 'a "[" is not closed, or its lines are not indented enough'],
  [/end with a \}/, 'a "{" is not closed, or its lines are not indented enough'],
  [/without - indicator/, 'a list item needs a "-" before it'],
  [/directives-end/, 'a "---" is missing after the directives'],
  [/Block collection cannot start/, 'a map or a list cannot start on the line of "---"'],
];

export function syntaxMessage(error: { readonly code: string; readonly message: string }): string {
  const sharper = SHARPER.find(([pattern]) => pattern.test(error.message))?.[1];
  return sharper ?? MESSAGES[error.code] ?? 'this is not valid YAML';
}
