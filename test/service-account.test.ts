import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { KNOWN_ANNOTATION_KEYS } from '../src/cloud-run/known-annotations.ts';
import { isAccountAnnotation } from '../src/manifest/misplaced-account.ts';
import { parseServiceAccount } from '../src/manifest/service-account.ts';

const typeOf = (name: string, project: string) => parseServiceAccount(`${name}@${project}.iam.gserviceaccount.com`).type;

describe('an account that looks like nearly all others', () => {
  it.each([
    ['shop-run', 'acme-prod', 'user-managed'],
    ['projector', 'myself-prod', 'user-managed'],
    ['your-orders', 'changes-prod', 'user-managed'],
    ['your-name', 'acme-prod', 'placeholder'],
    ['change-me', 'acme-prod', 'placeholder'],
    ['shop-run', 'your-project-id', 'placeholder'],
    ['shop-run', 'my-project-id', 'placeholder'],
    ['shop-run', 'placeholder', 'placeholder'],
    ['shop-run', 'gcp-sa-pubsub', 'service-agent'],
    ['shop-run', 'serverless-robot-prod', 'service-agent'],
    ['shop-run', 'firebase-sa-management', 'service-agent'],
    ['shop-run', 'developer', 'malformed'],
    ['shop-run', 'cloudbuild', 'malformed'],
    ['shop-run', 'x-gserviceaccount', 'malformed'],
    ['short', 'acme-prod', 'malformed'],
    ['shop-run', 'short', 'malformed'],
    ['shop-run-', 'acme-prod', 'malformed'],
    ['a'.repeat(30), 'b'.repeat(30), 'user-managed'],
    ['a'.repeat(31), 'acme-prod', 'malformed'],
  ])('%s of %s: %s', (name, project, type) => expect(typeOf(name, project)).toBe(type));

  it('property: is what it is in angle brackets, but for them', () => {
    const word = fc.constantFrom('shop', 'your', 'my', 'project', 'id', 'name', 'todo', 'change', 'me', 'system', 'x1');
    const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((parts) => parts.join('-'));
    fc.assert(
      fc.property(words, words, (name, project) => {
        const email = `${name}@${project}.iam.gserviceaccount.com`;
        const inBrackets = parseServiceAccount(`<${email}>`);
        const isMeant = inBrackets.type === 'malformed' && inBrackets.defect.email === email;
        expect(isMeant).toBe(parseServiceAccount(email).type === 'user-managed');
      }),
      { numRuns: 1000 },
    );
  });
});

it('no annotation that is documented is taken for one that names the account', () => {
  expect(KNOWN_ANNOTATION_KEYS.filter(isAccountAnnotation)).toEqual([]);
});
