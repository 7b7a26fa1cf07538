import fs from 'node:fs';
import { dirname, join } from 'node:path';
import { readSimpleYaml } from '../../dist/src/yaml/fast-reader.js';
import { CLEAN, DECLINED, FOUND, manifest } from './manifests.mjs';
import { otherYaml } from './other-yaml.mjs';
import { SPECTRAL_RULES } from './peers.mjs';

const CONFIGURATION = `rules:
  image-tag-fixed: warning
accounts:
  allowed: ['{name}@acme-prod.iam.gserviceaccount.com']
`;

/** With what only the whole program follows. */
const OVERRIDES = `${CONFIGURATION}overrides:
- files: [staging/]
  failOn: warning
`;

/** Writes all that is measured on into a folder: the rows know it by these names. */
export function writeInputs(folder) {
  const files = {
    'clean.yaml': CLEAN,
    'configured/clean.yaml': CLEAN,
    'configured/runlint.yaml': CONFIGURATION,
    'overridden/clean.yaml': CLEAN,
    'overridden/runlint.yaml': OVERRIDES,
    'found.yaml': FOUND,
    'declined.yaml': DECLINED,
    'every-rule.yaml': 'extends: all\n',
    'spectral-rules.yaml': SPECTRAL_RULES,
  };
  for (const [name, text] of Object.entries(files)) {
    fs.mkdirSync(dirname(join(folder, name)), { recursive: true });
    fs.writeFileSync(join(folder, name), text);
  }
  for (const text of [CLEAN, FOUND, DECLINED])
    if ((readSimpleYaml(text, '1.1') === undefined) !== (text === DECLINED))
      throw new Error(`Not the reader it is made for:\n${text}`);
  writeFiles(join(folder, 'thousand'), 1000, manifest);
  writeFiles(join(folder, 'clean'), 1000, (index) => manifest(index * 5));
  writeFiles(join(folder, 'ten-thousand'), 10_000, manifest);
  writeFiles(join(folder, 'mixed'), 10_000, (index) => (index % 10 === 0 ? manifest(index / 10) : otherYaml(index)));
  writeStream(join(folder, 'stream.yaml'), 10_000);
  writeStream(join(folder, 'long-stream.yaml'), 20_000);
}

function writeFiles(folder, count, textOf) {
  for (let index = 0; index < count; index++) {
    const parent = join(folder, String(Math.floor(index / 100)));
    if (index % 100 === 0) fs.mkdirSync(parent, { recursive: true });
    fs.writeFileSync(join(parent, `${index}.yaml`), textOf(index));
  }
}

function writeStream(path, count) {
  fs.writeFileSync(path, Array.from({ length: count }, (_, index) => `---\n${manifest(index)}`).join(''));
}
