import { spawnSync } from 'node:child_process';

/**
 * @typedef {object} Command
 * @property {string[]} argv
 * @property {number[]} exitCodes those that it may end with
 * @property {RegExp} [says] what a command of runlint's prints
 * @property {number} [every] it runs in one of so many rounds, and in all where nothing is said
 * @property {boolean} [tellsTime] what counts is the number that it prints, in ms, and not how long it runs
 */

// Node 20 reads the file that this variable names at every start, which would be part of both sides of a ratio.
const { NODE_EXTRA_CA_CERTS: _, ...env } = process.env;

/** Runs all commands in turns, so that what is compared was run in the same minutes. @returns ms by round, for each command */
export function measure(commands, rounds, cwd, tellRound) {
  const times = new Map(commands.map((command) => [command, new Map()]));
  for (let round = 0; round < rounds; round++) {
    tellRound(round);
    for (const command of commands) if (round % (command.every ?? 1) === 0) times.get(command).set(round, time(command, cwd));
  }
  return times;
}

function time(command, cwd) {
  const [program, ...args] = command.argv;
  const start = process.hrtime.bigint();
  const { status, stdout } = spawnSync(program, args, {
    cwd,
    env,
    stdio: ['ignore', command.tellsTime ? 'pipe' : 'ignore', 'ignore'],
  });
  const elapsed = Number(process.hrtime.bigint() - start) / 1e6;
  if (!command.exitCodes.includes(status)) fail(command, `ended with ${status}, not ${command.exitCodes.join(' or ')}`);
  return command.tellsTime ? Number(stdout) : elapsed;
}

const TELL_PEAK = 'process.on("exit", () => console.error("peak", process.resourceUsage().maxRSS)); require(process.argv[1])';

/** Runs a command of runlint's once, untimed, and sees that it does what it should. @returns the most memory that it had, in MB */
export function rehearse(command, cwd) {
  const [node, ...args] = command.argv;
  const { status, stdout, stderr } = spawnSync(node, ['-e', TELL_PEAK, ...args], { cwd, env, encoding: 'utf8', maxBuffer: 1e9 });
  if (!command.exitCodes.includes(status) || !command.says.test(stdout))
    fail(command, `ended with ${status} and said:\n${(stdout + stderr).slice(-2000)}`);
  return Math.round(Number(/^peak (\d+)$/m.exec(stderr)[1]) / 1024);
}

function fail({ argv }, defect) {
  throw new Error(`${argv.join(' ')}\n${defect}`);
}

/** The median of the times that a command took. */
export function medianTime(times) {
  return median([...times.values()]);
}

/** The median of the ratios of two commands, of the rounds that both ran in. */
export function medianRatio(times, others) {
  return median([...times].filter(([round]) => others.has(round)).map(([round, time]) => time / others.get(round)));
}

function median(values) {
  const sorted = values.toSorted((a, b) => a - b);
  return (sorted[Math.floor((sorted.length - 1) / 2)] + sorted[Math.ceil((sorted.length - 1) / 2)]) / 2;
}
