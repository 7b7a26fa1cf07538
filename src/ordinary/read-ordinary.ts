import type { Range } from '../text/range.ts';
import { canBeReadFast } from '../yaml/fast-reading.ts';
import { endOfPlain, HASH, isBlank, isColon, isDash, skipSpaces } from '../yaml/scan-line.ts';
import { allHaveLittle, areOrdinaryContainers, areOrdinaryVolumes } from './ordinary-pod.ts';
import { ORDINARY_SHAPES } from './ordinary-shapes.ts';
import { MOST_ORDINARY_KEYS, namesNoOtherProject, needsMoreMemory, type Texts } from './ordinary-texts.ts';
import type { IntegerShape, ListShape, MapShape, Role, TextShape, TrueShape } from './shape.ts';

/**
 * Knows the manifests that nearly all are, at once.
 *
 * The contract: where it knows a text, the full reader finds nothing wrong in it, the schemas accept it, and none of the
 * words that it was given stands in it. It goes through the text once, holds each line against the shape of what can stand
 * there, and makes no tree. It has no message: what is unusual or wrong, it does not know. `test/ordinary.test.ts` holds it
 * to that.
 */

/** What is told of a manifest that is known. */
export interface OrdinaryManifest {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly account: string;
  /** Where the account stands, with its quotes if it has any. */
  readonly accountRange: Range;
}

const KIND = /^kind: +["']?(\w+)/m;

/** What is a text without quotes, but for a few words. */
const TEXT = /^(?:-{0,2}[A-Za-z]|[/$])/;
/** What is one, though it begins with a digit. */
const SIZE_OR_ADDRESS = /^\d+(?:m|[MG]i?|\.\d+\.\d+\.\d+)$/;
/** What is no text without quotes, in small letters. */
const OTHER_WORDS: ReadonlySet<string> = new Set('y n yes no on off true false null'.split(' '));
const INTEGER = /^(?:0|[1-9]\d{0,8})$/;

/** In place of an indentation where the text ends. */
const TEXT_END = -1;

/**
 * What there is to know of an ordinary manifest; undefined for any other text.
 *
 * @param lookedAtIn words that a manifest of a kind must not have: keys, names, and `env[1]` for a second item
 */
export function readOrdinary(
  text: string,
  lookedAtIn: (kind: string) => ReadonlySet<string> | undefined,
): OrdinaryManifest | undefined {
  const kind = KIND.exec(text)?.[1] ?? '';
  const shape = Object.hasOwn(ORDINARY_SHAPES, kind) ? ORDINARY_SHAPES[kind] : undefined;
  const lookedAt = shape && lookedAtIn(kind);
  return lookedAt && canBeReadFast(text) ? new OrdinaryReader(text, lookedAt).read(kind, shape) : undefined;
}

/** A scalar that stands behind its key or its dash. */
interface LineScalar {
  readonly text: string;
  /** With its quotes. */
  readonly range: Range;
  readonly isPlain: boolean;
}

/** A cursor that goes through the text line by line. Each step says whether all was ordinary so far. */
class OrdinaryReader {
  readonly #text: string;
  readonly #lookedAt: ReadonlySet<string>;
  /** The next word; where the text ends, its end. */
  #position = 0;
  /** The column of `#position`. */
  #indent = TEXT_END;
  /** What stands behind `name` in the item that was passed last. */
  #lastName: string | undefined;
  /** The texts of all maps, by the keys at which they stand, be it in a list. */
  readonly #maps = new Map<string, Texts[]>();
  /** What has a role, be it only together with something else. */
  readonly #kept = new Map<Role, LineScalar>();

  constructor(text: string, lookedAt: ReadonlySet<string>) {
    this.#text = text;
    this.#lookedAt = lookedAt;
  }

  read(kind: string, shape: MapShape): OrdinaryManifest | undefined {
    this.#findWord(0);
    if (!this.#passMarker() || !this.#passMap(shape, kind) || this.#position < this.#text.length) return undefined;
    const account = this.#kept.get('account');
    if (!account || !this.#fitsTogether(kind, account.text)) return undefined;
    const [name = '', namespace] = [this.#textOf('name'), this.#textOf('namespace')];
    return { kind, name, namespace, account: account.text, accountRange: account.range };
  }

  /** True where what stands in several places goes together. */
  #fitsTogether(kind: string, account: string): boolean {
    const pod = {
      containers: this.#mapsAt('containers'),
      limits: this.#mapsAt('limits'),
      mounts: this.#mapsAt('volumeMounts'),
      volumes: this.#mapsAt('volumes'),
    };
    const hasSize = this.#mapsAt('emptyDir').some((volume) => volume.has('sizeLimit'));
    const isMemoryNeeded = needsMoreMemory(kind, this.#textOf('environment'), this.#textOf('throttling'));
    return (
      areOrdinaryContainers(kind, pod, this.#textOf('dependencies') ?? '') &&
      areOrdinaryVolumes(pod, hasSize) &&
      this.#mapsAt('env').every((variable) => namesNoOtherProject(account, variable)) &&
      !(isMemoryNeeded && allHaveLittle(pod, 'memory'))
    );
  }

  /** @param key at which they stand, be it in a list */
  #mapsAt(key: string): readonly Texts[] {
    return this.#maps.get(key) ?? [];
  }

  #textOf(role: Role): string | undefined {
    return this.#kept.get(role)?.text;
  }

  /** A `---` may stand before the manifest, and no space. */
  #passMarker(): boolean {
    const isMarked = this.#indent === 0 && this.#text.startsWith('---', this.#position);
    return (!isMarked || this.#finishLine(this.#position + 3)) && this.#indent === 0;
  }

  /** Goes on to the next word, if only a comment is left on the line. */
  #finishLine(offset: number): boolean {
    const end = skipSpaces(this.#text, offset);
    const code = this.#text.charCodeAt(end);
    if (!isBlank(code) && (code !== HASH || end === offset)) return false;
    this.#findWord(end);
    return true;
  }

  /** Goes to the first word at an offset or on a line below it, past comments. */
  #findWord(offset: number): void {
    const text = this.#text;
    let lineStart = offset;
    let position = skipSpaces(text, offset);
    let code = text.charCodeAt(position);
    while (position < text.length && (isBlank(code) || code === HASH)) {
      const lineFeed = text.indexOf('\n', position);
      lineStart = lineFeed === -1 ? text.length : lineFeed + 1;
      position = skipSpaces(text, lineStart);
      code = text.charCodeAt(position);
    }
    this.#position = position;
    this.#indent = position < text.length ? position - lineStart : TEXT_END;
  }

  /** @param place the key at which it stands, be it in a list */
  #passMap(shape: MapShape, place: string): boolean {
    const indent = this.#indent;
    const texts = new Map<string, string | undefined>();
    do {
      if (!this.#passEntry(shape, texts, indent)) return false;
    } while (this.#indent === indent);
    this.#keepMap(place, texts);
    return this.#indent < indent && this.#isOrdinaryMap(shape, texts);
  }

  /** A `{}` on the line of its key. */
  #passEmptyMap(shape: MapShape, key: string, offset: number): boolean {
    const texts = new Map<string, string | undefined>();
    this.#keepMap(key, texts);
    return this.#isOrdinaryMap(shape, texts) && this.#finishLine(offset + 2);
  }

  #keepMap(place: string, texts: Texts): void {
    const others = this.#maps.get(place);
    if (others) others.push(texts);
    else this.#maps.set(place, [texts]);
    this.#lastName = texts.get('name');
  }

  #isOrdinaryMap(shape: MapShape, texts: Texts): boolean {
    const name = texts.get('name');
    if (texts.size > MOST_ORDINARY_KEYS || (name !== undefined && this.#lookedAt.has(name))) return false;
    return shape.required.every((key) => texts.has(key)) && shape.isOrdinary?.(texts) !== false;
  }

  /** @param texts those of the map up to here, by their keys; all keys are there */
  #passEntry(shape: MapShape, texts: Map<string, string | undefined>, indent: number): boolean {
    const colon = this.#text.indexOf(':', this.#position);
    const key = this.#text.slice(this.#position, colon);
    const value = Object.hasOwn(shape.fields, key) ? shape.fields[key] : shapeOfOther(shape, key);
    if (value === undefined || !isColon(this.#text, colon) || texts.has(key) || this.#lookedAt.has(key)) return false;
    if (value.type === 'map' || value.type === 'list') {
      texts.set(key, undefined);
      const start = skipSpaces(this.#text, colon + 1);
      if (value.type === 'map' && this.#text.startsWith('{}', start)) return this.#passEmptyMap(value, key, start);
      return this.#finishLine(colon + 1) && this.#passBlock(value, key, indent);
    }
    const scalar = this.#scalar(colon + 1);
    if (scalar === undefined || !fits(scalar, value)) return false;
    texts.set(key, scalar.text);
    if (value.type === 'text' && value.role) this.#kept.set(value.role, scalar);
    return this.#finishLine(scalar.range.end);
  }

  /** @param indent of its key: a list can begin in the same column */
  #passBlock(shape: MapShape | ListShape, key: string, indent: number): boolean {
    const isList = isDash(this.#text, this.#position);
    if (shape.type === 'map') return this.#indent > indent && !isList && this.#passMap(shape, key);
    return this.#indent >= indent && isList && this.#passList(shape, key);
  }

  #passList({ items, most }: ListShape, key: string): boolean {
    const indent = this.#indent;
    const names = new Set<string | number>();
    let count = 0;
    do {
      count++;
      if (count > most || (count === 2 && this.#lookedAt.has(`${key}[1]`)) || !this.#passItem(items, key)) return false;
      names.add(this.#lastName ?? count);
    } while (this.#indent === indent && isDash(this.#text, this.#position));
    return this.#indent <= indent && names.size === count;
  }

  #passItem(shape: TextShape | MapShape, key: string): boolean {
    const start = skipSpaces(this.#text, this.#position + 1);
    if (shape.type === 'map') {
      this.#indent += start - this.#position;
      this.#position = start;
      return this.#passMap(shape, key);
    }
    this.#lastName = undefined;
    const scalar = this.#scalar(start);
    return scalar !== undefined && fits(scalar, shape) && this.#finishLine(scalar.range.end);
  }

  /** The scalar behind a colon or a dash, if it stands on the same line and has no escapes. */
  #scalar(offset: number): LineScalar | undefined {
    const text = this.#text;
    const start = skipSpaces(text, offset);
    const quote = text[start];
    if (quote !== '"' && quote !== "'") {
      const end = endOfPlain(text, start, false);
      return end > start ? { text: text.slice(start, end), range: { start, end }, isPlain: true } : undefined;
    }
    const end = text.indexOf(quote, start + 1) + 1;
    const content = text.slice(start + 1, end - 1);
    const isWhole = end > start && !content.includes('\n') && !content.includes('\\') && text[end] !== quote;
    return isWhole ? { text: content, range: { start, end }, isPlain: false } : undefined;
  }
}

function shapeOfOther({ others }: MapShape, key: string): TextShape | undefined {
  return others?.key.test(key) && isText(key) ? others.value : undefined;
}

function fits(scalar: LineScalar, shape: TextShape | IntegerShape | TrueShape): boolean {
  const { text, isPlain } = scalar;
  switch (shape.type) {
    case 'text':
      return shape.pattern.test(text) && (!isPlain || isText(text));
    case 'integer':
      return (isPlain || shape.isQuotable) && INTEGER.test(text) && Number(text) >= shape.least && Number(text) <= shape.most;
    case 'true':
      return isPlain && text === 'true';
  }
}

function isText(plain: string): boolean {
  return TEXT.test(plain) ? !OTHER_WORDS.has(plain.toLowerCase()) : SIZE_OR_ADDRESS.test(plain);
}
