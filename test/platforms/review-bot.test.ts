import { execFile } from 'node:child_process';
import fs from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parse } from 'yaml';
import type { SentReview } from '../support/github-review.ts';
import { ROOT } from '../support/paths.ts';
import { pullRequest } from '../support/pull-request.ts';
import { cloneOf } from '../support/repository.ts';
import { folderWith, run, service } from '../support/run.ts';
import { promptEnvironment, recipesIn } from './recipes.ts';

/** What docs/review-bot.md says, done: with stand-ins for the platforms, and for npm where it installs runlint. */

const RECIPES = recipesIn('docs/review-bot.md');
const FOR_RUN = ['A bot that reviews', 'GitHub', 'Pull requests from forks', 'GitLab', 'A program'];

it('every block of the page is run below', () => {
  expect([...RECIPES.keys()].map((title) => title.replace(/^# /, ''))).toEqual(FOR_RUN);
  for (const [title, blocks] of RECIPES) expect(blocks, title).toHaveLength(1);
});

function recipe(title: string): string {
  return RECIPES.get(title)?.[0]?.text ?? RECIPES.get(`# ${title}`)?.[0]?.text ?? '';
}

/** A folder of programs: `runlint`, an `npm` that installs nothing, and those that a test makes up. */
function programs(own: Readonly<Record<string, string>> = {}): string {
  const runlint = `#!/bin/sh\nexec '${process.execPath}' '${ROOT}dist/bin/bin.cjs' "$@"\n`;
  const folder = folderWith({ runlint, npm: '#!/bin/sh\n[ "$*" = "install --global runlint@0.1.0" ]\n', ...own });
  for (const name of fs.readdirSync(folder)) fs.chmodSync(join(folder, name), 0o755);
  return folder;
}

/** Runs a script as a runner does: what fails ends it. While it runs, servers of this process can answer. */
async function runScript(
  script: string,
  cwd: string,
  env: Readonly<Record<string, string>>,
  folder = programs(),
): Promise<string> {
  const environment = promptEnvironment(env, [folder]);
  const { stdout } = await promisify(execFile)('bash', ['-e', '-o', 'pipefail', '-c', script], { cwd, env: environment });
  return stdout;
}

interface Request {
  readonly method: string;
  readonly url: URL;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: string;
}

/** A server on this machine that answers as a platform would; its address. */
async function serve(answer: (request: Request) => string | undefined): Promise<string> {
  const server = http.createServer((incoming, response) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk) => chunks.push(chunk));
    incoming.on('end', () => {
      const url = new URL(incoming.url ?? '', 'http://localhost');
      const text = answer({
        method: incoming.method ?? '',
        url,
        headers: incoming.headers,
        body: Buffer.concat(chunks).toString(),
      });
      response.writeHead(text === undefined ? 404 : 200).end(text);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function expectedReview(root: string, base: string, ...args: string[]): Promise<SentReview> {
  return JSON.parse((await run(['review', '--base', base, ...args], { cwd: root })).stdout);
}

it('the commands', async () => {
  const { root, git } = pullRequest();
  const [piped, asked, forGitlab, forReviewdog, all] = recipe('A bot that reviews').trim().split('\n');
  const expected = await expectedReview(root, 'main');
  expect(JSON.parse(await runScript(piped ?? '', root, {}))).toEqual(expected);
  expect(JSON.parse(await runScript(asked ?? '', root, {}))).toEqual(expected);
  expect((await runScript(forGitlab ?? '', root, {})).trimEnd().split('\n')).toHaveLength(expected.comments.length);
  expect(JSON.parse(await runScript(forReviewdog ?? '', root, {})).diagnostics).toHaveLength(5);
  expect(JSON.parse(await runScript(all ?? '', root, {})).comments.length).toBeGreaterThan(0);
  expect(git('status', '--porcelain')).toBe('');
});

describe('the workflow for GitHub', () => {
  const { jobs, on, permissions } = parse(recipe('GitHub'));
  const steps: { run?: string; uses?: string; env?: Record<string, string> }[] = jobs.runlint.steps;

  it('installs before anything of the change is there, and asks for no more than it needs', () => {
    expect(on).toBe('pull_request');
    expect(permissions).toEqual({ contents: 'read', 'pull-requests': 'write' });
    expect(steps.map((step) => step.uses ?? step.run?.split(' ')[0])).toEqual(['npm', 'actions/checkout@v4', 'gh']);
  });

  it('posts the review, and the second time nothing', async () => {
    const { root, git } = cloneOf(pullRequest());
    const temp = folderWith({ posted: '' });
    const gh = `#!/bin/sh
case "$*" in
  'api --paginate repos/a/b/pulls/7/comments') cat '${temp}/posted' ;;
  'api --paginate repos/a/b/pulls/7/reviews') echo '[]' ;;
  "api --method POST repos/a/b/pulls/7/reviews --input $RUNNER_TEMP/review.json --silent") cat "$RUNNER_TEMP/review.json" >> '${temp}/posted' ;;
  *) exit 9 ;;
esac
`;
    const env = { RUNNER_TEMP: temp, GITHUB_BASE_REF: 'main', PULL: 'repos/a/b/pulls/7' };
    await runScript(steps[0]?.run ?? '', root, env);
    for (let times = 0; times < 2; times++) await runScript(steps[2]?.run ?? '', root, env, programs({ gh }));
    const expected = await expectedReview(root, 'origin/main', '--commit', git('rev-parse', 'HEAD').trim());
    expect(JSON.parse(fs.readFileSync(join(temp, 'posted'), 'utf8'))).toEqual(expected);
  });
});

it('of a pull request from a fork, neither its configuration nor its comments nor its .gitignore are believed', async () => {
  const repository = pullRequest();
  repository.git('switch', '--quiet', 'main');
  repository.write({ 'runlint.yaml': 'extends: ./shared.yaml\n', 'shared.yaml': 'extends: recommended\n' });
  repository.commit();
  repository.git('switch', '--quiet', '--create', 'fork');
  const silenced = service(null).replace('    spec:', '    spec: # runlint-ignore[service-account-required] trust me');
  repository.write({
    'runlint.yaml': 'rules:\n  service-account-required: off\n',
    'shared.yaml': 'rules:\n  service-account-required: off\n',
    'deploy/mine.yaml': silenced,
  });
  repository.commit();
  repository.write({ '.gitignore': 'deploy/\n' });
  repository.commit();
  const { root } = cloneOf(repository);
  const env = { RUNNER_TEMP: folderWith({}), GITHUB_BASE_REF: 'main' };
  const { comments }: SentReview = JSON.parse(await runScript(recipe('Pull requests from forks'), root, env));
  expect(comments.map(({ path, body }) => [path, body.includes('service-account-required')])).toEqual([
    ['deploy/mine.yaml', true],
  ]);
});

it('the job for GitLab posts each thread, and the second time none', async () => {
  const { root, git } = cloneOf(pullRequest());
  const [base_sha, head_sha] = git('rev-parse', 'origin/main', 'HEAD').trim().split('\n') as [string, string];
  const threads: string[] = [];
  const address = await serve(({ method, url, headers, body }) => {
    if (headers['private-token'] !== 'secret') return undefined;
    const { pathname, searchParams } = url;
    if (pathname === '/projects/5/merge_requests/7')
      return JSON.stringify({ diff_refs: { base_sha, start_sha: base_sha, head_sha } });
    if (pathname !== '/projects/5/merge_requests/7/discussions') return undefined;
    if (method === 'GET')
      return searchParams.get('page') === '1' ? `[${threads.map((thread) => `{"notes":[${thread}]}`)}]` : '[]';
    threads.push(body);
    return body;
  });
  const { review } = parse(recipe('GitLab'));
  const env = {
    CI_API_V4_URL: address,
    CI_MERGE_REQUEST_PROJECT_ID: '5',
    CI_MERGE_REQUEST_IID: '7',
    CI_MERGE_REQUEST_DIFF_BASE_SHA: base_sha,
    CI_COMMIT_SHA: head_sha,
    REVIEW_TOKEN: 'secret',
  };
  for (let times = 0; times < 2; times++) await runScript(review.script.join('\n'), root, env);
  const { comments } = await expectedReview(root, 'origin/main');
  expect(threads.map((thread) => JSON.parse(thread).position)).toEqual(
    comments.map(({ path, line }) => expect.objectContaining({ base_sha, head_sha, new_path: path, new_line: line })),
  );
});

it('the program posts the review, and the second time nothing', async () => {
  const { root, git } = cloneOf(pullRequest());
  fs.mkdirSync(join(root, 'node_modules'));
  fs.symlinkSync(ROOT, join(root, 'node_modules/runlint'), 'dir');
  fs.writeFileSync(join(root, 'review.mjs'), recipe('A program'));
  const posted: string[] = [];
  const address = await serve(({ method, url, headers, body }) => {
    const { pathname, searchParams } = url;
    if (headers.authorization !== 'Bearer secret') return undefined;
    if (pathname === '/repos/a/b/pulls/7')
      return headers.accept === 'application/vnd.github.diff' ? git('diff', 'origin/main...') : '{}';
    if (method === 'POST') posted.push(body);
    return pathname.endsWith('/reviews') && searchParams.get('page') === '1' ? `[${posted}]` : '[]';
  });
  const env = { GITHUB_API_URL: address, GITHUB_TOKEN: 'secret', PULL: 'repos/a/b/pulls/7' };
  expect(await runScript('node review.mjs', root, env)).toBe('5 comments\n');
  expect(await runScript('node review.mjs', root, env)).toBe('nothing to say\n');
  expect(JSON.parse(posted.join())).toEqual(await expectedReview(root, 'origin/main', '--no-inline'));
});
