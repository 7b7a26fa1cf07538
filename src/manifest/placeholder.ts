import { beginsLikePlaceholder } from './placeholder-beginning.ts';

/** Marks that something fills in later: shells, envsubst, Helm, Jinja, GitHub, Concourse, Maven, Windows, people. */
const MARKED =
  /\$?\{\{.*?\}\}|\$\{[^}]*\}|\$\([^)]*\)|\$\[[^\]]*\]|\$[A-Za-z_]\w*|\{%.*?%\}|<%.*?%>|\(\(.+?\)\)|\{[A-Za-z_]\w*\}|%[A-Za-z_]\w*%|__[A-Za-z]\w*?__|^@\w+@$|<[A-Za-z][^<>]*>|\[[A-Z][A-Z0-9_ -]*\]/;

/** What each of them has: nearly no text has any of it. */
const MARK = /[$%{<([]|__|^@/;

/** Words that stand only where a real name is still to be written, in a name of capitals. */
const WORDS = new Set(
  'PROJECT ACCOUNT SERVICE EMAIL NAME NUMBER ID SA PLACEHOLDER REPLACE CHANGE CHANGEME YOUR TODO FIXME XXX'.split(' '),
);

const LOWER_CASE =
  /^(?:your[-_](?:[a-z0-9-]+[-_])?(?:project|account|email|name|id|sa|service)(?:[-_](?:id|name|email|account|number))?|(?:my[-_])?project[-_](?:id|number)|placeholder|change[-_]?me|replace[-_]?me|todo)$/;

/** Longer than any name or e-mail, with placeholders in it or not. */
const MAX_LENGTH = 1000;

/** The first placeholder in a text that is to be filled in before gcloud reads it; undefined where there is none. */
export function findPlaceholder(text: string): string | undefined {
  if (text.length > MAX_LENGTH) return undefined;
  const marked = findMarkedPlaceholder(text);
  if (marked !== undefined) return marked;
  for (const part of text.split(/[@./:]/)) {
    const word = placeholderWord(part);
    if (word !== undefined) return word;
  }
  return undefined;
}

/** As `findPlaceholder`, but for words that are told only by their letters: where capitals are wrong, they say nothing. */
export function findMarkedPlaceholder(text: string): string | undefined {
  return text.length <= MAX_LENGTH && MARK.test(text) ? MARKED.exec(text)?.[0] : undefined;
}

function placeholderWord(part: string): string | undefined {
  if (beginsLikePlaceholder(part) && LOWER_CASE.test(part)) return part;
  if (part === part.toLowerCase()) return undefined;
  const capitals = /[A-Z][A-Z0-9_-]*[A-Z0-9]/.exec(part)?.[0];
  const isPlaceholder = capitals?.includes('_') || capitals?.split('-').some((word) => WORDS.has(word));
  return isPlaceholder ? capitals : undefined;
}
