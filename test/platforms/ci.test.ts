import { execFileSync, spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';
import { parseAction } from '@actions/workflow-parser/actions/index';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { ROOT } from '../support/paths.ts';
import { folderWith, service } from '../support/run.ts';
import { newcomerEnvironment, recipesIn } from './recipes.ts';
import { type Runner, runAction, runJob } from './workflow.ts';

/**
 * What docs/ci.md says, done: every step of its workflows and jobs, with the package installed from an archive. Not run are
 * the actions of others, Jenkins' own steps, and GitHub and GitLab themselves: their parsers read the files.
 */

const RECIPES = recipesIn('docs/ci.md');
const shared = fs.mkdtempSync(join(os.tmpdir(), 'runlint-ci-'));
const temp = join(shared, 'temp');
const action = join(shared, 'action');
const meant: Record<string, string> = {};
const env = newcomerEnvironment(shared, { npm_config_prefix: join(shared, 'npm'), RUNNER_TEMP: temp, CI: 'true' }, [
  join(shared, 'npm/bin'),
]);

/** A clone of what is committed here, as platforms fetch it; and the package in an archive. */
beforeAll(() => {
  for (const folder of [temp, join(shared, 'npm')]) fs.mkdirSync(folder);
  execFileSync('git', ['config', '--global', 'user.name', 'Test'], { env });
  execFileSync('git', ['config', '--global', 'user.email', 'test@example.com'], { env });
  execFileSync('git', ['clone', '--quiet', `file://${ROOT}`, action], { env });
  const pack = ['pack', '--ignore-scripts', '--silent', '--pack-destination', shared];
  meant['runlint@0.1.0'] = join(shared, execFileSync('npm', pack, { cwd: ROOT, env, encoding: 'utf8' }).trim());
});

afterAll(() => fs.rmSync(shared, { recursive: true, force: true }));

/** The text of a block of the page, and what it is called there. */
function block(title: string, index = 0): string {
  return RECIPES.get(title)?.[index]?.text ?? '';
}

/** A repository with these files, of which all is committed. */
function repositoryWith(files: Readonly<Record<string, string>>): string {
  const root = folderWith(files);
  const git = (...args: string[]) => execFileSync('git', args, { cwd: root, env, stdio: 'pipe' });
  git('init', '--quiet', '--initial-branch=main');
  git('remote', 'add', 'origin', 'https://gitlab.example/acme/shop.git');
  git('add', '--all');
  git('commit', '--quiet', '--message=First');
  return root;
}

const BAD = { 'deploy/grüne wiese/web.yaml': service(null), 'good.yaml': service() };
const runnerIn = (workspace: string): Runner => ({ workspace, env, action, meant });

it('every block of the page is run below', () => {
  expect([...RECIPES].map(([title, blocks]) => [title, blocks.map(({ file }) => file)])).toEqual([
    ['GitHub Actions', ['.github/workflows/runlint.yml']],
    ["GitHub's code scanning", ['.github/workflows/code-scanning.yml']],
    ['GitHub, without the action', ['.github/workflows/runlint.yml', '.github/workflows/runlint.yml']],
    ['Pull requests from strangers', ['.github/workflows/runlint.yml', undefined]],
    ['GitLab', ['.gitlab-ci.yml', '.gitlab-ci.yml']],
    ['Jenkins', ['Jenkinsfile']],
    ['reviewdog', [undefined]],
    ['Docker', [undefined]],
  ]);
  const fences = fs.readFileSync(join(ROOT, 'docs/ci.md'), 'utf8').match(/^```/gm) ?? [];
  expect([...RECIPES.values()].flat()).toHaveLength(fences.length / 2);
});

it.each(['docs/ci.md', 'templates/runlint.yml', 'README.md'])('%s names the version of the package', (page) => {
  const { version } = JSON.parse(fs.readFileSync(join(ROOT, 'package.json'), 'utf8'));
  const named = fs.readFileSync(join(ROOT, page), 'utf8').matchAll(/runlint(?:\.git)?[@#]v?(\d+\.\d+\.\d+)/g);
  expect([...new Set(Array.from(named, ([, found]) => found))]).toEqual([version]);
});

describe("GitHub's own parser", () => {
  const workflows = [...RECIPES].flatMap(([title, blocks]) =>
    blocks.filter(({ file }) => file?.startsWith('.github/')).map(({ text }, index) => [`${title} ${index}`, text] as const),
  );

  it.each(workflows)('has nothing to say of the workflow %s', (_, text) => {
    const { context } = parseWorkflow({ name: 'workflow.yml', content: text }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
  });

  it('nor of action.yml', () => {
    const content = fs.readFileSync(join(ROOT, 'action.yml'), 'utf8');
    const { context } = parseAction({ name: 'action.yml', content }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().map(({ message }) => message)).toEqual([]);
  });

  it('sees what is wrong', () => {
    const [, text = ''] = workflows[0] ?? [];
    const wrong = text.replace('runs-on:', 'run-on:');
    const { context } = parseWorkflow({ name: 'workflow.yml', content: wrong }, new NoOperationTraceWriter());
    expect(context.errors.getErrors().length).toBeGreaterThan(0);
  });
});

describe('the workflows for GitHub', () => {
  it('the action annotates what is wrong, and writes nothing into the workspace', () => {
    const root = repositoryWith(BAD);
    const summary = join(temp, 'summary.md');
    const runner = { ...runnerIn(root), env: { ...env, GITHUB_STEP_SUMMARY: summary } };
    const { stdout, exitCode } = runJob(block('GitHub Actions'), runner);
    expect(stdout).toMatch(/^::error file=deploy\/grüne wiese\/web\.yaml,line=7,/m);
    expect(fs.readFileSync(summary, 'utf8')).toMatch(/^### runlint: 1 error in 1 of 2 files\n/);
    expect(exitCode).toBe(1);
    expect(execFileSync('git', ['status', '--porcelain', '--ignored'], { cwd: root, env, encoding: 'utf8' })).toBe('');
    expect(execFileSync('git', ['status', '--porcelain', '--ignored'], { cwd: action, env, encoding: 'utf8' })).toBe('');
  });

  it('the action passes where nothing is wrong, and says so where its inputs are', () => {
    const runner = runnerIn(repositoryWith({ 'good.yaml': service() }));
    expect(runAction({}, runner)).toMatchObject({ exitCode: 0, stderr: '' });
    expect(runAction({ args: '--no-such-option' }, runner)).toMatchObject({ exitCode: 2 });
  });

  it('what an input holds is never a command', () => {
    const root = repositoryWith({ '-a $(touch ran)`touch ran`; touch ran.yaml': service(null), 'b.yaml': service(null) });
    const hostile = '-a $(touch ran)`touch ran`; touch ran.yaml';
    const report = '"; touch ran; $(touch ran).sarif';
    const { stdout, exitCode } = runAction(
      { paths: `${hostile}\n`, args: '--fail-on=error\n\n--no-inline\n', 'sarif-file': report },
      runnerIn(root),
    );
    expect(stdout.match(/^::error file=([^,]*)/gm)).toEqual([`::error file=${hostile}`]);
    expect(exitCode).toBe(1);
    expect(fs.readdirSync(root).sort()).toEqual([report, hostile, '.git', 'b.yaml'].sort());
  });

  it('code scanning is sent the report of a check that has failed', () => {
    const { sent, exitCode } = runJob(block("GitHub's code scanning"), runnerIn(repositoryWith(BAD)));
    expect(exitCode).toBe(1);
    const [log] = sent.map((text) => JSON.parse(text));
    expect(log.runs[0].results[0].locations[0].physicalLocation.artifactLocation.uri).toBe('deploy/gr%C3%BCne%20wiese/web.yaml');
  });

  it('without the action: annotations and the report', () => {
    const root = repositoryWith(BAD);
    const { stdout, exitCode } = runJob(block('GitHub, without the action'), runnerIn(root));
    expect(stdout).toContain('::error file=deploy/grüne wiese/web.yaml,');
    expect(JSON.parse(fs.readFileSync(join(root, 'runlint.sarif'), 'utf8')).version).toBe('2.1.0');
    expect(exitCode).toBe(1);
  });

  it('without the action: the problem matcher reads the log', () => {
    const { stdout, exitCode } = runJob(block('GitHub, without the action', 1), runnerIn(repositoryWith(BAD)));
    const [, matcher = ''] = /^::add-matcher::(.*)$/m.exec(stdout) ?? [];
    const { problemMatcher } = JSON.parse(fs.readFileSync(matcher, 'utf8'));
    expect(new RegExp(problemMatcher[0].pattern[0].regexp, 'm').exec(stdout)?.slice(1, 3)).toEqual([
      'deploy/grüne wiese/web.yaml',
      '7',
    ]);
    expect(exitCode).toBe(1);
  });
});

describe('pull requests from strangers', () => {
  const silenced = service(null).replace('    spec:', '    spec: # runlint-ignore[service-account-required] trust me');
  const ALL_OFF = 'rules:\n  service-account-required: off\n';

  it('neither the configuration of the change nor its comments nor its .gitignore are believed', () => {
    const root = repositoryWith({ 'runlint.yaml': 'extends: trusted.yaml\n', 'trusted.yaml': 'extends: recommended\n' });
    const git = (...args: string[]) => execFileSync('git', args, { cwd: root, env, stdio: 'pipe' });
    git('switch', '--quiet', '--create', 'change');
    const change = {
      'runlint.yaml': ALL_OFF,
      'trusted.yaml': ALL_OFF,
      '.gitignore': 'b.yaml\n',
      'a.yaml': silenced,
      'b.yaml': silenced,
    };
    for (const [name, text] of Object.entries(change)) fs.writeFileSync(join(root, name), text);
    git('add', '--force', '--all');
    git('commit', '--quiet', '--message=Change');
    git('switch', '--quiet', 'main');
    git('merge', '--quiet', '--no-ff', '--no-edit', 'change');
    const { stdout, stderr, exitCode } = runJob(block('Pull requests from strangers'), runnerIn(root));
    expect({ stderr, errors: stdout.match(/^::error file=[^,]*/gm) }).toMatchObject({
      errors: ['::error file=a.yaml', '::error file=b.yaml'],
    });
    expect(exitCode).toBe(1);
  });

  it('a diff is printed between two lines that turn commands off and on', () => {
    const lines = '        env:\n        - name: A\n          value: on # ##[set-output name=a]b\n';
    const root = repositoryWith({ 'deploy/web.yaml': service() + lines });
    const script = block('Pull requests from strangers', 1);
    const stdout = execFileSync('bash', ['-e', '-c', script], { cwd: root, env: withRunlint(), encoding: 'utf8' });
    const [, token] = /^::stop-commands::([\w-]{36})\n/.exec(stdout) ?? [];
    expect(stdout).toContain('##[set-output');
    expect(stdout.endsWith(`\n::${token}::\n`)).toBe(true);
  });
});

describe('GitLab', () => {
  /** What GitLab makes of a file: with what it includes, and valid by GitLab's own schema. */
  const expanded = (root: string) => {
    const program = join(import.meta.dirname, 'node_modules/.bin/gitlab-ci-local');
    const { stdout, stderr, status } = spawnSync(program, ['--preview'], { cwd: root, env, encoding: 'utf8' });
    expect({ status, stderr }).toMatchObject({ status: 0, stderr: expect.stringContaining('json schema validated') });
    return parse(stdout).runlint;
  };
  const runIn = (root: string, { script, variables = {} }: { script: string[]; variables?: Record<string, string> }) => {
    const real = script.join('\n').replaceAll('runlint@0.1.0', meant['runlint@0.1.0'] ?? '');
    const own = Object.fromEntries(
      Object.entries(variables).map(([name, value]) => [name, value.replace('runlint@0.1.0', meant['runlint@0.1.0'] ?? '')]),
    );
    return spawnSync('bash', ['-e', '-o', 'pipefail', '-c', real], { cwd: root, env: { ...env, ...own }, encoding: 'utf8' });
  };
  /** A setting that would have npm install from elsewhere, brought by the change. */
  const ELSEWHERE = { '.npmrc': 'registry=http://127.0.0.1:9/\n' };

  it('the component, with its inputs', () => {
    const include = block('GitLab').replace(/component: .*/, 'local: templates/runlint.yml');
    expect(include).not.toBe(block('GitLab'));
    const template = fs.readFileSync(join(ROOT, 'templates/runlint.yml'), 'utf8');
    const root = repositoryWith({ ...BAD, ...ELSEWHERE, '.gitlab-ci.yml': include, 'templates/runlint.yml': template });
    const job = expanded(root);
    expect(job).toMatchObject({ stage: 'test', image: { name: 'node:22-slim' } });
    const { stdout, status } = runIn(root, job);
    expect(stdout).toContain('1 error in 1 of 1 file');
    expect(status).toBe(1);
    const report = JSON.parse(fs.readFileSync(join(root, job.artifacts.reports.codequality), 'utf8'));
    expect(report[0].location.path).toBe('deploy/grüne wiese/web.yaml');
  });

  it('the job by itself', () => {
    const root = repositoryWith({ 'good.yaml': service(), ...ELSEWHERE, '.gitlab-ci.yml': block('GitLab', 1) });
    const job = expanded(root);
    const { stdout, status } = runIn(root, job);
    expect(stdout).toContain('No problems found in 1 file');
    expect(status).toBe(0);
    expect(JSON.parse(fs.readFileSync(join(root, job.artifacts.reports.codequality), 'utf8'))).toEqual([]);
  });
});

it('Jenkins finds the reports where its steps look for them', () => {
  const root = repositoryWith(BAD);
  const page = block('Jenkins');
  const [, command = ''] = /^ *sh '(.*)'$/m.exec(page) ?? [];
  const { status } = spawnSync('sh', ['-c', command], { cwd: root, env: withRunlint() });
  expect(status).toBe(1);
  const [, junit = ''] = /testResults: '(.*)'/.exec(page) ?? [];
  const [, checkstyle = ''] = /pattern: '(.*)'/.exec(page) ?? [];
  expect(fs.readFileSync(join(root, junit), 'utf8')).toContain('<testsuites');
  expect(fs.readFileSync(join(root, checkstyle), 'utf8')).toContain('<checkstyle');
});

it('reviewdog is given what it reads, and its exit code counts', () => {
  const standIn = '#!/bin/sh\n[ "$*" = "-f=rdjson -reporter=github-pr-review" ] && cat\n';
  const { stdout, status } = spawnSync('sh', ['-c', block('reviewdog')], {
    cwd: repositoryWith(BAD),
    env: withRunlint({ reviewdog: standIn }),
    encoding: 'utf8',
  });
  expect(JSON.parse(stdout).diagnostics).toHaveLength(1);
  expect(status).toBe(0);
});

it('Docker is given the folder, and the options of runlint', () => {
  const root = repositoryWith(BAD);
  const standIn = `#!/bin/sh
case "$*" in
  'build --tag runlint https://github.com/OWNER/runlint.git#v0.1.0') ;;
  "run --rm --volume ${root}:/src:ro runlint check deploy/") shift 4; exec "$@" ;;
  *) exit 9 ;;
esac
`;
  const { stdout, status } = spawnSync('sh', ['-e', '-c', block('Docker')], {
    cwd: root,
    env: withRunlint({ docker: standIn }),
    encoding: 'utf8',
  });
  expect(stdout).toContain('1 error in 1 of 1 file');
  expect(status).toBe(1);
});

/** The environment with runlint installed, where no step of a page has done it, and with stand-ins for programs. */
function withRunlint(programs: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  if (!fs.existsSync(join(shared, 'npm/bin/runlint'))) {
    execFileSync('npm', ['install', '--global', meant['runlint@0.1.0'] ?? ''], { env, stdio: 'pipe' });
  }
  const folder = folderWith(programs);
  for (const name of Object.keys(programs)) fs.chmodSync(join(folder, name), 0o755);
  return { ...env, PATH: `${folder}:${env['PATH']}` };
}
