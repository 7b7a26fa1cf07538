import { fileURLToPath } from 'node:url';
import { FEW, LIBRARY_ROWS, PROGRAM_ROWS } from './rows.mjs';

const BIN = fileURLToPath(new URL('../../dist/bin/bin.cjs', import.meta.url));
const LIBRARY = fileURLToPath(new URL('library.mjs', import.meta.url));

/**
 * The rows with their commands: the one that is measured, and by the names of the columns those that it is divided by.
 *
 * @param nodes programs of Node.js by their version: all rows run on the first, those of one file on the others, too
 * @param peers other tools
 */
export function commandsFor(nodes, peers) {
  const [[, node]] = nodes;
  const rows = nodes.flatMap(([version, program], index) => {
    const empty = { argv: [program, '-e', '0'], exitCodes: [0] };
    const suffix = index === 0 ? '' : `, Node.js ${version}`;
    return PROGRAM_ROWS.filter(({ every }) => index === 0 || every === undefined).map((row) => ({
      name: row.name + suffix,
      command: { argv: [program, BIN, ...row.args], exitCodes: [row.exitCode], says: row.says, every: row.every },
      against: { 'node -e 0': empty, ...(index === 0 && othersReading(row, peers)) },
    }));
  });
  return [...rows, ...LIBRARY_ROWS.map((row) => libraryRow(row, node))];
}

function othersReading({ reads, every }, peers) {
  const reading = peers.filter((peer) => peer.program && peer.every[reads]);
  const entries = reading.map((peer) => [
    peer.name,
    { argv: [peer.program, ...peer.argumentsFor(reads)], exitCodes: peer.exitCodes, every: peer.every[reads] },
  ]);
  return { ...(reads && every && { cat: catAll(reads, every) }), ...Object.fromEntries(entries) };
}

function catAll(folder, every) {
  return { argv: ['sh', '-c', `find ${folder} -type f -print0 | xargs -0 cat > /dev/null`], exitCodes: [0], every };
}

function libraryRow({ name, path }, node) {
  const call = (what) => ({ argv: [node, LIBRARY, what, path], exitCodes: [0], every: FEW, tellsTime: true });
  return { name, command: call('check'), against: { parseDocument: call('parse') } };
}
