import fc from 'fast-check';
import type {
  Grant,
  GrantList,
  GrantOptions,
  NamedAccount,
  OpenQuestion,
  Project,
  Reason,
  Target,
} from '../../src/grants/grant.ts';
import { ROLES, type RoleName } from '../../src/grants/roles.ts';
import { TARGETS } from '../../src/grants/targets.ts';

/** Grants whose every text tries to be more than a text: nothing that a manifest can hold comes so far. */

const ATTEMPTS = [
  '; touch pwned;',
  '$(touch pwned)',
  '`touch pwned`',
  "'; touch pwned; '",
  '"; touch pwned; "',
  '\ntouch pwned\n',
  '\r\n',
  '\\',
  '$',
  '%',
  '${file("pwned")}',
  '%{ if true }x%{ endif }',
  '$${x}',
  '"\n}\nresource "null_resource" "pwned" {}\n#',
  '*/',
  '\u2028touch pwned',
  '--project=pwned',
  '~',
  '*',
  '!',
  'é🙂',
  ' ',
  '${DEPLOYER}',
];

/** A zero byte can be in no argument of a program. */
const text = fc
  .array(fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...ATTEMPTS) }, fc.string({ unit: 'binary', maxLength: 5 })), {
    minLength: 1,
    maxLength: 4,
  })
  .map((parts) => parts.join('').replaceAll('\0', '0'));

const project: fc.Arbitrary<Project> = fc.oneof(fc.constant({}), fc.record({ id: text }), fc.record({ id: text, number: text }));

const reason: fc.Arbitrary<Reason> = fc.record({
  path: text,
  line: fc.integer({ min: 1, max: 9 }),
  column: fc.integer({ min: 1, max: 9 }),
  resource: text,
  words: text,
});

const reasons = fc.array(reason, { minLength: 1, maxLength: 3 });

/** Of an instance of Cloud SQL the project is always told: it is a part of how connections name it. */
const target: fc.Arbitrary<Target> = fc
  .record({
    type: fc.constantFrom(...(Object.keys(TARGETS) as Target['type'][])),
    name: text,
    project,
    location: text,
    keyRing: text,
  })
  .map((one) => (one.type === 'cloud-sql-instance' ? { ...one, project: { id: one.name } } : one));

const grant: fc.Arbitrary<Grant> = fc.record({
  grantee: fc.oneof(
    fc.record({ type: fc.constant('identity' as const), email: text }),
    fc.constant({ type: 'deployer' as const }),
    fc.record({ type: fc.constant('service-agent' as const), project, universe: fc.option(text, { nil: undefined }) }),
  ),
  role: fc.constantFrom(...(Object.keys(ROLES) as RoleName[])),
  target,
  reasons,
});

const account: fc.Arbitrary<NamedAccount> = fc.record({ email: text, name: text, project, reasons });

const question: fc.Arbitrary<OpenQuestion> = fc.record({ question: text, remedy: text, reasons });

export const hostileGrants: fc.Arbitrary<GrantList> = fc.record({
  grants: fc.uniqueArray(grant, { selector: (one) => JSON.stringify(one), minLength: 1, maxLength: 10 }),
  accounts: fc.uniqueArray(account, { selector: ({ email }) => email, maxLength: 3 }),
  questions: fc.array(question, { maxLength: 3 }),
  resources: fc.constant(1),
  files: fc.constant(1),
});

export const hostileOptions: fc.Arbitrary<GrantOptions> = fc.record({
  deployer: fc.option(text, { nil: undefined }),
  isCreating: fc.boolean(),
});
