import type { Range } from '../text/range.ts';
import type { TextEdit } from '../text/text-edit.ts';
import type { YamlPath } from './yaml-path.ts';

/** A change to a value or a key, as rules speak of it. */
export type YamlEdit =
  | SetEdit
  /** Takes the key at the end of a path away, with its value, or an item of a list that has others. */
  | { readonly type: 'remove'; readonly path: YamlPath }
  /** Gives the key at the end of a path another name, and leaves its value. */
  | { readonly type: 'rename'; readonly path: YamlPath; readonly key: string }
  /** Makes the value at a path the only item of a list. */
  | { readonly type: 'wrap'; readonly path: YamlPath }
  | CommentEdit;

/** Writes a comment anew, or takes it away, with its line where nothing else is on it. */
export interface CommentEdit {
  readonly type: 'comment';
  /** A comment belongs to no value. */
  readonly path: readonly [];
  /** Where it stands, from its `#`. */
  readonly comment: Range;
  /** What it is to be, with its `#`; undefined where it goes. */
  readonly text: string | undefined;
}

/** Gives a path a value, and adds its key where it is missing, with the maps on the way to it. */
export interface SetEdit {
  readonly type: 'set';
  readonly path: YamlPath;
  /** A string; or, where `isPlain`, what is written as it is and read as a number, a boolean or whatever it says. */
  readonly value: string;
  readonly isPlain?: boolean;
}

/** The smallest text edits for one YAML edit. */
export interface LoweredEdit {
  readonly edits: readonly TextEdit[];
  /** Other places that change with it, because they are aliases of an anchor that holds the value. */
  readonly alsoChanges: readonly AliasedPlace[];
}

export interface AliasedPlace {
  readonly path: YamlPath;
  /** The alias. */
  readonly range: Range;
}

/** Why an edit cannot be made exactly, and where. */
export interface EditRefusal {
  readonly refusal: string;
  readonly range: Range;
}

export function isRefusal(result: object): result is EditRefusal {
  return 'refusal' in result;
}

export function refuse(refusal: string, range: Range): EditRefusal {
  return { refusal, range };
}
