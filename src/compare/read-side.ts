import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Manifest, readManifest } from '../manifest/manifest.ts';
import type { ReplaceCall } from '../manifest/replace-call.ts';
import type { Resource } from '../manifest/resource.ts';
import { MAX_VALUES } from '../schema/accepts.ts';
import { LineIndex } from '../text/line-index.ts';
import type { SourceFile } from '../text/source-file.ts';
import { cutStream } from '../yaml/cut-stream.ts';
import { expandedSize } from '../yaml/plain-value.ts';
import { MAX_TEXT_LENGTH } from '../yaml/read-yaml.ts';
import { UNREADABLE_CODES } from '../yaml/yaml-document.ts';

/** A resource, and the line of its file at which the text begins that it was read from. */
export interface LocatedResource {
  readonly resource: Resource;
  readonly firstLine: number;
}

/** What one side of a comparison is: the resources of a file, a folder or standard input. */
export interface ComparedSide {
  /** As it was given. */
  readonly name: string;
  readonly resources: readonly LocatedResource[];
}

/** What keeps a file from being compared, in one line that begins with its place. */
export interface FileReading {
  readonly resources: readonly LocatedResource[];
  readonly obstacles: readonly string[];
  /** What a folder can hold without harm, and what is left out. */
  readonly leftOut: readonly string[];
}

/**
 * The resources of a file. A text that is too long to be read at once is a stream of documents, and is read a few of them at
 * a time.
 *
 * @param isNamed true for a file that was asked for by its name: what it holds must be comparable
 */
export function readFileToCompare(file: SourceFile, isNamed: boolean, call: ReplaceCall = {}): FileReading {
  const parts = file.text.length > MAX_TEXT_LENGTH ? cutStream(file.text) : undefined;
  const whole = { start: 0, end: file.text.length };
  const lines = new LineIndex(file.text);
  const read = (parts ?? [whole]).map((range) => {
    const manifest = readManifest({ ...file, text: file.text.slice(range.start, range.end) }, call);
    return readPart(manifest, lines.lineAt(range.start), isNamed);
  });
  return {
    resources: read.flatMap(({ resources }) => resources),
    obstacles: read.flatMap(({ obstacles }) => obstacles),
    leftOut: read.flatMap(({ leftOut }) => leftOut),
  };
}

function readPart(manifest: Manifest, firstLine: number, isNamed: boolean): FileReading {
  const { resources, diagnostics, notReplaceable } = manifest;
  const unreadable = diagnostics.filter(({ ruleId }) => UNREADABLE_CODES.has(ruleId));
  const others = [...diagnostics.filter(({ ruleId }) => UNCOMPARABLE.has(ruleId)), ...notReplaceable];
  const tooLarge = resources.filter(({ document }) => document.root && expandedSize(document.root) > MAX_VALUES);
  const say = (found: readonly Diagnostic[]) => found.map((diagnostic) => lineOn(manifest, diagnostic, firstLine));
  return {
    resources: resources.filter(({ isTemplate }) => !isTemplate).map((resource) => ({ resource, firstLine })),
    obstacles: [
      ...say(unreadable),
      ...say(isNamed ? others : []),
      ...tooLarge.map(
        ({ path }) => `${path}: With its aliases written out it holds more than ${MAX_VALUES} values, too many to compare`,
      ),
    ],
    leftOut: say(isNamed ? [] : others),
  };
}

/** What a document is that no resource can be read from, although it is YAML. */
const UNCOMPARABLE: ReadonlySet<string> = new Set(['manifest/template', 'manifest/unknown-kind']);

function lineOn({ file }: Manifest, { message, remedy, range }: Diagnostic, firstLine: number): string {
  const { line, column } = new LineIndex(file.text).position(range.start);
  return `${file.path}:${line + firstLine - 1}:${column}: ${message}${remedy ? `. ${remedy}` : ''}`;
}
