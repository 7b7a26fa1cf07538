// Prints how long runlint takes and how much memory, as ratios to what else ran in the same minutes: machines differ, and so do
// their hours. Needs the built program: `npm run bench` builds it first. What is measured stands in rows.mjs.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandsFor } from './commands.mjs';
import { writeInputs } from './inputs.mjs';
import { measure, medianRatio, medianTime, rehearse } from './measure.mjs';
import { findPeers } from './peers.mjs';
import { table } from './table.mjs';

const { values: options } = parseArgs({
  options: {
    rounds: { type: 'string' },
    quick: { type: 'boolean', default: false },
    markdown: { type: 'boolean', default: false },
    /** A folder with programs of other tools. */
    peers: { type: 'string', multiple: true, default: [] },
    /** Another program of Node.js, to run the rows of one file on. */
    node: { type: 'string', multiple: true, default: [] },
  },
});
const rounds = Number(options.rounds ?? (options.quick ? 5 : 41));
if (!(rounds >= 1)) throw new Error(`--rounds is a number, not ${options.rounds}`);
const peers = options.quick ? [] : findPeers(options.peers);
const nodes = [process.execPath, ...options.node].map((program) => [versionOf(program), program]);

const folder = fs.mkdtempSync(join(os.tmpdir(), 'runlint-bench-'));
try {
  writeInputs(folder);
  const rows = commandsFor(nodes, peers);
  const memory = rows.map(({ command }) => (command.says ? rehearse(command, folder) : undefined));
  const commands = [...new Set(rows.flatMap(({ command, against }) => [command, ...Object.values(against)]))];
  const times = measure(commands, rounds, folder, tellRound);
  const results = rows.map(({ name, command, against }, index) => ({
    name,
    time: medianTime(times.get(command)),
    ratios: Object.fromEntries(
      Object.entries(against).map(([column, other]) => [column, medianRatio(times.get(command), times.get(other))]),
    ),
    memory: memory[index],
  }));
  console.log(`${table(results, options.markdown)}\n\n${circumstances()}`);
} finally {
  fs.rmSync(folder, { recursive: true, force: true });
}

function tellRound(round) {
  if (process.stderr.isTTY) process.stderr.write(`\rround ${round + 1} of ${rounds}${round + 1 === rounds ? '\n' : ''}`);
}

function circumstances() {
  const [processor] = os.cpus();
  const found = peers.filter(({ program }) => program).map(({ name, version }) => `${name} ${version}`);
  const missing = peers.filter(({ program }) => !program).map(({ name }) => name);
  return [
    `Medians of ${rounds} rounds`,
    `Node.js ${nodes[0][0]}`,
    `${os.type()}, ${os.cpus().length} processors (${processor.model.trim()})`,
    ...(found.length > 0 ? [found.join(', ')] : []),
    ...(missing.length > 0 ? [`not installed: ${missing.join(', ')}`] : []),
  ].join('; ');
}

function versionOf(program) {
  return spawnSync(program, ['-p', 'process.versions.node'], { encoding: 'utf8' }).stdout.trim();
}
