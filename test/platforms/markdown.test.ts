import fc from 'fast-check';
import { micromark } from 'micromark';
import { gfm, gfmHtml } from 'micromark-extension-gfm';
import { describe, expect, it } from 'vitest';
import { codeSpan, escapeMarkdown } from '../../src/reporters/markdown-text.ts';
import { printable } from '../../src/reporters/terminal-text.ts';

/** What GitHub and GitLab look for in text that is not code: people, issues, labels, commits, snippets, links, emoji, formulas. */
const REFERENCE = /[@#!~%$^&]\w|[~%]"|\w>|:\/\/|www\.|[0-9a-f]{7}|\b[A-Z]+-\d|:\w+:|\$/i;

const HOSTILE = [
  '@octocat',
  'a@octocat',
  'see @acme/team, or (@octocat).',
  '#12 acme/shop#12 GH-12 !34 ~bug ~"a label" %"1.0" $5 &6 acme>',
  'fixed in 0a1b2c3 or 0a1b2c3d4e5f60718293a4b5c6d7e8f901234567, deadbeef',
  'https://evil.example/?a=b&c=d www.evil.example evil@evil.example mailto:evil@evil.example',
  '<img src=x onerror=alert(1)> <!-- --> </details> &lt; &#64;octocat &commat;octocat',
  '[click](https://evil.example) ![x](y) [x]: y [^1] [ ] [x]',
  '*a* _b_ **c** ~~d~~ `e` ``f`` $g$ $`h`$ :tada: {+ i +} [- j -]',
  'a | b || c | `d | e` \\| \\',
  '\\*a\\* \\',
  '/close',
  '1. a',
  '12) a',
  '- a + b 1. c 1) d > e # f === ---',
  '    code',
  'two  blanks,  a tab\t, a wide blank\u3000, no break\u00A0, and an end  ',
  'line\nbreak\r\n/close\u2028x\u0085',
  'checkout-run@acme-prod.iam.gserviceaccount.com',
  'Ümlaut, 漢字 and 🙂: "quoted" (bracketed)!',
  'www.\u00A0a ftp://x',
  '',
];

const text = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .array(fc.constantFrom(...HOSTILE, ...'@#!/`|\\<>&*_~[]():.-+ "\'', 'a', '12', 'www', '&#64;'))
    .map((parts) => parts.join('')),
);

describe.each([
  ['a paragraph', (markdown: string) => `Of ${markdown} it is said.`, (content: string) => `<p>Of ${content} it is said.</p>`],
  ['a line of its own', (markdown: string) => `${markdown}·`, (content: string) => `<p>${content}·</p>`],
  ['an item', (markdown: string) => `- Of ${markdown}.`, (content: string) => `<ul>\n<li>Of ${content}.</li>\n</ul>`],
  [
    'a table',
    (markdown: string) => `| a |\n| - |\n| Of ${markdown}. |`,
    (content: string) =>
      `<table>\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td>Of ${content}.</td>\n</tr>\n</tbody>\n</table>`,
  ],
])('in %s', (_, place, placed) => {
  const check = (words: string) => {
    const html = micromark(place(escapeMarkdown(words)), { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
    expect(htmlText(html.replaceAll(/<\/?code>/g, ''))).toBe(htmlText(placed('\0')).replace('\0', () => printable(words)));
    expect(htmlText(html.replaceAll(/<code>.*?<\/code>|<[^>]*>/gs, '·'))).not.toMatch(REFERENCE);
  };

  it.each(HOSTILE.map((words) => [words]))('%j reads as itself, and refers to nothing', check);

  it('any text reads as itself, and refers to nothing', () => {
    fc.assert(fc.property(text, check), { numRuns: 2000 });
  });
});

it('code reads as itself', () => {
  const check = (words: string) => {
    const html = micromark(`Run ${codeSpan(words)}.`, { extensions: [gfm()], htmlExtensions: [gfmHtml()] });
    expect(htmlText(html)).toBe(words === '' ? '<p>Run .</p>' : `<p>Run <code>${printable(words)}</code>.</p>`);
  };
  fc.assert(fc.property(text, check), { numRuns: 2000 });
});

it('plain words stand as they are, and an e-mail stands in code without the sign behind it', () => {
  expect(escapeMarkdown('see (f(x), "a(b)", value(s)).')).toBe('see (`f(x)`, "`a(b)`", `value(s)`).');
  expect(escapeMarkdown('Service "web-app" runs as web@acme.example, and that is bad (see 12, 3.5 or 40%).')).toBe(
    'Service "web-app" runs as `web@acme.example`, and that is bad (see 12, 3.5 or 40%).',
  );
});

/** HTML with its character references read. */
function htmlText(html: string): string {
  const characters: Readonly<Record<string, string>> = { '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' };
  return html.replaceAll(/&(?:lt|gt|quot|amp);/g, (reference) => characters[reference] as string);
}
