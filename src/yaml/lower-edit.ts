import { type TextEdit, textEditsOverlap } from '../text/text-edit.ts';
import { aliasedPlaces, type EditContext, type ItemPlace, locate } from './edit-place.ts';
import { formatScalar } from './format-scalar.ts';
import { removeEntry, removeItem } from './remove-value.ts';
import { isBlockCollection, setItem, setValue } from './set-value.ts';
import type { YamlDocument } from './yaml-document.ts';
import {
  type AliasedPlace,
  type CommentEdit,
  type EditRefusal,
  isRefusal,
  type LoweredEdit,
  refuse,
  type YamlEdit,
} from './yaml-edit.ts';
import { findEntry } from './yaml-node.ts';
import { formatYamlPath } from './yaml-path.ts';

/** Lowers several edits of one document; refuses all of them where one cannot be made. */
export function lowerYamlEdits(document: YamlDocument, yamlEdits: readonly YamlEdit[]): LoweredEdit | EditRefusal {
  const edits: TextEdit[] = [];
  const alsoChanges: AliasedPlace[] = [];
  for (const yamlEdit of yamlEdits) {
    const lowered = lowerYamlEdit(document, yamlEdit);
    if (isRefusal(lowered)) return lowered;
    if (textEditsOverlap(edits, lowered.edits)) {
      return refuse(`${formatYamlPath(yamlEdit.path)} cannot be changed together with what is beside it`, document.range);
    }
    edits.push(...lowered.edits);
    alsoChanges.push(...lowered.alsoChanges);
  }
  return { edits, alsoChanges };
}

/** Turns a YAML edit into text edits that touch nothing else, or says why it cannot. */
export function lowerYamlEdit(document: YamlDocument, edit: YamlEdit): LoweredEdit | EditRefusal {
  if (edit.type === 'comment') return { edits: [lowerCommentEdit(document, edit)], alsoChanges: [] };
  const place = locate(document, edit.path);
  if (isRefusal(place)) return place;
  if ('missing' in place && place.missing.length > 0 && edit.type !== 'set') {
    return refuse(`${formatYamlPath(edit.path.slice(0, -place.missing.length))} is missing`, place.map.range);
  }
  if ('item' in place) {
    const edits = lowerAtItem(document, place, edit);
    return isRefusal(edits) ? edits : { edits, alsoChanges: aliasedPlaces(document, edit.path, place.anchored) };
  }
  const context: EditContext = { document, ...place };
  const edits = lowerAt(context, edit);
  if (isRefusal(edits)) return edits;
  return { edits, alsoChanges: aliasedPlaces(document, edit.path, place.anchored) };
}

function lowerCommentEdit({ lines, text }: YamlDocument, { comment, text: newText }: CommentEdit): TextEdit {
  if (newText !== undefined) return { range: comment, newText };
  const line = lines.lineAt(comment.start);
  const { start, end } = lines.fullRange(line);
  const before = text.slice(start, comment.start);
  if (before.trim() === '') return { range: { start, end }, newText: '' };
  return { range: { start: start + before.trimEnd().length, end: comment.end }, newText: '' };
}

function lowerAt(context: EditContext, edit: Exclude<YamlEdit, CommentEdit>): readonly TextEdit[] | EditRefusal {
  switch (edit.type) {
    case 'set':
      return setValue(context, edit);
    case 'remove':
      return removeEntry(context);
    case 'rename':
      return renameKey(context, edit.key);
    case 'wrap':
      return wrapInList(context);
  }
}

function lowerAtItem(document: YamlDocument, place: ItemPlace, edit: YamlEdit): readonly TextEdit[] | EditRefusal {
  if (edit.type === 'set') return setItem(document, place, edit);
  if (edit.type === 'remove') return removeItem(document, place, edit.path);
  return refuse('an item of a list is only set or removed', place.item.range);
}

function renameKey({ document, map, entry, key }: EditContext, newKey: string): readonly TextEdit[] | EditRefusal {
  if (entry?.key.type !== 'scalar') return refuse(`${key} is not written here`, entry?.key.range ?? map.range);
  const namesake = findEntry(map, newKey);
  if (namesake && namesake !== entry) return refuse(`${newKey} is there already`, namesake.key.range);
  const { style, range } = entry.key;
  if (style === 'block' || entry.key.tag) return refuse(`${key} is written in block style or has a tag`, range);
  return [{ range, newText: formatScalar(newKey, { style, isInFlow: map.isFlow, version: document.version }) }];
}

/** A value on one line gets brackets; of a map in block style the first line gets a dash, for which its indent has room. */
function wrapInList({ document, map, entry, key }: EditContext): readonly TextEdit[] | EditRefusal {
  if (!entry) return refuse(`${key} is missing`, map.range);
  const { value } = entry;
  const { lines, text } = document;
  if (value.propertiesStart !== undefined) return refuse(`${key} has an anchor or a tag`, value.range);
  if (isBlockCollection(value)) {
    const lineStart = lines.fullRange(lines.lineAt(value.range.start)).start;
    const indent = text.slice(lineStart, value.range.start);
    const keyLineStart = lines.fullRange(lines.lineAt(entry.range.start)).start;
    const hasRoom = /^ +$/.test(indent) && indent.length - (entry.range.start - keyLineStart) >= 2;
    if (!hasRoom) return refuse(`${key} is not indented enough for a "-"`, value.range);
    return [{ range: { start: value.range.start - 2, end: value.range.start }, newText: '- ' }];
  }
  const isOnOneLine = value.range.start < value.range.end && !/[\r\n]/.test(text.slice(value.range.start, value.range.end));
  if (!isOnOneLine) return refuse(`${key} is not written on one line`, value.range);
  const isBare = value.type === 'scalar' && value.style === 'plain' && value.resolved.type === 'string';
  const written = text.slice(value.range.start, value.range.end);
  const item = isBare ? formatScalar(value.text, { style: 'plain', isInFlow: true, version: document.version }) : written;
  return [{ range: value.range, newText: `[${item}]` }];
}
