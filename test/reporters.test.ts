import fs from 'node:fs';
import { describe, expect, it } from 'vitest';
import { folderWith, run, service } from './support/run.ts';

describe('several reports at once', () => {
  it('one goes to standard output, the others into their files', async () => {
    const cwd = folderWith({ 'a.yaml': service(null) });
    const { stdout, exitCode } = await run(['--reporter', 'json', '--reporter', 'pretty=out/../pretty.txt'], { cwd });
    expect(JSON.parse(stdout).summary.errors).toBe(1);
    expect(fs.readFileSync(`${cwd}/pretty.txt`, 'utf8')).toContain('service-account-required');
    expect(exitCode).toBe(1);
  });

  it('what is pretty goes to standard output where no other does, and has no colours in a file', async () => {
    const cwd = folderWith({ 'a.yaml': service(null) });
    const { stdout } = await run(['--reporter', 'pretty=pretty.txt'], { cwd, isTerminal: true });
    expect(stdout).toContain('\x1b[31merror');
    expect(fs.readFileSync(`${cwd}/pretty.txt`, 'utf8')).not.toContain('\x1b');
  });

  it.each([
    [['--reporter', 'json', '--reporter', 'pretty'], 'cannot both print to standard output'],
    [['--reporter', 'json=x', '--reporter', 'pretty=./x'], 'Two reports cannot both be written to ./x'],
    [['--reporter', 'json='], '--reporter json= names no file'],
    [['--reporter', 'jsn=x'], 'Did you mean json?'],
    [['--reporter', 'json=./a.yaml'], 'would write over a file that is checked'],
    [['--reporter', 'json=no/such/folder.json'], 'The report cannot be written to no/such/folder.json'],
  ])('%j: %s', async (args, message) => {
    const cwd = folderWith({ 'a.yaml': service(null) });
    const { exitCode, stderr } = await run(args, { cwd });
    expect(stderr).toContain(message);
    expect(exitCode).toBe(2);
    expect(fs.readdirSync(cwd)).toEqual(['a.yaml']);
    expect(fs.readFileSync(`${cwd}/a.yaml`, 'utf8')).toBe(service(null));
  });
});

describe('--exit-zero', () => {
  it('lets findings pass, and neither wrong usage nor a path that leads to nothing', async () => {
    const cwd = folderWith({ 'a.yaml': service(null) });
    expect((await run(['--exit-zero'], { cwd })).exitCode).toBe(0);
    expect((await run(['--exit-zero', 'a.yaml', 'b.yaml'], { cwd })).exitCode).toBe(2);
  });
});
