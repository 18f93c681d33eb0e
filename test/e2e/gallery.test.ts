// The gallery: every story in every theme, in one page that is never loaded again, holds what axe asks for.
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chromium, type Browser, type Page } from 'playwright-core';

const folder = join(__dirname, '../../dist/gallery');
const pictures = join(__dirname, 'out');
const themes = ['light', 'dark', 'contrast'];

let browser: Browser;
let page: Page;
let ids: readonly string[];
const complaints: string[] = [];

beforeAll(async () => {
  if (!existsSync(join(folder, 'frame.html'))) throw new Error('dist/gallery is missing: npm run gallery');
  mkdirSync(pictures, { recursive: true });
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  page = await browser.newPage({ viewport: { width: 480, height: 800 }, reducedMotion: 'reduce' });
  page.on('pageerror', (error) => complaints.push(String(error)));
  page.on('console', (message) => {
    if (message.type() === 'error') complaints.push(message.text());
  });
  await page.goto(pathToFileURL(join(folder, 'frame.html')).href);
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  ids = await page.evaluate('window.gallery.ids');
}, 60_000);

afterAll(async () => {
  await browser.close();
});

/** What is wrong with the story: what axe finds, and whether it is wider than its frame. */
async function faultsOf(view: object): Promise<readonly string[]> {
  return page.evaluate(`(async () => {
    const view = ${JSON.stringify(view)};
    await window.gallery.show(view);
    const { violations } = await axe.run(document, { resultTypes: ['violations'] });
    const name = [view.story, view.theme, view.lang, view.dir].filter(Boolean).join(' ');
    const { scrollWidth, clientWidth } = document.querySelector('main') ?? document.documentElement;
    return [
      ...violations.map(({ id, nodes }) => name + ': ' + id + ': ' + nodes[0].html.slice(0, 200)),
      ...(scrollWidth > clientWidth + 1 ? [name + ': ' + (scrollWidth - clientWidth) + ' px too wide'] : []),
      ...[...document.querySelectorAll('#fault')].map(({ textContent }) => name + ': ' + textContent),
    ];
  })()`);
}

async function faultsOfAll(view: object): Promise<readonly string[]> {
  const faults: string[] = [];
  for (const story of ids) faults.push(...(await faultsOf({ ...view, story })));
  return faults;
}

describe('the gallery of all components', () => {
  it.each(themes)(
    'has no axe violation and nothing too wide in any story: %s',
    async (theme) => {
      expect(ids.length).toBeGreaterThan(100);
      expect(await faultsOfAll({ theme, lang: theme === 'dark' ? 'fr' : 'en' })).toEqual([]);
      expect(complaints).toEqual([]);
    },
    60_000,
  );

  it('holds the same from right to left', async () => {
    expect(await faultsOfAll({ theme: 'light', lang: 'en', dir: 'rtl' })).toEqual([]);
  }, 60_000);

  it('has a front page with frames of every story of a component', async () => {
    const front = await browser.newPage();
    await front.goto(pathToFileURL(join(folder, 'index.html')).href);
    await front.locator('select[name=component]').selectOption('DialPad');
    await front.frameLocator('iframe[title="DialPad/a number"]').getByRole('textbox').waitFor();
    await front.screenshot({ path: join(pictures, 'gallery.png') });
    expect(await front.locator('iframe').count()).toBe(7);
    await front.close();
  });
});
