import { createHash } from 'node:crypto';
import fs from 'node:fs';
import { rolldown } from 'rolldown';
import { ROOT } from './paths.ts';

const PAGE = `${ROOT}src/inventory/page/`;

/** `src/inventory/page-assets.ts`: the style and the script of the page of an inventory, and by what its policy knows them. */
export async function compilePageAssets(): Promise<string> {
  const bundle = await rolldown({ input: `${PAGE}page.ts`, platform: 'browser', tsconfig: false });
  const { output } = await bundle.generate({ format: 'iife', comments: false });
  await bundle.close();
  const assets = { STYLE: fs.readFileSync(`${PAGE}page.css`, 'utf8'), SCRIPT: output[0].code };
  return [
    '/** The style and the script of the page of an inventory. Generated from the folder `page` by `npm run generate`. */',
    ...Object.entries(assets).flatMap(([name, text]) => [
      `export const ${name} = [`,
      ...text.split('\n').map((line) => `  ${JSON.stringify(line)},`),
      "].join('\\n');",
      `export const ${name}_HASH = 'sha256-${createHash('sha256').update(text).digest('base64')}';`,
    ]),
    '',
  ].join('\n');
}
