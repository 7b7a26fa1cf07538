import { readFileSync } from 'node:fs';
import { defineConfig } from 'rolldown';

const { dependencies } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/**
 * The program in a few files: to load a hundred small modules takes longer than to check a manifest. What a command does
 * not need stays a file of its own, and packages stay packages. The library is not bundled: tsc builds it.
 */
export default defineConfig({
  input: 'src/bin.ts',
  platform: 'node',
  external: Object.keys(dependencies).map((name) => new RegExp(`^${name}(?:/|$)`)),
  output: { dir: 'dist/bin', format: 'esm', chunkFileNames: '[name].js', cleanDir: true },
});
