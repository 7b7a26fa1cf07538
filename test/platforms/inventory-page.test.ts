import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import { join } from 'node:path';
import { type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { TESTDATA } from '../support/paths.ts';
import { run, service } from '../support/run.ts';

/** The page and the graph of `runlint inventory`, in a real browser: Debian's Chromium, where it is installed. */

const require = createRequire(import.meta.url);
const MERMAID = require.resolve('mermaid/dist/mermaid.min.js');
const BROWSER = '/usr/bin/chromium';
const ARGS = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];
const isMissing = !fs.existsSync(BROWSER);
if (isMissing) process.stderr.write(`The page of an inventory is not opened: there is no ${BROWSER}.\n`);

/** A page that is open, and all that it has said and asked for. */
interface OpenPage {
  readonly page: Page;
  readonly said: readonly string[];
  readonly asked: readonly string[];
}

describe.skipIf(isMissing)('in a browser', () => {
  const folder = fs.mkdtempSync(join(os.tmpdir(), 'runlint-browser-'));
  const contexts: BrowserContext[] = [];
  let thousand = '';

  beforeAll(async () => {
    thousand = await inventoryOf('html', thousandServices());
  });

  afterAll(async () => {
    await Promise.all(contexts.map((context) => context.close()));
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** Opens a page as a file, with a new profile. */
  async function open(html: string, options: Parameters<typeof chromium.launchPersistentContext>[1] = {}): Promise<OpenPage> {
    const own = fs.mkdtempSync(join(folder, 'page-'));
    fs.writeFileSync(join(own, 'page.html'), html);
    const launch = { executablePath: BROWSER, args: ARGS, viewport: { width: 1280, height: 900 }, ...options };
    const context = await chromium.launchPersistentContext(join(own, 'profile'), launch);
    contexts.push(context);
    const page = await context.newPage();
    const [said, asked]: [string[], string[]] = [[], []];
    page.on('console', (message) => said.push(message.text()));
    page.on('pageerror', ({ message }) => said.push(message));
    page.on('dialog', (dialog) => said.push(dialog.message()));
    page.on('request', (request) => asked.push(request.url()));
    await page.goto(`file://${own}/page.html`);
    return { page, said, asked };
  }

  const visibleRows = (page: Page) => page.locator('tbody tr:not([hidden])');
  const names = (page: Page) => visibleRows(page).locator('td:nth-child(2)').allTextContents();
  const shown = (page: Page) => page.locator('#shown').textContent();

  it('a thousand services are drawn, and nothing is asked for', async () => {
    const { page, said, asked } = await open(thousand);
    await page.locator('#picture svg .account').first().waitFor();
    expect(await shown(page)).toBe('1000 resources');
    expect(await page.locator('#kinds label').allTextContents()).toEqual([
      '100 default',
      '100 none',
      '100 other-project',
      '200 shared',
      '500 dedicated',
    ]);
    expect(await visibleRows(page).count()).toBe(500);
    expect(await page.getByRole('button', { name: 'Show 500 more', exact: true }).count()).toBe(1);
    await page.getByRole('button', { name: 'Show 500 more rows' }).click();
    expect(await visibleRows(page).count()).toBe(1000);
    expect(said).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('they are filtered, sorted and looked through with the keyboard alone', async () => {
    const { page, said } = await open(thousand);
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = () =>
      page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent);

    await page.locator('#kinds input').last().focus();
    await press('Space');
    expect(await shown(page)).toBe('500 of 1000 resources');
    await press('Space', 'Tab');
    await page.keyboard.type('shop-run');
    await page.waitForFunction(() => document.querySelector('output')?.value === '200 of 1000 resources');
    expect(await page.locator('#picture .account').count()).toBe(1);

    await press('Tab', 'Tab');
    expect(await focused()).toMatch(/^Service\/service-\d+ runs as shop-run@acme-prod.iam.gserviceaccount.com, shared$/);
    await press('End', 'Enter');
    expect(await page.locator('#picture .resource').count()).toBe(200);
    await press('Home', 'ArrowDown', 'ArrowRight');
    expect(await focused()).toBe('shop-run@acme-prod.iam.gserviceaccount.com, shared, 200 resources');
    await press('Enter');
    expect(await page.locator('#picture .link.lit').count()).toBe(200);
    expect(await page.locator('tr.chosen').count()).toBe(200);
    await press('ArrowLeft', 'ArrowDown', 'Enter');
    expect(await page.locator('#picture .link.lit').count()).toBe(1);
    expect(await page.locator('[aria-pressed="true"]').count()).toBe(1);
    await press('Escape');
    expect(await page.locator('.lit, tr.chosen, [aria-pressed="true"]').count()).toBe(0);

    await press('Tab', 'Tab', 'Enter');
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('ascending');
    const ascending = await names(page);
    expect(ascending.slice(0, 3)).toEqual(['service-5', 'service-6', 'service-15']);
    await press('Enter');
    expect(await page.locator('th[aria-sort]').getAttribute('aria-sort')).toBe('descending');
    expect(await names(page)).toEqual(ascending.toReversed());
    expect(said).toEqual([]);
  });

  it('the head of the table and the filter stay in sight', async () => {
    const { page } = await open(thousand);
    await page.getByRole('link', { name: 'To the table' }).click();
    await page.mouse.wheel(0, 3000);
    await page.waitForFunction(() => document.querySelector('thead th')?.getBoundingClientRect().top === 56);
    expect(await page.locator('#filter').evaluate((filter) => filter.getBoundingClientRect().top)).toBeGreaterThanOrEqual(0);
  });

  it.each(['light', 'dark'] as const)('all texts can be read, in %s', async (colorScheme) => {
    const { page, said } = await open(await everyKind('html'), { colorScheme });
    await page.locator('#picture svg .account').first().waitFor();
    const contrasts = await page.evaluate(contrastsOfTexts);
    expect(contrasts.filter(({ contrast }) => contrast < 4.5)).toEqual([]);
    expect(contrasts.length).toBeGreaterThan(100);
    const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(paper).toBe({ light: 'rgb(255, 255, 255)', dark: 'rgb(21, 24, 28)' }[colorScheme]);
    expect(said).toEqual([]);
  });

  it('all rows are printed', async () => {
    const { page } = await open(thousand);
    await page.locator('#picture svg .account').first().waitFor();
    await page.evaluate(() => dispatchEvent(new Event('beforeprint')));
    await page.emulateMedia({ media: 'print' });
    expect(await visibleRows(page).count()).toBe(1000);
    expect(await page.locator('#search').isVisible()).toBe(false);
    expect(await page.locator('#picture svg').isVisible()).toBe(true);
  });

  it('all rows are there without the script', async () => {
    const { page } = await open(thousand, { javaScriptEnabled: false });
    expect(await page.locator('tbody tr:visible').count()).toBe(1000);
    expect(await page.locator('#search').isVisible()).toBe(false);
  });

  it('nothing of a manifest runs, and all of it is text', async () => {
    const { page, said, asked } = await open(await inventoryOf('html', hostileServices()));
    await page.locator('#picture svg .account').first().waitFor();
    expect((await names(page)).sort()).toEqual([...HOSTILE].sort());
    expect(await page.locator('.resource title').allTextContents()).toEqual(
      expect.arrayContaining(HOSTILE.map((name) => expect.stringContaining(`Service/${name} runs as`))),
    );
    expect(said).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  it('its policy lets no script in, were one there', async () => {
    const html = (await everyKind('html')).replace(
      '</main>',
      '<script>document.title = "broken"</script><img src="https://acme.example/x"></main>',
    );
    const { page, said } = await open(html);
    expect(await page.title()).toBe('Who runs as whom');
    expect(said.join('\n')).toMatch(/Content Security Policy[\s\S]*https:\/\/acme\.example\/x/);
  });

  it('Mermaid draws the graph, and each text of it is a name', async () => {
    const { page, said } = await open('<!doctype html><title>Mermaid</title><meta charset="utf-8"><div id="graph"></div>');
    await page.addScriptTag({ path: MERMAID });
    const texts = [
      ...(await page.evaluate(drawWithMermaid, await everyKind('mermaid'))),
      ...(await page.evaluate(drawWithMermaid, await inventoryOf('mermaid', hostileServices()))),
    ];
    for (const name of ['Service/checkout', 'Job', 'Instance/debug', ...HOSTILE.map((hostile) => `Service/${hostile}`)])
      expect(texts).toContain(name);
    expect(said).toEqual([]);
  });

  it('Mermaid draws the graph of more than it could draw', async () => {
    const { page } = await open('<!doctype html><title>Mermaid</title><meta charset="utf-8"><div id="graph"></div>');
    await page.addScriptTag({ path: MERMAID });
    const accounts = ['alpha', 'gamma', 'delta', 'theta'].map((word) => `${word}-run@acme-prod.iam.gserviceaccount.com`);
    const many = Array.from({ length: 2000 }, (_, index) => service(accounts[index % 4], `service-${index}`));
    expect(await page.evaluate(drawWithMermaid, await inventoryOf('mermaid', many))).toContain('and 496 more');
  });
});

/** The inventory of manifests, as a stream of documents. */
async function inventoryOf(format: string, manifests: readonly string[]): Promise<string> {
  return (await run(['inventory', '--format', format, '-'], { stdin: manifests.join('---\n') })).stdout;
}

/** That of a folder with every kind of identity. */
async function everyKind(format: string): Promise<string> {
  return (await run(['inventory', '--format', format], { cwd: `${TESTDATA}inventory/kinds` })).stdout;
}

/** A tenth runs as each of a default account, none, another project's, two tenths as one that they share, the others each as its own. */
function thousandServices(): string[] {
  return Array.from({ length: 1000 }, (_, index) => {
    const name = `service-${index}`;
    const own = `${name}@acme-prod.iam.gserviceaccount.com`;
    const shared = 'shop-run@acme-prod.iam.gserviceaccount.com';
    const foreign = `${name}@acme-data.iam.gserviceaccount.com`;
    const accounts = [
      own,
      null,
      '814577087058-compute@developer.gserviceaccount.com',
      foreign,
      own,
      shared,
      shared,
      own,
      own,
      own,
    ];
    return service(accounts[index % 10], name).replace(`name: ${name}\n`, `name: ${name}\n  namespace: acme-prod\n`);
  });
}

const HOSTILE = [
  '<script>alert(1)</script>',
  '</script><img src=x onerror=alert(1)>',
  '"><svg onload=alert(1)>',
  "'; alert(1); '",
  '&lt;b&gt;',
  '<!--',
  '${alert(1)}',
  'end',
  'a"] --> b; click a1 "javascript:alert(1)"',
  '`#quot; %%{init: {}}%% |x|',
  '=1+1',
  'ünïcödé 漢字 🙂',
];

function hostileServices(): string[] {
  return HOSTILE.map((name) => {
    const manifest = service('ACCOUNT', 'NAME').replace('ACCOUNT', () => JSON.stringify(`${name}@x`));
    return manifest.replace('NAME', () => JSON.stringify(name));
  });
}

/** In the page: the contrast of each text with what is behind it, as WCAG 2 has it. */
function contrastsOfTexts(): { text: string; contrast: number }[] {
  const channels = (color: string) => (color.match(/[\d.]+/g) ?? []).slice(0, 3).map(Number);
  const luminance = (color: string) => {
    const [red = 0, green = 0, blue = 0] = channels(color).map((channel) => {
      const share = channel / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const paper = luminance(getComputedStyle(document.body).backgroundColor);
  const texts = [...document.querySelectorAll('body :not(title, style, script)')].filter((element) =>
    [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.textContent?.trim()),
  );
  return texts.map((element) => {
    const { color, fill } = getComputedStyle(element);
    const ink = luminance(element instanceof SVGElement ? fill : color);
    const contrast = (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
    return { text: element.textContent?.trim() ?? '', contrast };
  });
}

/** In the page: the texts of the nodes that Mermaid draws. */
async function drawWithMermaid(text: string): Promise<string[]> {
  const { mermaid } = globalThis as unknown as {
    mermaid: { initialize(options: object): void; render(id: string, text: string): Promise<{ svg: string }> };
  };
  mermaid.initialize({ startOnLoad: false, securityLevel: 'strict' });
  const { svg } = await mermaid.render('drawing', text);
  (document.querySelector('#graph') as HTMLElement).innerHTML = svg;
  return [...document.querySelectorAll('#graph .nodeLabel')].map((label) => label.textContent?.trim() ?? '');
}
