import { printableLines } from './terminal-text.ts';

/** An element, and what stands in it: elements, each from a line of its own on, or a text. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly content?: readonly XmlElement[] | string;
}

/** A document of XML 1.0. What it cannot hold, and what a terminal would take for a command, is escaped. */
export function printXml(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${printElement(root, '')}`;
}

function printElement({ name, attributes, content = [] }: XmlElement, indent: string): string {
  const words = [name, ...Object.entries(attributes).map(([key, value]) => `${key}="${escapeXml(String(value))}"`)];
  if (content.length === 0) return `${indent}<${words.join(' ')}/>\n`;
  const inside = typeof content === 'string' ? escapeXml(content) : printElements(content, indent);
  return `${indent}<${words.join(' ')}>${inside}</${name}>\n`;
}

function printElements(elements: readonly XmlElement[], indent: string): string {
  return `\n${elements.map((element) => printElement(element, `${indent}  `)).join('')}${indent}`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
};

/** Line ends are escaped in texts, too: no line of a log begins with what a manifest says. */
function escapeXml(text: string): string {
  return printableLines(text)
    .replace(/[\p{Surrogate}\uFFFE\uFFFF]/gu, '\uFFFD')
    .replace(/[&<>"\t\n]/g, (character) => ENTITIES[character] as string);
}
