/** Marks that something fills in later: shells, envsubst, Helm and Jinja, Cloud Deploy, Azure and Windows, docs. */
const MARKED =
  /\$\{[^}]*\}|\$\([^)]*\)|\$[A-Za-z_]\w*|\{\{.*?\}\}|\{%.*?%\}|%[A-Za-z_]\w*%|__[A-Za-z]\w*?__|<[A-Za-z][^<>]*>|\[[A-Za-z][^[\]]*\]/;

/** Words that only stand where a real name is still to be written. */
const WORD = /(?:PROJECT|ACCOUNT|SERVICE|EMAIL|NAME|NUMBER|PLACEHOLDER|REPLACE|CHANGE|YOUR|TODO|FIXME|XXX)/;
const LOWER_CASE = /^(?:your-[a-z0-9-]+|project-id|project-number|placeholder|changeme|change-me|replace-me|todo)$/;

/** The first placeholder in a text that is to be filled in before gcloud reads it; undefined where there is none. */
export function findPlaceholder(text: string): string | undefined {
  const marked = MARKED.exec(text)?.[0];
  return marked ?? text.split(/[@./:]/).find(isPlaceholderWord);
}

function isPlaceholderWord(word: string): boolean {
  if (LOWER_CASE.test(word)) return true;
  const upperCase = /[A-Z][A-Z0-9_-]*[A-Z0-9]/.exec(word)?.[0];
  return upperCase !== undefined && (upperCase.includes('_') || WORD.test(upperCase) || upperCase === 'SA');
}
