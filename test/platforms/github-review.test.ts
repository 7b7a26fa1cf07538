import fs from 'node:fs';
import { createRequire } from 'node:module';
import { Ajv } from 'ajv';
import { expect, it } from 'vitest';
import { pullRequest } from '../support/pull-request.ts';
import { run } from '../support/run.ts';

/** GitHub's own description of its API: what "create a review for a pull request" takes. */
const require = createRequire(import.meta.url);
const description = JSON.parse(fs.readFileSync(require.resolve('@octokit/openapi/generated/api.github.com.json'), 'utf8'));
const { requestBody } = description.paths['/repos/{owner}/{repo}/pulls/{pull_number}/reviews'].post;
const isTaken = new Ajv({ strict: false }).compile(withoutUnknown(requestBody.content['application/json'].schema));

it.each([[[]], [['--all']], [['--commit', '0123456789012345678901234567890123456789']]])(
  'a review is what GitHub takes, with %j',
  async (args) => {
    const { root } = pullRequest();
    const { stdout } = await run(['review', '--base', 'main', ...args], { cwd: root });
    expect(isTaken(JSON.parse(stdout)), JSON.stringify(isTaken.errors)).toBe(true);
  },
);

it('what it does not know is refused', () => {
  expect(isTaken({ event: 'COMMENT', comments: [{ path: 'a', body: 'b', lines: 1 }] })).toBe(false);
});

/** The description leaves room for more, where GitHub knows nothing more. */
function withoutUnknown(schema: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const entries = Object.entries(schema).map(([name, value]) => [name, isObject(value) ? withoutUnknown(value) : value]);
  return { ...Object.fromEntries(entries), ...(schema['type'] === 'object' && { additionalProperties: false }) };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
