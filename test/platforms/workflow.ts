import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

/** A step of a workflow or of a composite action, with what these tests know of it. */
interface Step {
  readonly run?: string;
  readonly uses?: string;
  readonly if?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly with?: Readonly<Record<string, string>>;
}

interface Action {
  readonly inputs: Readonly<Record<string, { readonly default: string }>>;
  readonly runs: { readonly steps: readonly Step[] };
}

/** What a runner does in a folder: the steps of a job, one after the other, until one fails. */
export interface Runner {
  /** Where the job runs: the repository, checked out. */
  readonly workspace: string;
  readonly env: NodeJS.ProcessEnv;
  /** A clone of this project, which stands for `OWNER/runlint@v0.1.0`. */
  readonly action: string;
  /** What stands in for the words of a page: versions that are not published. */
  readonly meant: Readonly<Record<string, string>>;
}

/** How a job has ended. */
export interface JobResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
  /** The reports that were sent to code scanning. */
  readonly sent: readonly string[];
}

/** Actions of others: that they are known, and pinned to a version that is maintained, is all that is tested of them. */
const UPLOAD = 'github/codeql-action/upload-sarif@v4';
const OTHER_ACTIONS = ['actions/checkout@v4', UPLOAD];
const OWN_ACTION = 'OWNER/runlint@v0.1.0';

/** The conditions that stand on pages, of which all hold for a branch of one's own. */
const CONDITIONS = ['${{ !cancelled() && github.event.pull_request.head.repo.fork != true }}'];

/** Runs the only job of a workflow. Throws where a step is one that these tests do not know. */
export function runJob(workflow: string, runner: Runner): JobResult {
  const { jobs } = parse(workflow) as { jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>> };
  const [job, ...others] = Object.values(jobs);
  if (!job || others.length > 0) throw new Error('a workflow of a page has one job');
  let result: JobResult = { exitCode: 0, stdout: '', stderr: '', sent: [] };
  for (const step of job.steps) {
    if (step.if !== undefined && !CONDITIONS.includes(step.if)) throw new Error(`no test knows the condition ${step.if}`);
    if (result.exitCode !== 0 && step.if === undefined) continue;
    const done = runStep(step, runner);
    result = {
      exitCode: result.exitCode || done.exitCode,
      stdout: result.stdout + done.stdout,
      stderr: result.stderr + done.stderr,
      sent: [...result.sent, ...done.sent],
    };
  }
  return result;
}

function runStep(step: Step, runner: Runner): JobResult {
  const { uses, run } = step;
  if (run !== undefined) return runScript(run, ['-e'], runner, step.env ?? {});
  if (uses === OWN_ACTION) return runAction(withContext(step.with ?? {}, runner), runner);
  if (!OTHER_ACTIONS.includes(uses ?? '')) throw new Error(`no test knows the action ${uses}`);
  const sent = uses === UPLOAD ? [fs.readFileSync(join(runner.workspace, step.with?.['sarif_file'] ?? ''), 'utf8')] : [];
  return { exitCode: 0, stdout: '', stderr: '', sent };
}

/** Runs the steps of `action.yml`, as GitHub does those whose shell is bash. */
export function runAction(given: Readonly<Record<string, string>>, runner: Runner): JobResult {
  const { inputs, runs } = parse(fs.readFileSync(join(runner.action, 'action.yml'), 'utf8')) as Action;
  const unknown = Object.keys(given).filter((name) => !(name in inputs));
  if (unknown.length > 0) throw new Error(`the action has no input ${unknown.join(', ')}`);
  const value = (name: string) => given[name] ?? inputs[name]?.default;
  let result: JobResult = { exitCode: 0, stdout: '', stderr: '', sent: [] };
  for (const { run = '', env = {} } of runs.steps) {
    const filled = Object.entries(env).map(([key, text]) => {
      return [key, text.replace(/^\${{ inputs\.([\w-]+) }}$/, (_, name) => value(name) ?? '')];
    });
    const own = { ...Object.fromEntries(filled), GITHUB_ACTION_PATH: runner.action };
    result = runScript(run, ['--noprofile', '--norc', '-e', '-o', 'pipefail'], runner, own);
    if (result.exitCode !== 0) break;
  }
  return result;
}

function withContext(values: Readonly<Record<string, string>>, { env }: Runner): Record<string, string> {
  const filled = Object.entries(values).map(([name, text]) => {
    const value = text.replaceAll('${{ runner.temp }}', env['RUNNER_TEMP'] ?? '');
    if (value.includes('${{')) throw new Error(`no test knows the expression ${value}`);
    return [name, value];
  });
  return Object.fromEntries(filled);
}

function runScript(script: string, options: readonly string[], runner: Runner, own: Readonly<Record<string, string>>): JobResult {
  if (script.includes('${{')) throw new Error(`an expression is part of a script, which it could not be told from: ${script}`);
  const real = Object.entries(runner.meant).reduce((text, [word, meaning]) => text.replaceAll(word, meaning), script);
  const { status, stdout, stderr } = spawnSync('bash', [...options, '-c', real], {
    cwd: runner.workspace,
    env: { ...runner.env, ...own },
    encoding: 'utf8',
  });
  return { exitCode: status ?? -1, stdout, stderr, sent: [] };
}
