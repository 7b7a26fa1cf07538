import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Range } from '../text/range.ts';
import type { YamlDocument } from '../yaml/yaml-document.ts';

/** What only a template engine understands: it makes a text that is no YAML, or a map with a map for a key. */
const MARK =
  /\{\{[^{}\n]{0,200}\}\}|\{%[^{}\n]{0,200}%\}|<%[^<>\n]{0,200}%>|^[ \t]*\$\{\w{1,100}\}[ \t]*$|:[ \t]{1,20}(?=%)%\w{1,100}%/gm;

/** The one thing to say of a document that is YAML only after a template engine has been at it; undefined for any other. */
export function templateDiagnostic(document: YamlDocument): Diagnostic | undefined {
  const isBroken = document.problems.some(({ code }) => code === 'yaml/syntax' || code === 'yaml/unreadable-value');
  const range = isBroken ? findMark(document) : undefined;
  return (
    range && {
      ruleId: 'manifest/template',
      severity: 'warning',
      message: 'This is an unrendered template, which gcloud cannot read',
      remedy: 'Render it first, and check the result.',
      refusedBy: ['gcloud'],
      range,
      related: [],
    }
  );
}

/** The first mark that is no part of a text in quotes or of a comment, as far as the 200 characters before it tell. */
function findMark({ text, range }: YamlDocument): Range | undefined {
  for (const match of text.slice(range.start, range.end).matchAll(MARK)) {
    const mark = match[0].replace(/^:/, '').trim();
    const start = range.start + match.index + match[0].indexOf(mark);
    const before = text.slice(Math.max(range.start, start - 200), start);
    if (!/["'#][^\n]*$/.test(before)) return { start, end: start + mark.length };
  }
  return undefined;
}
