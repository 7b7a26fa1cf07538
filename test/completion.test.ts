import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { RULES } from '../rules/index.ts';
import { COMMAND_NAMES } from '../src/cli/command-name.ts';
import { completeWords } from '../src/cli/complete-words.ts';
import { REPORTER_NAMES } from '../src/cli/reporter-option.ts';
import { CHECKS } from '../src/diagnostics/checks.ts';
import { ROOT } from './support/paths.ts';
import { folderWith, run } from './support/run.ts';

const BIN = `${ROOT}dist/bin/bin.cjs`;
const hasBash = process.platform !== 'win32' && spawnSync('bash', ['--version']).status === 0;
if (!hasBash) process.stderr.write('What bash makes of the completion is not looked at: there is none here.\n');

describe('what is typed becomes', () => {
  it.each<[string[], readonly string[]]>([
    [[], COMMAND_NAMES],
    [[''], COMMAND_NAMES],
    [['co'], ['config', 'completion']],
    [['--ver'], ['--version']],
    [['deploy/'], []],
    [['deploy/', ''], []],
    [['deploy/', '--exit-z'], ['--exit-zero']],
    [['check', ''], []],
    [
      ['check', '--s'],
      ['--since', '--staged', '--several-documents', '--stdin-filename'],
    ],
    [['check', '--staged', '--st'], ['--stdin-filename']],
    [['check', '--fail-on=error', '--fai'], []],
    [['check', '--reporter', 'json', '--rep'], ['--reporter']],
    [
      ['check', '--fail-on', ''],
      ['error', 'warning', 'info'],
    ],
    [['check', '--fail-on', 'w'], ['warning']],
    [['check', '--fail-on=w'], ['--fail-on=warning']],
    [
      ['check', '--fail-on', '='],
      ['error', 'warning', 'info'],
    ],
    [['check', '--fail-on', '=', 'w'], ['warning']],
    [['check', '--reporter', ''], REPORTER_NAMES],
    [['check', '--reporter', 'sarif=out'], []],
    [['check', '--config', ''], []],
    [['check', '--staged', ''], []],
    [['check', '--no-such=', ''], []],
    [['check', '--no-such='], []],
    [['check', '--', '--fa'], []],
    [['fix', '--fail'], []],
    [['explain', ''], [...RULES, ...CHECKS].map(({ id }) => id)],
    [['explain', 'image-tag'], ['image-tag-fixed']],
    [['explain', '--debug', 'image-tag'], ['image-tag-fixed']],
    [['explain', 'image-tag-fixed', ''], []],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
  ])('%j: %j', (words, expected) => {
    expect(completeWords(words).map(({ word }) => word)).toEqual(expected);
  });
});

describe('runlint completion', () => {
  it.each([
    ['bash', 'image-tag-fixed\n'],
    ['zsh', 'image-tag-fixed:An image is named by a tag of its own or by its digest, not by `latest`.\n'],
    ['fish', 'image-tag-fixed\tAn image is named by a tag of its own or by its digest, not by `latest`.\n'],
  ])('prints a line for each, as %s reads it', async (shell, stdout) => {
    const answer = { exitCode: 0, stdout, stderr: '' };
    expect(await run(['completion', shell, '--', 'explain', 'image-t'])).toMatchObject(answer);
    expect(await run(['completion', shell, '--', 'check', '--config', ''])).toMatchObject({ ...answer, stdout: '' });
    expect((await run(['completion', shell])).stdout).toContain(`runlint completion ${shell} -- `);
  });

  it('knows no other shell', async () => {
    const [none, other] = [await run(['completion']), await run(['completion', 'tcsh'])];
    expect(none).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('needs <shell>: bash, zsh, fish') });
    expect(other).toMatchObject({ exitCode: 2, stderr: 'runlint: <shell> is one of bash, zsh, fish, not tcsh\n' });
    expect((await run(['completion', 'bahs'])).stderr).toContain('Did you mean bash?');
  });

  it.skipIf(!hasBash)('makes bash complete', () => {
    const folder = folderWith({ runlint: `#!/bin/sh\nexec '${process.execPath}' '${BIN}' "$@"\n` });
    fs.chmodSync(join(folder, 'runlint'), 0o755);
    const asked = [['gr'], ['check', '--fail-on', '=', 'w'], ['check', '']].map((words) => {
      const quoted = words.map((word) => `'${word}'`).join(' ');
      return `COMP_WORDS=(runlint ${quoted}); COMP_CWORD=${words.length}; _runlint; echo "\${COMPREPLY[*]}"`;
    });
    const script = ['eval "$(runlint completion bash)"', ...asked].join('\n');
    const { stdout } = spawnSync('bash', ['-c', script], {
      env: { ...process.env, PATH: `${folder}:${process.env['PATH']}` },
      encoding: 'utf8',
    });
    expect(stdout).toBe('grants\nwarning\n\n');
  });
});
