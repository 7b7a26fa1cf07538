import { describe, expect, it } from 'vitest';
import { checkText } from '../src/index.ts';
import { cutStream } from '../src/yaml/cut-stream.ts';
import { folderWith, run, service } from './support/run.ts';

/** Documents that are more together than is read at once; every hundredth has something to be found. */
const documents = Array.from({ length: 4000 }, (_, index) => {
  const account = isWrong('', index) ? null : `service-${index}@acme-prod.iam.gserviceaccount.com`;
  return `---\n# ${'Filling. '.repeat(150)}\n${service(account, `service-${index}`)}`;
});
const stream = documents.join('');

function isWrong(_: string, index: number): boolean {
  return index % 100 === 7;
}

function severalFirst(ruleId: string): number {
  return ruleId === 'manifest/several-documents' ? 0 : 1;
}

describe('a stream of thousands of documents', () => {
  it('is told of as each document by itself', () => {
    const expected = documents.filter(isWrong).flatMap((text) => {
      const offset = stream.indexOf(text);
      return checkText(text).diagnostics.map(({ ruleId, range, message, yamlPath }) => {
        return [ruleId, range.start + offset, range.end + offset, message, yamlPath];
      });
    });
    const { diagnostics, text } = checkText(stream);
    const [several, ...others] = [...diagnostics].sort((a, b) => severalFirst(a.ruleId) - severalFirst(b.ruleId));
    expect(several?.range.start).toBe(stream.indexOf('apiVersion', documents[0]?.length));
    expect(others.map(({ ruleId, range, message, yamlPath }) => [ruleId, range.start, range.end, message, yamlPath])).toEqual(
      expected,
    );
    expect(expected).toHaveLength(40);
    expect(text).toBe(stream);
  });

  it('has lines, and accounts that are compared with those of other files', async () => {
    const shared = service('service-3999@acme-prod.iam.gserviceaccount.com', 'other');
    const cwd = folderWith({ 'stream.yaml': stream, 'other.yaml': shared });
    const { stdout, exitCode } = await run(['--several-documents', 'off', '--reporter', 'compact', '.'], { cwd });
    const lines = stdout.split('\n');
    const line = stream.slice(0, stream.indexOf('name: service-7\n')).split('\n').length + 3;
    expect(lines.filter((line) => line.includes('service-account-required'))).toHaveLength(40);
    expect(lines.find((line) => line.includes('service-account-required'))).toContain(`stream.yaml:${line}:`);
    expect(stdout).toContain('shares the account service-3999@acme-prod.iam.gserviceaccount.com with Service other (other.yaml)');
    expect(exitCode).toBe(1);
  });

  it.each([
    ['a directive reaches further', `%YAML 1.2\n${stream}`],
    ['a comment speaks of the whole file', `# runlint-ignore-file[service-account-required] all\n${stream}`],
  ])('is not read where %s', async (_, text) => {
    const { stdout, exitCode } = await run(['-'], { stdin: text });
    expect(stdout).toContain('more than 5242880 are not read');
    expect(exitCode).toBe(1);
  });

  it('is cut where documents begin, and nowhere else', () => {
    const tricky = `a: |\n  --- no\n ---no\n---- no\n${'#\n'.repeat(200_000)}--- # yes\nb: 1\n${'#\n'.repeat(200_000)}---\r\nc: 1\n`;
    const parts = cutStream(tricky) ?? [];
    expect(parts.map(({ start, end }) => tricky.slice(start, end).slice(0, 9))).toEqual([
      'a: |\n  --',
      '--- # yes',
      '---\r\nc: 1',
    ]);
    expect(parts.map(({ start, end }) => tricky.slice(start, end)).join('')).toBe(tricky);
    expect(cutStream('a: 1\n')).toEqual([{ start: 0, end: 5 }]);
    expect(cutStream('a: 1\n...\n---\n')).toBeUndefined();
  });
});
