import { counted } from '../text/counted.ts';
import type { Paint } from './terminal-text.ts';

/** What people read where there is nothing to report. */
export function nothingFoundIn(files: number, paint: Paint): string {
  return `${paint('green', 'No problems found')} in ${counted(files, 'file')}`;
}
