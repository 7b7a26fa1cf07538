/** In which of the rounds something runs that takes long: in one of so many. */
const SOME = 3;
export const FEW = 9;
export const SELDOM = 27;

const ACCOUNT = 'bench-run@acme-prod.iam.gserviceaccount.com';

/**
 * What runlint is run with, and what must come of it. `reads` is what `cat`, or another tool, reads for comparison, and
 * `every` says in which of the rounds it runs: in all, where nothing is said.
 */
export const PROGRAM_ROWS = [
  {
    name: 'one clean file',
    args: ['check', 'clean.yaml'],
    reads: 'clean.yaml',
    exitCode: 0,
    says: /^No problems found in 1 file$/m,
  },
  {
    name: 'one clean file, with a configuration',
    args: ['check', 'configured/clean.yaml'],
    exitCode: 0,
    says: /^No problems found in 1 file$/m,
  },
  {
    name: 'one clean file, with a configuration that has overrides',
    args: ['check', 'overridden/clean.yaml'],
    exitCode: 0,
    says: /^No problems found in 1 file$/m,
  },
  {
    name: 'one file with a finding',
    args: ['check', 'found.yaml'],
    exitCode: 1,
    says: /^1 error in 1 of 1 file$/m,
  },
  {
    name: 'one file that the fast reader declines',
    args: ['check', 'declined.yaml'],
    exitCode: 0,
    says: /^No problems found in 1 file$/m,
  },
  {
    name: 'set-service-account on one file, with its diff',
    args: ['set-service-account', ACCOUNT, 'clean.yaml'],
    exitCode: 0,
    says: new RegExp(`^\\+ +serviceAccountName: ${ACCOUNT}$`, 'm'),
  },
  {
    name: '--help',
    args: ['--help'],
    exitCode: 0,
    says: /^runlint <command> \[options\]$/m,
  },
  {
    name: '1,000 files',
    args: ['check', 'thousand'],
    reads: 'thousand',
    every: SOME,
    exitCode: 1,
    says: /^200 errors in 200 of 1000 files$/m,
  },
  {
    name: '1,000 clean files',
    args: ['check', 'clean'],
    every: SOME,
    exitCode: 0,
    says: /^No problems found in 1000 files$/m,
  },
  {
    name: '1,000 files, every rule on',
    args: ['check', '--config', 'every-rule.yaml', 'thousand'],
    every: SOME,
    exitCode: 1,
    says: /^200 errors in 200 of 1000 files$/m,
  },
  {
    name: '10,000 files',
    args: ['check', 'ten-thousand'],
    reads: 'ten-thousand',
    every: FEW,
    exitCode: 1,
    says: /^2000 errors in 2000 of 10000 files$/m,
  },
  {
    name: '10,000 files of YAML, 1,000 of them manifests',
    args: ['check', 'mixed'],
    reads: 'mixed',
    every: FEW,
    exitCode: 1,
    says: /^200 errors in 200 of 1000 files \(9000 skipped: not Cloud Run\)$/m,
  },
  {
    name: 'a stream of 10,000 documents',
    args: ['check', '--several-documents', 'off', 'stream.yaml'],
    every: FEW,
    exitCode: 1,
    says: /^2000 errors in 1 of 1 file$/m,
  },
  {
    name: 'a stream of 20,000 documents, 50 MB',
    args: ['check', '--several-documents', 'off', 'long-stream.yaml'],
    reads: 'long-stream.yaml',
    every: FEW,
    exitCode: 1,
    says: /^4000 errors in 1 of 1 file$/m,
  },
];

/** Warm calls of the library, beside what the package `yaml` takes to parse the same text. */
export const LIBRARY_ROWS = [
  { name: 'checkText, warm, a clean manifest', path: 'clean.yaml' },
  { name: 'checkText, warm, one with a finding', path: 'found.yaml' },
  { name: 'checkText, warm, one that the fast reader declines', path: 'declined.yaml' },
];
