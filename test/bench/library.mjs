// Prints how many ms a warm call takes: `node library.mjs check|parse <manifest>`, in a process of its own for each.
import fs from 'node:fs';
import { parseDocument } from 'yaml';
import { checkText } from '../../dist/src/index.js';

const [call, path] = process.argv.slice(2);
const text = fs.readFileSync(path, 'utf8');
const run = { check: () => checkText(text), parse: () => parseDocument(text) }[call];

repeatFor(1000);
const { elapsed, count } = repeatFor(1000);
console.log(elapsed / count);

function repeatFor(milliseconds) {
  const start = performance.now();
  for (let count = 1; ; count++) {
    run();
    const elapsed = performance.now() - start;
    if (elapsed > milliseconds) return { elapsed, count };
  }
}
