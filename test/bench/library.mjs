// Prints how many ms a warm call takes: `node library.mjs check|parse <manifest>`, in a process of its own for each.
import fs from 'node:fs';
import { parseDocument } from 'yaml';
import { checkText } from '../../dist/src/index.js';

const [call, path] = process.argv.slice(2);
const text = fs.readFileSync(path, 'utf8');
const run = { check: () => checkText(text), parse: () => parseDocument(text) }[call];

// The compiler of Node.js needs some thousand calls to make of it what it can.
repeat(4000);
const start = performance.now();
repeat(2000);
console.log((performance.now() - start) / 2000);

function repeat(count) {
  for (let call = 0; call < count; call++) run();
}
