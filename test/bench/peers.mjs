import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { FEW, SELDOM } from './rows.mjs';

const SCHEMAS = fileURLToPath(new URL('../../schemas', import.meta.url));

/** Other tools: what each is given, in which of the rounds, and how it may end. None does what runlint does. */
const PEERS = [
  {
    name: 'kubeconform',
    versionOption: '-v',
    every: { 'clean.yaml': FEW, thousand: FEW, 'ten-thousand': FEW },
    argumentsFor: (path) => ['-n', '4', '-schema-location', `${SCHEMAS}/{{ .ResourceKind }}.schema.json`, path],
    exitCodes: [0],
  },
  {
    name: 'yamllint',
    versionOption: '--version',
    every: { 'clean.yaml': FEW, thousand: SELDOM },
    argumentsFor: (path) => ['-d', 'relaxed', path],
    exitCodes: [0],
  },
  {
    name: 'prettier',
    versionOption: '--version',
    every: { 'clean.yaml': FEW, thousand: SELDOM },
    argumentsFor: (path) => ['--check', path],
    exitCodes: [0, 1],
  },
  {
    name: 'spectral',
    versionOption: '--version',
    every: { 'clean.yaml': FEW, thousand: SELDOM },
    argumentsFor: (path) => ['lint', '--ruleset', 'spectral-rules.yaml', path.endsWith('.yaml') ? path : `${path}/**/*.yaml`],
    exitCodes: [0],
  },
];

/** Two of what runlint asks, as Spectral is told. */
export const SPECTRAL_RULES = `rules:
  service-account-required:
    given: $..containers^
    severity: warn
    then: {field: serviceAccountName, function: truthy}
  image-digest-pinned:
    given: $..containers[*].image
    severity: warn
    then: {function: pattern, functionOptions: {match: '@sha256:'}}
`;

/** Every peer, with its program and its version where one of the folders has it, or PATH. */
export function findPeers(folders) {
  return PEERS.map((peer) => {
    const program = [...folders, ...process.env.PATH.split(delimiter)]
      .map((folder) => join(folder, peer.name))
      .find(fs.existsSync);
    return { ...peer, program, version: program && versionOf(program, peer.versionOption) };
  });
}

function versionOf(program, option) {
  const { stdout } = spawnSync(program, [option], { encoding: 'utf8' });
  return /\d+\.\d+\S*/.exec(stdout)?.[0] ?? stdout.trim();
}
