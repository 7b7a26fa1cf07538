import { readdirSync, readFileSync } from 'node:fs';
import { basename, join, relative } from 'node:path';
import { defineConfig } from 'rolldown';
import { parseAst } from 'rolldown/parseAst';

/**
 * The program, as few and small files as it can start with: to load a hundred small modules takes longer than to check a
 * manifest. CommonJS, since Node.js 20 takes a fifth longer to start for a single ES module. What a clean manifest does not
 * need stays a file of its own, which is loaded when it is called for the first time. The library is not bundled: tsc builds
 * it, and this file reads the words of the rules from there.
 */
export default defineConfig({
  input: 'src/bin.ts',
  platform: 'node',
  plugins: [
    loadOnDemand([
      'src/yaml/full-reader.ts',
      'src/text/closest-match.ts',
      'src/cli/parse-tokens.ts',
    ]),
    await withoutWords(),
    synchronously(),
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
    codeSplitting: { groups: [{ name: 'start', tags: ['$initial'] }] },
    minify: true,
    sourcemap: true,
    sourcemapExcludeSources: true,
  },
});

/** Makes functions of the exports of some modules, each of which loads its module when it is called. */
function loadOnDemand(paths) {
  const marker = '?on-demand';
  return {
    name: 'load-on-demand',
    async resolveId(source, importer, { kind }) {
      if (kind !== 'import-statement' || importer?.endsWith(marker)) return null;
      const resolved = await this.resolve(source, importer, { kind, skipSelf: true });
      return resolved && paths.includes(relative(process.cwd(), resolved.id)) ? resolved.id + marker : null;
    },
    load(id) {
      if (!id.endsWith(marker)) return null;
      const path = id.slice(0, -marker.length);
      const functions = exportedFunctions(path).map((name) => `export const ${name} = (...given) => load().${name}(...given);`);
      return `let loaded;\nconst load = () => (loaded ??= import(${JSON.stringify(path)}));\n${functions.join('\n')}\n`;
    },
  };
}

function exportedFunctions(path) {
  const { body } = parseAst(readFileSync(path, 'utf8'), { lang: 'ts' });
  const declared = body.flatMap((node) => (node.type === 'ExportNamedDeclaration' ? (node.declaration ?? []) : []));
  const values = declared.filter(({ type }) => !type.startsWith('TS'));
  const other = values.find(({ type }) => type !== 'FunctionDeclaration');
  if (other) throw new Error(`${path} exports more than functions: it cannot be loaded on demand`);
  return values.map(({ id }) => id.name);
}

/** Takes the words out of the rules: the remedies are needed for the first finding, the rest for pages and reports. */
async function withoutWords() {
  const { rules } = await import('./dist/src/index.js');
  const groups = { remedies: ['remedy'], pages: ['summary', 'rationale', 'sources', 'examples'] };
  const groupOf = (name) => Object.keys(groups).find((group) => groups[group].includes(name));
  const prefix = 'rule-words';
  return {
    name: 'without-words',
    resolveId: (source) => (source === prefix || source.startsWith(`${prefix}/`) ? source : null),
    load(id) {
      if (id === prefix) {
        const loaders = Object.keys(groups).map(
          (group) => `let ${group};\nexport const ${group}Of = (id) => (${group} ??= import('${prefix}/${group}')).WORDS[id];`,
        );
        return loaders.join('\n');
      }
      const group = id.startsWith(`${prefix}/`) && groups[basename(id)];
      if (!group) return null;
      const words = rules.map((rule) => [rule.id, Object.fromEntries(group.map((name) => [name, rule[name]]))]);
      return `export const WORDS = ${JSON.stringify(Object.fromEntries(words))};`;
    },
    /** Each line stays where it is: what the source map says stays true. */
    transform(code, id) {
      const [, ruleId] = /\/rules\/([\w-]+)\.ts$/.exec(id) ?? [];
      if (!rules.some((rule) => rule.id === ruleId)) return null;
      const exported = parseAst(code, { lang: 'ts' }).body.find(({ type }) => type === 'ExportDefaultDeclaration');
      const { properties } = exported.declaration.arguments[0];
      const edited = properties.toReversed().reduce((text, { key, start, end }) => {
        const group = groupOf(key.name);
        if (!group) return text;
        const lineEnds = text.slice(start, end).replace(/[^\n]/g, '');
        const getter = `get ${key.name}() { return ${group}Of('${ruleId}').${key.name};${lineEnds} }`;
        return text.slice(0, start) + getter + text.slice(end);
      }, code);
      const loaders = Object.keys(groups).map((group) => `${group}Of`);
      return { code: `import { ${loaders.join(', ')} } from '${prefix}';${edited}`, map: null };
    },
  };
}

/** CommonJS can load at once what an ES module has to wait for, and what is loaded on demand cannot wait. */
function synchronously() {
  const promised = /Promise\.resolve\(\)\.then\(\(\) => ((?:\/\* @__PURE__ \*\/ [\w.$]+\()?require\("[^"]+"\)(?:\.default)?(?:, 1\))?)\)/g;
  return {
    name: 'synchronously',
    /** As long as before: what the source map says stays true. */
    renderChunk(code, { fileName }) {
      const edited = code.replace(promised, (all, loading) => loading.padEnd(all.length));
      const left = /\?\?= Promise\.resolve\(\)[^\n]*/.exec(edited);
      if (left) throw new Error(`${fileName}: ${left[0]}`);
      return { code: edited, map: null };
    },
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
