import { counted } from '../text/counted.ts';
import type { Host } from './host.ts';

/** How long a run takes, in milliseconds, before it says how far it has come, and how often it says so then. */
const PATIENCE = 1000;
const INTERVAL = 100;

/** The files of a run as they are; where it takes long, and somebody sits at a terminal, a line there tells how many are done. */
export function* withProgress<Item>(items: Iterable<Item>, total: number, { stderr, env, now }: Host): Generator<Item> {
  let next = now() + PATIENCE;
  let isShown = false;
  let done = 0;
  try {
    for (const item of items) {
      if (now() >= next) {
        isShown ||= stderr.isTerminal && env['TERM'] !== 'dumb';
        if (isShown) stderr.write(`\r${done} of ${counted(total, 'file')}`);
        next = isShown ? now() + INTERVAL : Number.POSITIVE_INFINITY;
      }
      yield item;
      done++;
    }
  } finally {
    if (isShown) stderr.write('\r\u001b[K');
  }
}
