import { resolve } from 'node:path';
import type { Report } from '../diagnostics/report.ts';
import { appendToFile, reasonOf } from '../io/files.ts';
import { renderMarkdown } from '../reporters/markdown.ts';
import { printable } from '../reporters/terminal-text.ts';
import type { Host } from './host.ts';

/** Bytes of a summary that GitHub shows; of a larger one it shows nothing. */
const LARGEST_SUMMARY = 1024 * 1024;
/** Bytes below which there is no use in beginning. */
const LEAST_SUMMARY = 1024;
/** Annotations of a level that GitHub shows of a step. */
const SHOWN_ANNOTATIONS = 10;

/**
 * Writes the report behind what stands in the file that GitHub shows as the summary of a step. That it cannot be written is
 * a warning: the annotations tell the same.
 */
export function appendStepSummary(path: string, report: Report, { cwd, disk, stderr }: Host): void {
  const file = resolve(cwd, path);
  try {
    const size = disk.existsSync(file) ? disk.statSync(file).size : 0;
    const note = annotationNote(report);
    const room = LARGEST_SUMMARY - size - note.length - '\n'.length;
    if (room < LEAST_SUMMARY) throw new Error('there is no room left in it');
    appendToFile(file, new TextEncoder().encode(`${size > 0 ? '\n' : ''}${renderMarkdown(report, room)}${note}`), disk);
  } catch (error) {
    stderr.write(`runlint: The summary of the step was not written to ${printable(path)}: ${printable(reasonOf(error))}\n`);
  }
}

function annotationNote({ summary: { errors, warnings, infos } }: Report): string {
  if (Math.max(errors, warnings, infos) <= SHOWN_ANNOTATIONS) return '';
  return `\nOf each severity, GitHub shows ${SHOWN_ANNOTATIONS} as annotations.\n`;
}
