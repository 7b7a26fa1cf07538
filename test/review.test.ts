import fs from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyTextEdits, checkText } from '../src/index.ts';
import { readFileChange } from '../src/review/file-change.ts';
import { parseUnifiedDiff } from '../src/text/diff-package.ts';
import { unifiedDiff } from '../src/text/unified-diff.ts';
import { casesIn } from './support/cases.ts';
import { type SentReview, standsOnDiff, takeSuggestions } from './support/github-review.ts';
import { TESTDATA } from './support/paths.ts';
import { pullRequest } from './support/pull-request.ts';
import { repositoryWith } from './support/repository.ts';
import { RULE_FILES } from './support/rule-files.ts';
import { folderWith, run, service } from './support/run.ts';

async function review(cwd: string, diff: string, ...args: string[]): Promise<SentReview> {
  const { stdout, exitCode } = await run(['review', ...args], { cwd, stdin: diff });
  expect(exitCode).toBe(0);
  return stdout === '' ? { body: '', event: '', comments: [] } : JSON.parse(stdout);
}

function placeOf({ path, line, start_line }: SentReview['comments'][number]): unknown[] {
  return [path, start_line ?? line, line];
}

/** The diff of files that are all new. */
function diffOfNew(files: Readonly<Record<string, string>>): string {
  return Object.entries(files)
    .map(([path, text]) => unifiedDiff(path, '', text).replace(`--- a/${path}`, '--- /dev/null'))
    .join('');
}

/** The diff of one file that was another before. */
function diffOf(path: string, before: string, after: string): { cwd: string; diff: string } {
  return { cwd: folderWith({ [path]: after }), diff: unifiedDiff(path, before, after) };
}

describe('a pull request', () => {
  it('every comment stands on a line of the diff, and its suggestions are what fix writes', async () => {
    const { root, git } = pullRequest();
    const diff = git('diff', 'main...');
    const { event, body, comments } = await review(root, diff);
    expect(event).toBe('COMMENT');
    expect(body).toBe('runlint found 4 errors and 1 warning to be looked at in this change.');
    expect(comments.map(placeOf)).toEqual([
      ['deploy/crlf.yaml', 9, 9],
      ['deploy/neuer Näme.yaml', 8, 8],
      ['deploy/new.yaml', 7, 9],
      ['deploy/new.yaml', 10, 10],
      ['deploy/web.yaml', 5, 5],
    ]);
    expect(comments.filter((comment) => !standsOnDiff(comment, diff))).toEqual([]);
    const texts = new Map(
      comments.map(({ path }) => {
        const text = fs.readFileSync(join(root, path), 'utf8');
        return [
          path,
          takeSuggestions(
            text,
            comments.filter((comment) => comment.path === path),
          ),
        ] as const;
      }),
    );
    await run(['fix', '--unsafe', '--write', ...texts.keys()], { cwd: root });
    for (const [path, text] of texts) expect(fs.readFileSync(join(root, path), 'utf8')).toBe(text);
    expect(git('diff', '--stat')).toContain('3 files changed');
  });
});

describe('for every case of every rule, as a file that is new', () => {
  const folders = RULE_FILES.filter(({ fix }) => fix !== 'none').map(({ id }) => `${TESTDATA}rules/${id}/invalid`);
  const texts = folders.flatMap((folder) => casesIn(folder, { rules: RULE_FILES, call: {} }).map(({ text }) => text));
  const files = Object.fromEntries(texts.map((text, index) => [`${index}.yaml`, text]));
  const variants = Object.fromEntries(texts.map((text, index) => [`crlf-${index}.yaml`, text.replaceAll('\n', '\r\n')]));

  it('what is suggested is what the fixes are, unless the value of a variable stands there', async () => {
    const cwd = folderWith({ ...files, ...variants });
    let count = 0;
    for (const [path, text] of Object.entries({ ...files, ...variants })) {
      const diff = diffOfNew({ [path]: text });
      const { comments } = await review(cwd, diff, path);
      expect(comments.filter((comment) => !standsOnDiff(comment, diff))).toEqual([]);
      const fixes = checkText(text, { path }).diagnostics.flatMap(({ fix, suppression }) => (fix && !suppression ? fix : []));
      if (fixes.length === 0 || comments.some(({ body }) => body.includes(' mends it.'))) continue;
      count++;
      expect(takeSuggestions(text, comments), path).toBe(
        applyTextEdits(
          text,
          fixes.flatMap(({ edits }) => edits),
        ),
      );
    }
    expect(count).toBeGreaterThan(60);
  });
});

describe('what a review tells', () => {
  const good = service();
  const pinned = good.replace('    spec:', '    metadata:\n      name: hello-00001-abc\n    spec:');

  it('not what was there before, on lines that did not change', async () => {
    const { cwd, diff } = diffOf('a.yaml', pinned, pinned.replace(':1.0.0', ':1.0.1'));
    expect((await review(cwd, diff)).comments).toEqual([]);
    const { body } = await review(cwd, diff, '--all');
    expect(body).toContain('**In** `a.yaml:8`:\n\n**warning** `revision-name-unpinned`');
  });

  it.each([
    ['in a resource that gets another name', good.replace(':1.0.0', ':latest'), ['name: hello\n', 'name: bye\n']],
    ['in a file that cannot be read', `${good}${'# more\n'.repeat(9)}a: b: c\n`, ['name: hello', 'name: bye']],
    ['in a comment', `# runlint-ignore[image-tag-fixed] no\n${'# more\n'.repeat(9)}${good}`, ['hello:1.0.0', 'hello:1.0.1']],
  ])('not what was there before %s', async (_, before, [from = '', to = '']) => {
    expect(checkText(before).diagnostics).toHaveLength(1);
    const { cwd, diff } = diffOf('a.yaml', before, before.replace(from, to));
    expect((await run(['review'], { cwd, stdin: diff })).stdout).toBe('');
  });

  it('the next mistake in a file that cannot be read, once the first is mended', async () => {
    const [first, second] = ['a: b: c\n', 'd: e: f\n'];
    const before = `${first}${'# more\n'.repeat(9)}${good}${second}`;
    const { cwd, diff } = diffOf('a.yaml', before, before.replace(first, 'a: b\n'));
    expect((await review(cwd, diff)).body).toContain('**In** `a.yaml:21`:\n\n**error** `yaml/syntax`');
  });

  it('what a change causes on lines that it leaves alone', async () => {
    const { cwd, diff } = diffOf('a.yaml', good, service(null));
    const { comments } = await review(cwd, diff);
    expect(comments.map(({ line, body }) => [line, body.includes('service-account-required')])).toEqual([[7, true]]);
  });

  it('in the text of the review, what stands on no line of the diff', async () => {
    const far = `${'# a comment\n'.repeat(20)}${good}`.replace(
      '      containers:',
      `${'      # more\n'.repeat(20)}      containers:`,
    );
    const { cwd, diff } = diffOf('a.yaml', `kind: Service\n${far}`, far.replace('name: hello', 'name: hello\nkind: Service'));
    const { comments, body } = await review(cwd, diff);
    expect([...comments.map((comment) => comment.body), body].join()).toContain('yaml/duplicate-key');
  });

  it('nothing of what a comment in the file, or the baseline, has accepted', async () => {
    const ignored = service(null).replace('    spec:', '    spec: # runlint-ignore[service-account-required] it is a demo');
    const { cwd, diff } = diffOf('a.yaml', '', ignored);
    expect((await run(['review'], { cwd, stdin: diff })).stdout).toBe('');
    const accepted = diffOf('a.yaml', '', service(null));
    await run(['baseline', 'a.yaml'], { cwd: accepted.cwd });
    const args = ['review', '--baseline', 'runlint-baseline.json'];
    expect((await run(args, { cwd: accepted.cwd, stdin: accepted.diff })).stdout).toBe('');
  });

  it('nothing twice: what has been said is left out, and nothing at all is printed where all has been', async () => {
    const { cwd, diff } = diffOf('a.yaml', '', `${pinned}---\n${service(null, 'other')}`);
    const first = await review(cwd, diff, '--several-documents', 'off');
    expect(first.comments).toHaveLength(2);
    const [said] = first.comments;
    fs.writeFileSync(join(cwd, 'comments.json'), JSON.stringify([{ id: 1, body: said?.body }]).replaceAll('<', '\\u003c'));
    const args = ['--several-documents', 'off', '--existing', 'comments.json'];
    expect((await review(cwd, diff, ...args)).comments).toEqual(first.comments.slice(1));
    fs.writeFileSync(join(cwd, 'comments.json'), JSON.stringify(first));
    const { stdout, stderr } = await run(['review', ...args], { cwd, stdin: diff });
    expect([stdout, stderr]).toEqual(['', 'Nothing to say of this change.\n']);
  });

  it.each([
    ['in the syntax of a file', `${good}a: b: c\n`, `${good}a: b\nd: e: f\n`, 'yaml/syntax'],
    ['in the same value', service('x@acme.iam.gserviceaccount.com'), service('y@acme.iam.gserviceaccount.com'), 'email-valid'],
  ])('the next mistake %s, although one has been said', async (_, before, after, rule) => {
    const first = diffOf('a.yaml', '', before);
    const said = JSON.stringify(await review(first.cwd, first.diff));
    const { cwd, diff } = diffOf('a.yaml', '', after);
    fs.writeFileSync(join(cwd, 'said.json'), said);
    const { comments } = await review(cwd, diff, '--existing', 'said.json');
    expect([said, ...comments.map(({ body }) => body)]).toEqual(Array(2).fill(expect.stringContaining(rule)));
  });

  it('no fingerprint is made of the value of a variable, which could be guessed from it', async () => {
    const [first, second] = ['hunter2', 'hunter3'].map((value) => diffOf('a.yaml', '', `${good}a: b: ${value}\n`));
    const { comments } = await review(first?.cwd ?? '', first?.diff ?? '');
    expect((await review(second?.cwd ?? '', second?.diff ?? '')).comments).toEqual(comments);
  });

  it('what a line of the change says was said, and was not', async () => {
    const { cwd, diff } = diffOf('a.yaml', '', service(null));
    const { comments } = await review(cwd, diff);
    const marker = /<!-- .* -->/.exec(comments[0]?.body ?? '')?.[0];
    const [body, shown] = [`\`\`\`suggestion\n# \\n${marker}\n  ${marker}`, `@@ -0,0 +1 @@\n+${marker}\n+# \\n${marker}`];
    fs.writeFileSync(join(cwd, 'said.json'), JSON.stringify([{ body, diff_hunk: shown }]));
    expect((await review(cwd, diff, '--existing', 'said.json')).comments).toEqual(comments);
    fs.writeFileSync(join(cwd, 'said.txt'), `${body}\n${shown}\n`);
    expect((await review(cwd, diff, '--existing', 'said.txt')).comments).toEqual(comments);
    fs.writeFileSync(join(cwd, 'said.txt'), `${comments[0]?.body}\n`);
    expect((await run(['review', '--existing', 'said.txt'], { cwd, stdin: diff })).stdout).toBe('');
  });

  it('no value of a variable: where a suggestion would repeat one, the command that mends it stands instead', async () => {
    const secret = good.concat('        env:\n        - name: PIN\n          value: 314159265\n');
    const { cwd, diff } = diffOf('a.yaml', '', secret);
    for (const platform of ['github', 'gitlab', 'rdjson']) {
      const { stdout, stderr } = await run(['review', '--for', platform], { cwd, stdin: diff });
      expect(stdout + stderr).not.toContain('314159265');
    }
    const { comments } = await review(cwd, diff);
    expect(comments[0]?.body).toContain('`runlint fix --write a.yaml` mends it.');
  });

  it('back-ticks of a manifest close no fence', async () => {
    const text = good.replace('serviceAccountName', 'serviceAcountName').replace('.com\n', '.com # see ```` here\n');
    const { cwd, diff } = diffOf('a.yaml', '', text);
    const { comments } = await review(cwd, diff);
    expect(comments[0]?.body).toContain('\n`````suggestion\n      serviceAccountName: ');
    expect(takeSuggestions(text, comments)).toBe(text.replace('serviceAcountName', 'serviceAccountName'));
  });

  it('and nothing that a terminal or a log takes for a command, also where a line of the file holds one', async () => {
    const text = good.replace('serviceAccountName', 'serviceAcountName').replace('.com\n', '.com # \u202e##[error]x\n');
    const { cwd, diff } = diffOf('a.yaml', '', text);
    for (const platform of ['github', 'gitlab', 'rdjson']) {
      const { stdout } = await run(['review', '--for', platform], { cwd, stdin: diff });
      expect(stdout).toContain('serviceAccountName: ');
      expect(stdout).not.toMatch(/\u202e|##\[/);
    }
    const { comments } = await review(cwd, diff);
    expect(takeSuggestions(text, comments)).toBe(text.replace('serviceAcountName', 'serviceAccountName'));
  });

  it.each([
    ['UTF-16', (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le'), 'Binary files a/a.yaml and b/a.yaml differ\n'],
    ['lone carriage returns', (text: string) => text.replace('\n', '\r'), undefined],
  ])('in %s, all of it in the text of the review', async (_, encode, shown) => {
    const content = encode(service(null));
    const cwd = folderWith({ 'a.yaml': content });
    const diff = shown ? `diff --git a/a.yaml b/a.yaml\n${shown}` : diffOfNew({ 'a.yaml': String(content) });
    const { comments, body } = await review(cwd, diff);
    expect(comments).toEqual([]);
    expect(body).toMatch(/^\*\*In\*\* `a\.yaml:\d+`:$/m);
  });

  it('with a byte-order mark, as without', async () => {
    const { cwd, diff } = diffOf('a.yaml', `\uFEFF${good}`, `\uFEFF${service(null)}`);
    expect((await review(cwd, diff)).comments.map(({ line }) => line)).toEqual([7]);
  });
});

describe('no suggestion stands where platforms would make something else of it than the fix', () => {
  const misspelt = service().replace('serviceAccountName', 'serviceAcountName');
  const inOneLine = (containers: readonly object[]) => {
    const spec = { serviceAccountName: 'web-app@acme-prod.iam.gserviceaccount.com', containers };
    const manifest = { apiVersion: 'serving.knative.dev/v1', kind: 'Service', metadata: { name: 'hello' } };
    return JSON.stringify({ ...manifest, spec: { template: { spec } } });
  };
  const comments = (count: number) => `    metadata:\n${'      # x\n'.repeat(count)}      name: hello-00001-abc\n`;

  it.each([
    ['the first line behind a byte-order mark', `\uFEFF${inOneLine([{ imgae: 'a/b:1.0.0' }])}`, 1],
    ['several kinds of line ends', misspelt.replace('\n', '\r\n'), 8],
    ['more lines than GitLab replaces', service().replace('    spec:', `${comments(100)}    spec:`), 108],
    ['more characters than GitHub takes', inOneLine([{ imgae: 'a/b:1.0.0', args: ['x'.repeat(70_000)] }]), 1],
    [
      'a line that is a command to GitLab',
      inOneLine([{ imgae: 'a/b:1.0.0' }]).replace('"imgae"', '"args": ["x\n/approve"], $&'),
      2,
    ],
  ])('%s', async (_, text, line) => {
    const { cwd, diff } = diffOf('a.yaml', '', text);
    for (const platform of ['github', 'gitlab']) {
      const { stdout } = await run(['review', '--for', platform], { cwd, stdin: diff });
      expect(stdout).toContain('`runlint fix --unsafe --write a.yaml` mends it.');
      expect(stdout).not.toContain('/approve');
    }
    const { comments } = await review(cwd, diff);
    expect(comments.filter(({ body }) => body.includes(' mends it.')).map(({ line }) => line)).toEqual([line]);
  });

  it('and no comment is longer than GitHub takes, whatever the names are and however many findings one line has', async () => {
    const name = 'x'.repeat(70_000);
    const containers = Array.from({ length: 190 }, (_, index) => ({ name: `c${index}${'y'.repeat(50)}`, imgae: 'a/b:1.0.0' }));
    for (const text of [`${service(null, name)}---\n${service()}`, inOneLine(containers)]) {
      const { cwd, diff } = diffOf('a.yaml', '', text);
      const { comments } = await review(cwd, diff, '--several-documents', 'off');
      expect(comments).not.toEqual([]);
      for (const { body } of comments) expect(body.length).toBeLessThanOrEqual(65_536);
    }
  });
});

describe('where the diff comes from', () => {
  it('--base asks git for what standard input would have', async () => {
    const { root, git } = pullRequest();
    expect(await review(root, '', '--base', 'main')).toEqual(await review(root, git('diff', 'main...')));
  });

  it('a folder below the root of the repository: the paths are those of the repository', async () => {
    const { root, git } = pullRequest();
    const whole = await review(root, git('diff', 'main...'));
    const below = await review(join(root, 'deploy'), git('diff', 'main...'));
    expect(below.comments.map(placeOf)).toEqual(whole.comments.map(placeOf));
    const { comments } = await review(join(root, 'deploy'), git('diff', 'main...'), 'new.yaml');
    expect(comments.map(({ path }) => path)).toEqual(['deploy/new.yaml', 'deploy/new.yaml']);
  });

  describe('however git prints it, and whatever it passes through', () => {
    const before = service().replace('spec:', '\nspec:');
    const after = before.replace('serviceAccountName', 'serviceAcountName');

    it.each<[string, (git: (...args: string[]) => string) => string]>([
      ['no line around a change', (git) => git('diff', '--unified=0', 'main')],
      ['all lines', (git) => git('diff', '--unified=1000', 'main')],
      ['no letter before a path', (git) => git('diff', '--no-prefix', 'main')],
      ['other letters', (git) => git('-c', 'diff.mnemonicPrefix=true', 'diff', 'main')],
      ['names as they are', (git) => git('-c', 'core.quotePath=false', 'diff', 'main')],
      ['no blank on an empty line', (git) => git('-c', 'diff.suppressBlankEmpty=true', 'diff', '--unified=9', 'main')],
      ['in a mail', (git) => git('format-patch', '--stdout', 'main')],
      ['through a shell that ends lines with CRLF', (git) => git('diff', 'main').replaceAll('\n', '\r\n')],
      ['of a file that is checked out with CRLF', (git) => git('diff', 'main').replaceAll('\r\n', '\n')],
    ])('%s', async (name, print) => {
      const encode = (text: string) => (name.includes('checked out') ? text.replaceAll('\n', '\r\n') : text);
      const { root, git, write, commit } = repositoryWith({ 'b/Näme.yaml': encode(before) });
      commit();
      git('switch', '--quiet', '--create', 'change');
      write({ 'b/Näme.yaml': encode(after), 'b/new.yaml': encode(service(null)) });
      commit();
      const { comments } = await review(root, print(git));
      expect(comments.map(placeOf)).toEqual([
        ['b/Näme.yaml', 9, 9],
        ['b/new.yaml', 7, 7],
      ]);
    });

    it('a copy is new as a whole', async () => {
      const { root, git, write, commit } = repositoryWith({ 'a.yaml': after });
      commit();
      write({ 'copy.yaml': after.replace('hello:1.0.0', 'hello:1.0.1') });
      commit();
      const diff = git('diff', '--find-copies-harder', 'HEAD~');
      expect(diff).toContain('copy from a.yaml');
      expect((await review(root, diff)).comments.map(placeOf)).toEqual([['copy.yaml', 9, 9]]);
    });

    it('a new link has no lines of its own: what it leads to is told in the text of the review', async () => {
      const { root, git, write, commit } = repositoryWith({ 'base.yaml': after });
      commit();
      fs.symlinkSync('base.yaml', join(root, 'link.yaml'));
      write({ 'new.yaml': after });
      commit();
      const { comments, body } = await review(root, git('diff', 'HEAD~'), 'link.yaml', 'new.yaml');
      expect(comments.map(placeOf)).toEqual([['new.yaml', 9, 9]]);
      expect(body).toContain('**In** `link.yaml:9`');
    });

    it('each diff of a history by itself is refused', async () => {
      const { root, git, write, commit } = repositoryWith({ 'a.yaml': before });
      commit();
      for (const image of ['hello:1.0.1', 'hello:1.0.2']) {
        write({ 'a.yaml': before.replace('hello:1.0.0', image) });
        commit();
      }
      const { exitCode, stderr } = await run(['review'], { cwd: root, stdin: git('log', '--patch', '-2') });
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('a.yaml is in the diff twice')]);
    });

    it('the diff of a merge with all of its parents is refused', async () => {
      const { root, git, write, commit } = repositoryWith({ 'a.yaml': before });
      commit();
      git('switch', '--quiet', '--create', 'other');
      write({ 'a.yaml': before.replace('name: hello', 'name: other') });
      const other = commit();
      git('switch', '--quiet', 'main');
      write({ 'a.yaml': before.replace('name: hello', 'name: mine') });
      commit();
      git('merge', '--quiet', '--strategy=ours', '--no-commit', other);
      write({ 'a.yaml': after });
      commit();
      const diff = git('show');
      expect(diff).toContain('diff --cc a.yaml');
      const { exitCode, stderr } = await run(['review'], { cwd: root, stdin: diff });
      expect([exitCode, stderr]).toEqual([2, expect.stringContaining('it compares a merge with all of its parents at once')]);
    });
  });

  it('what cannot be read of a diff is not repeated: it could be the value of a variable', async () => {
    const diff = unifiedDiff('a.yaml', 'b\n', 'a\n').replace('+a', 'value: 314159265\n+a');
    const { exitCode, stdout, stderr } = await run(['review'], { cwd: folderWith({ 'a.yaml': 'a\n' }), stdin: diff });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain('The diff cannot be read: the hunk at line 3 is not whole');
    expect(stderr).not.toContain('314159265');
  });

  it.each([
    ['no diff at all', 'what is this?\n', 'There is no unified diff in it'],
    ['a diff that is cut off', unifiedDiff('a.yaml', 'a\nb\n', 'c\nd\n').slice(0, -4), 'The diff cannot be read'],
    ['the diff of another state', unifiedDiff('a.yaml', '', service('x@y')), 'a.yaml:8 is not what the diff says'],
    ['a hunk behind the end', '--- a/a.yaml\n+++ b/a.yaml\n@@ -9 +99999999,0 @@\n-x\n', 'a.yaml:1 is not what the diff says'],
    ['a hunk without numbers', '--- a/a.yaml\n+++ b/a.yaml\n@@ x @@\n-x\n+apiVersion\n', 'a.yaml:1 is not what the diff says'],
    [
      'hunks in another order',
      '--- a/a.yaml\n+++ b/a.yaml\n@@ -2 +2 @@\n-x\n+kind: Service\n@@ -1 +1 @@\n-x\n+apiVersion: serving.knative.dev/v1\n',
      'a.yaml:3 is not what the diff says',
    ],
  ])('%s is refused', async (_, diff, message) => {
    const cwd = folderWith({ 'a.yaml': service(null) });
    const { exitCode, stdout, stderr } = await run(['review'], { cwd, stdin: diff });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });

  it('an empty diff, and one of other files, have nothing to say', async () => {
    const cwd = folderWith({ 'a.yaml': service(null) });
    for (const diff of ['', diffOfNew({ 'b.yaml': 'x\n' })]) {
      expect((await run(['review'], { cwd, stdin: diff })).stdout).toBe('');
    }
  });

  it.each([
    [['-'], 'reads a diff from standard input, and no manifest'],
    [['--existing', 'no.json'], 'no.json cannot be read: there is no such file or folder'],
    [['--for', 'gitlab', '--merge-request', 'a.yaml'], 'a.yaml is not the JSON of a merge request with its diff_refs'],
    [['--merge-request', 'a.yaml'], '--merge-request needs --for gitlab'],
    [['--for', 'gitlab', '--commit', 'c0ffee'], '--commit needs --for github'],
    [['main'], 'To name the branch or commit that the change began at: --base <ref>.'],
    [['no-such-folder'], 'no-such-folder'],
    [['--for', 'githup'], 'Did you mean github?'],
  ])('review %j: %s', async (args, message) => {
    const { exitCode, stdout, stderr } = await run(['review', ...args], { cwd: folderWith({ 'a.yaml': service() }) });
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toContain(message);
  });
});

it('nobody is kept waiting for a diff at the keyboard', async () => {
  const { exitCode, stderr } = await run(['review'], { cwd: folderWith({}), isTerminal: true });
  expect(exitCode).toBe(2);
  expect(stderr).toContain('As in git diff main... | runlint review');
});

describe('for GitLab', () => {
  it('one thread a line, on the lines of both sides, with the commits that git knows of', async () => {
    const { root, git } = pullRequest();
    const { stdout } = await run(['review', '--base', 'main', '--for', 'gitlab'], { cwd: root });
    const threads = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    const [base_sha, head_sha] = git('rev-parse', 'main', 'HEAD').trim().split('\n');
    for (const { position } of threads)
      expect(position).toMatchObject({ position_type: 'text', base_sha, start_sha: base_sha, head_sha });
    const places = threads.map(({ position: { old_path, new_path, old_line, new_line } }) => [
      old_path,
      new_path,
      old_line,
      new_line,
    ]);
    expect(places).toEqual([
      ['deploy/crlf.yaml', 'deploy/crlf.yaml', undefined, 9],
      ['deploy/old name.yaml', 'deploy/neuer Näme.yaml', undefined, 8],
      ['deploy/new.yaml', 'deploy/new.yaml', undefined, 9],
      ['deploy/new.yaml', 'deploy/new.yaml', undefined, 10],
      ['deploy/web.yaml', 'deploy/web.yaml', 7, 5],
    ]);
    expect(threads[2].body).toContain('```suggestion:-2+0\n    spec:\n```');
  });
});

it('for GitLab, the commits are those of the merge request where they are given', async () => {
  const refs = { base_sha: 'a', start_sha: 'b', head_sha: 'c' };
  const cwd = folderWith({ 'a.yaml': service(null), 'mr.json': JSON.stringify({ iid: 7, diff_refs: refs }) });
  const { stdout } = await run(['review', '--for', 'gitlab', '--merge-request', 'mr.json'], {
    cwd,
    stdin: diffOfNew({ 'a.yaml': service(null) }),
  });
  expect(JSON.parse(stdout).position).toMatchObject(refs);
});

it('for GitLab, a diff alone names no commits, and that is said', async () => {
  const cwd = folderWith({ 'a.yaml': service(null) });
  const stdin = diffOfNew({ 'a.yaml': service(null) });
  const { exitCode, stdout, stderr } = await run(['review', '--for', 'gitlab'], { cwd, stdin });
  expect(JSON.parse(stdout).position).not.toHaveProperty('base_sha');
  expect([exitCode, stderr]).toEqual([0, expect.stringContaining('give --merge-request <file>, or --base <ref>')]);
});

it('for reviewdog, what the comments are made of', async () => {
  const { root } = pullRequest();
  const { stdout } = await run(['review', '--base', 'main', '--for', 'rdjson'], { cwd: root });
  const places = JSON.parse(stdout).diagnostics.map((one: RdjsonDiagnostic) => [one.location.path, one.code.value]);
  expect(places).toEqual([
    ['deploy/crlf.yaml', 'schema/unknown-field'],
    ['deploy/neuer Näme.yaml', 'schema/unknown-field'],
    ['deploy/new.yaml', 'revision-name-unpinned'],
    ['deploy/new.yaml', 'schema/unknown-field'],
    ['deploy/web.yaml', 'service-account-required'],
  ]);
});

interface RdjsonDiagnostic {
  readonly code: { readonly value: string };
  readonly location: { readonly path: string };
}

describe('what a file was before a diff', () => {
  const lines = fc.array(fc.constantFrom('a', 'b', 'c', '', 'd\r', '-- e', '++ f', '\\ g'), { maxLength: 30 });
  const text = fc.tuple(lines, fc.boolean()).map(([all, hasEnd]) => all.join('\n') + (hasEnd && all.length > 0 ? '\n' : ''));

  it('is what the diff was made of', () => {
    fc.assert(
      fc.property(text, text, (before, after) => {
        const [diff] = parseUnifiedDiff(unifiedDiff('a.yaml', before, after));
        if (!diff) return;
        expect(readFileChange(diff, after)).toMatchObject({ before });
      }),
    );
  });
});
