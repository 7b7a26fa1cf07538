import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { decode, encode } from '@jridgewell/sourcemap-codec';
import { defineConfig } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';

/** The rules that are loaded together, by what they look at: the first that fits. The others are asked of few manifests. */
const RULES_TOGETHER = {
  /** What most manifests are asked that are not ordinary. */
  frequent: ['no account', 'compute-default account', 'malformed account', 'image', 'unusual image'],
  common: [
    'revision name',
    'several environments',
    'too little memory',
    'unusual annotation',
    'unusual env',
    'unusual labels',
    'unusual limits',
    'unusual name',
    'unusual traffic',
  ],
};
const RARE = 'rare';

const { rules } = await import('./dist/src/index.js');
const looksAtAny = ({ looksAt = [] }, words) => looksAt.some((word) => words.includes(word));
const isRecommended = ({ ruleset = 'recommended' }) => ruleset === 'recommended';
const onDemand = rules.filter((rule) => !rule.checkInRun && !(isRecommended(rule) && rule.looksAt === undefined));
const groupOf = (rule) => Object.keys(RULES_TOGETHER).find((group) => looksAtAny(rule, RULES_TOGETHER[group])) ?? RARE;
/** The rules that are loaded when one of them is asked. */
const RULE_GROUPS = Object.fromEntries(
  [...Object.keys(RULES_TOGETHER), RARE].map((group) => [group, onDemand.filter((rule) => groupOf(rule) === group)]),
);
const pathOf = ({ id }) => resolve('rules', `${id}.ts`);

/** What is loaded together, by the file that it is in. */
const TOGETHER = {
  /** What every finding needs. */
  findings: [
    'rule-words-remedies',
    'src/manifest/finding.ts',
    'src/manifest/hidden-values.ts',
    'src/reporters/code-frame.ts',
    'src/reporters/finding-words.ts',
    'src/text/closest-match.ts',
    'src/yaml/stable-yaml-path.ts',
  ],
  'frequent-rules': [
    'rules-frequent',
    'src/cloud-run/dedicated-account.ts',
    'src/cloud-run/home-project.ts',
    'src/cloud-run/image.ts',
    'src/manifest/unusual-account.ts',
  ],
  /** What a manifest without an account is asked. */
  'no-account': [
    'src/cloud-run/account-annotations.ts',
    'src/cloud-run/allowed-accounts.ts',
    'src/manifest/misplaced-account.ts',
  ],
  /** What makes an edit, and holds what came of it against what was meant. */
  edits: [
    'src/fix/apply-fixes.ts',
    'src/fix/shared-anchor.ts',
    'src/manifest/revision-name.ts',
    'src/text/text-edit.ts',
    'src/yaml/lower-edit.ts',
  ],
  'account-map': ['src/fix/account-assignment.ts', 'src/run/account-map.ts'],
};

/** What a clean manifest needs nothing of. */
const ON_DEMAND = [
  ...Object.values(TOGETHER).flat(),
  'src/cli/parse-arguments.ts',
  'src/cli/write-changes.ts',
  'src/cloud-run/invented-annotations.ts',
  'src/cloud-run/secret-commands.ts',
  'src/examination.ts',
  'src/fix/account-template.ts',
  'src/lint/baseline.ts',
  'src/lint/suppress.ts',
  'src/manifest/move-value.ts',
  'src/manifest/not-a-manifest.ts',
  'src/manifest/remove-entry.ts',
  'src/manifest/template.ts',
  'src/manifest/unknown-kind.ts',
  'src/reporters/plan-json.ts',
  'src/reporters/plan-table.ts',
  'src/schema/find-mistakes.ts',
  'src/text/diff-package.ts',
  'src/text/path-patterns.ts',
  'src/text/undecodable-bytes.ts',
  'src/yaml/cut-stream.ts',
  'src/yaml/full-reader.ts',
];

/** Small things that much of what is loaded on demand has in common. */
const SHARED = [
  'src/cloud-run/annotations.ts',
  'src/cloud-run/containers.ts',
  'src/manifest/placeholder.ts',
  'src/text/list-words.ts',
  'src/text/range.ts',
  'src/text/shell-word.ts',
  'src/yaml/yaml-edit.ts',
];

/** What commands that change files have in common. */
const FOR_CHANGES = [
  'src/cli/change-files.ts',
  'src/cli/change-mode.ts',
  'src/cli/grant-arguments.ts',
  'src/cli/plan-changes.ts',
  'src/cli/wanted-grants.ts',
  'src/text/unified-diff.ts',
];

/** What most of the rules have in common that are loaded on demand. */
const COMMON_TO_RULES = { kinds: ['Service', 'Job', 'WorkerPool', 'Instance'], severity: 'error' };

/** What is known of rules only where something is found, and what pages and reports say of them. */
const WORDS = {
  remedies: ['remedy', 'refusedBy', 'fix'],
  pages: ['summary', 'rationale', 'sources', 'examples', 'since', 'group'],
};

/**
 * The program, as few and small files as it can start with: to load a hundred small modules takes longer than to check a
 * manifest. CommonJS, since Node.js 20 takes a fifth longer to start for a single ES module. What a clean manifest does not
 * need stays a file of its own, which is loaded when it is called for the first time. The library is not bundled: tsc builds
 * it, and this file reads the words of the rules from there.
 */
export default defineConfig({
  input: 'src/bin.ts',
  platform: 'node',
  // What the package has for Node.js is CommonJS, of which nothing can be left out: writing YAML is most of it.
  resolve: { alias: { yaml: resolve('node_modules/yaml/browser/index.js') } },
  plugins: [
    loadOnDemand(ON_DEMAND),
    rulesOnDemand(),
    widthsOfAscii(),
    classesWhereUsed(),
    synchronously(),
    plainExports(),
    inAscii(),
    withLicenses(),
  ],
  // What yargs has it for: configurations that extend others.
  transform: { define: { 'import.meta.resolve': 'undefined' } },
  output: {
    dir: 'dist/bin',
    format: 'cjs',
    entryFileNames: '[name].cjs',
    chunkFileNames: '[name].cjs',
    cleanDir: true,
    codeSplitting: {
      groups: [
        { name: 'start', tags: ['$initial'], priority: 3 },
        { name: 'program', test: isOfProgram, priority: 2 },
        { name: 'changes', test: isOneOf(FOR_CHANGES), priority: 1 },
        { name: 'cloud-run', test: /src[\\/]cloud-run[\\/]/, minShareCount: 2 },
      ],
    },
    minify: true,
    sourcemap: true,
    sourcemapExcludeSources: true,
  },
});

/** Behind the path of a module, what loads it. */
const ON_DEMAND_MARKER = '?on-demand';

/** What is loaded for all but what the start answers by itself, and what files that are loaded on demand take from there. */
function isOfProgram(id) {
  return isOneOf(['src/cli/run-command.ts', ...SHARED])(id) || id.endsWith(ON_DEMAND_MARKER);
}

function isOneOf(paths) {
  return (id) => paths.some((path) => id === idOf(path));
}

/** Makes functions of the exports of some modules, each of which loads its module, and what goes with it, when it is called. */
function loadOnDemand(paths) {
  return {
    name: 'load-on-demand',
    async resolveId(source, importer, { kind }) {
      if (Object.hasOwn(TOGETHER, source)) return source;
      if (kind !== 'import-statement' || Object.hasOwn(TOGETHER, importer)) return null;
      const resolved = await this.resolve(source, importer, { kind, skipSelf: true });
      return resolved && paths.includes(relative(process.cwd(), resolved.id)) ? resolved.id + ON_DEMAND_MARKER : null;
    },
    async load(id) {
      if (Object.hasOwn(TOGETHER, id))
        return TOGETHER[id].map((path) => `export * from ${JSON.stringify(idOf(path))};`).join('\n');
      if (!id.endsWith(ON_DEMAND_MARKER)) return null;
      const path = id.slice(0, -ON_DEMAND_MARKER.length);
      const load = importOf(relative(process.cwd(), path));
      return `let loaded;\nconst load = () => (loaded ??= ${load});\n${(await exportsOf(path)).join('\n')}\n`;
    },
  };
}

/** What loads a module and all that goes with it. */
function importOf(path) {
  const file = Object.keys(TOGETHER).find((name) => TOGETHER[name].includes(path));
  return `import(${JSON.stringify(file ?? idOf(path))})`;
}

/** What is made here has no path. */
function idOf(path) {
  return path.includes('/') ? resolve(path) : path;
}

/** What is called or made loads the module; constants are written out. */
async function exportsOf(path) {
  const exported = await import(`./dist/${relative(process.cwd(), path).replace(/\.ts$/, '.js')}`);
  return Object.entries(exported).map(([name, value]) => {
    if (typeof value !== 'function') return `export const ${name} = ${JSON.stringify(value)};`;
    if (/^class\b/.test(value)) return `export function ${name}(...given) { return new (load().${name})(...given); }`;
    return `export const ${name} = (...given) => load().${name}(...given);`;
  });
}

/**
 * Leaves of the rules what a clean manifest needs. Their words stay outside, the remedies for the first finding, the rest for
 * pages and reports; and so does the code of those that look only at what an ordinary manifest does not have.
 */
function rulesOnDemand() {
  const modules = { 'rule-words': ruleWords(), [resolve('rules/index.ts')]: catalogue() };
  for (const [group, names] of Object.entries(WORDS)) modules[`rule-words-${group}`] = wordsOf(rules, names);
  for (const [group, those] of Object.entries(RULE_GROUPS)) {
    modules[`rules-${group}`] = [
      ...those.map((rule, index) => `import rule${index} from ${JSON.stringify(pathOf(rule))};`),
      `export const RULES = { ${those.map(({ id }, index) => `'${id}': rule${index}`).join(', ')} };`,
    ].join('\n');
  }
  return {
    name: 'rules-on-demand',
    resolveId: (source) => (Object.hasOwn(modules, source) ? source : null),
    load: (id) => (Object.hasOwn(modules, id) ? modules[id] : null),
    transform(code, id) {
      return rules.some((rule) => id === pathOf(rule)) ? { code: withoutWords(code), map: null } : null;
    },
  };
}

/** All rules: those that are loaded with the program, and of the others what tells whether to ask them, as text, which is read faster. */
function catalogue() {
  const loaded = rules.filter((rule) => !onDemand.includes(rule));
  const groups = Object.keys(RULE_GROUPS);
  const table = rules.map((rule) => [groups.findIndex((group) => RULE_GROUPS[group].includes(rule)), ownOf(rule)]);
  return `import { WORDS } from 'rule-words';
    ${loaded.map((rule, index) => `import rule${index} from ${JSON.stringify(pathOf(rule))};`).join('\n')}
    const LOADED = [${loaded.map((_, index) => `rule${index}`).join(', ')}];
    const onDemand = (load) => ({ __proto__: WORDS, ...${JSON.stringify(COMMON_TO_RULES)},
      check(...given) { return load()[this.id].check(...given); } });
    ${groups.map((_, index) => `let loaded${index};`).join(' ')}
    const GROUPS = [${groups.map((group, index) => `onDemand(() => (loaded${index} ??= ${importOf(`rules-${group}`)}).RULES)`).join(', ')}];
    const TABLE = JSON.parse(${JSON.stringify(JSON.stringify(table))});
    export const RULES = TABLE.map(([group, own]) =>
      group < 0 ? LOADED.find(({ id }) => id === own.id) : { __proto__: GROUPS[group], ...own });`;
}

/** What a rule has for itself, but for its words and its code. */
function ownOf(rule) {
  const isElsewhere = (name) => Object.values(WORDS).flat().includes(name) || typeof rule[name] === 'function';
  const isCommon = (name) => JSON.stringify(rule[name]) === JSON.stringify(COMMON_TO_RULES[name]);
  if (!onDemand.includes(rule)) return { id: rule.id };
  return Object.fromEntries(Object.entries(rule).filter(([name]) => !isElsewhere(name) && !isCommon(name)));
}

/** What a rule inherits, in the place of words of its own. */
function ruleWords() {
  const getters = Object.entries(WORDS).flatMap(([group, names]) =>
    names.map((name) => `get ${name}() { return ${group}Of(this.id).${name}; }`),
  );
  const loaders = Object.keys(WORDS).map(
    (group) => `let ${group}; const ${group}Of = (id) => (${group} ??= ${importOf(`rule-words-${group}`)}).WORDS[id];`,
  );
  return [...loaders, `export const WORDS = { ${getters.join(', ')} };`].join('\n');
}

function wordsOf(rules, names) {
  const words = rules.map((rule) => [rule.id, Object.fromEntries(names.map((name) => [name, rule[name]]))]);
  return `export const WORDS = JSON.parse(${JSON.stringify(JSON.stringify(Object.fromEntries(words)))});`;
}

/** Each line stays where it is: what the source map says stays true. */
function withoutWords(code) {
  const exported = parseAst(code, { lang: 'ts' }).body.find(({ type }) => type === 'ExportDefaultDeclaration');
  const [rule] = exported.declaration.arguments;
  const edited = rule.properties.toReversed().reduce((text, { key, start, end }) => {
    if (!Object.values(WORDS).flat().includes(key.name)) return text;
    const lineEnds = text.slice(start, end).replace(/[^\n]/g, '');
    return text.slice(0, start) + lineEnds + text.slice(end).replace(/^,/, '');
  }, code);
  return `import { WORDS } from 'rule-words';${edited.slice(0, rule.start)}{ __proto__: WORDS,${edited.slice(rule.start + 1)}`;
}

/**
 * V8 reads each regular expression of a file when it loads it, also in functions that are never called, and to look up a class
 * of Unicode takes as long as to read a thousand lines. Written as a call, it is read where it is used.
 */
function classesWhereUsed() {
  return {
    name: 'classes-where-used',
    transform(code, id) {
      if (!code.includes('\\p{')) return null;
      const literals = regularExpressionsIn(parseAst(code, { lang: id.endsWith('.ts') ? 'ts' : 'js' }));
      const edited = literals.toReversed().reduce((text, { start, end, regex: { pattern, flags } }) => {
        if (!pattern.includes('\\p{')) return text;
        return `${text.slice(0, start)}RegExp(${JSON.stringify(pattern)}, '${flags}')${text.slice(end)}`;
      }, code);
      return { code: edited, map: null };
    },
  };
}

/** In the order in which they stand. */
function regularExpressionsIn(node) {
  if (typeof node !== 'object' || node === null) return [];
  return node.regex ? [node] : Object.values(node).flatMap(regularExpressionsIn);
}

/** CommonJS can load at once what an ES module has to wait for, and what is loaded on demand cannot wait. */
function synchronously() {
  const loading = String.raw`(?:\/\* @__PURE__ \*\/ [\w.$]+\()?(?:require\("[^"]+"\)|[\w$]+)(?:\.[\w$]+)?(?:, 1\))?`;
  const promised = new RegExp(
    String.raw`Promise\.resolve\(\)\.then\(\(\) => (${loading})\)(?:\.then\(\((\w+)\) => \2(\.[\w$]+)\))?`,
    'g',
  );
  return {
    name: 'synchronously',
    /** As long as before: what the source map says stays true. */
    renderChunk(code, { fileName }) {
      const edited = code.replace(promised, (all, loaded, _, part = '') => (loaded + part).padEnd(all.length));
      const left = /\?\?= Promise\.resolve\(\)[^\n]*/.exec(edited);
      if (left) throw new Error(`${fileName}: ${left[0]}`);
      return { code: edited, map: null };
    },
  };
}

/**
 * What a file has for others never changes once it is loaded, so that it needs no getter: two hundred of them take longer to
 * make than many a file to load. They stand at the end: what the source map says stays true.
 */
function plainExports() {
  const getter =
    /Object\.defineProperty\(exports, ("[^"]+"), \{\s*enumerable: true,\s*get: function \(\) \{\s*return (\w+);\s*\}\s*\}\);/g;
  return {
    name: 'plain-exports',
    renderChunk: (code) => ({
      code: code.replace(getter, (all, name, value) => {
        const canChange = new RegExp(`^(?:let|var) ${value}\\b`, 'm').test(code);
        return canChange ? all : `exports[${name}] = ${value};`;
      }),
      map: null,
    }),
  };
}

const BEYOND_ASCII = /[^\n\r\t -~]/;

/** One character beyond Latin-1 makes two bytes of each character of a file, and Node.js parses twice as many bytes. */
function inAscii() {
  const escaped = (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return {
    name: 'in-ascii',
    writeBundle({ dir }, bundle) {
      for (const name of Object.keys(bundle).filter((file) => file.endsWith('.cjs'))) {
        const [path, mapPath] = [join(dir, name), join(dir, `${name}.map`)];
        const code = readFileSync(path, 'utf8');
        if (!BEYOND_ASCII.test(code)) continue;
        writeFileSync(mapPath, JSON.stringify(movedMap(JSON.parse(readFileSync(mapPath, 'utf8')), code.split('\n'))));
        writeFileSync(path, code.replaceAll(new RegExp(BEYOND_ASCII, 'g'), escaped));
      }
    },
  };
}

/** Each character that is escaped moves what follows in its line. */
function movedMap(map, lines) {
  const mappings = decode(map.mappings).map((segments, line) => {
    const offsets = Array.from((lines[line] ?? '').matchAll(new RegExp(BEYOND_ASCII, 'g')), ({ index }) => index);
    return segments.map(([column, ...rest]) => [column + 5 * offsets.filter((offset) => offset < column).length, ...rest]);
  });
  return { ...map, mappings: encode(mappings) };
}

/** The help is ASCII: what yargs takes to know how wide other characters are takes longer than all else that it does. */
function widthsOfAscii() {
  return {
    name: 'widths-of-ascii',
    resolveId: (source) => (source === 'string-width' ? source : null),
    load: (id) => (id === 'string-width' ? 'export default (text) => text.length;' : null),
  };
}

/** The licenses of the packages that are in the bundle, beside it. */
function withLicenses() {
  return {
    name: 'with-licenses',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap(({ modules = {} }) => Object.keys(modules));
      const folders = new Set(modules.flatMap((id) => /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(id) ?? []));
      const texts = [...folders].sort().map((folder) => {
        const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
        const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
        if (!file) throw new Error(`${name} has no license to go with it`);
        return `${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
      });
      this.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source: texts.join(`\n${'-'.repeat(80)}\n\n`) });
    },
  };
}
