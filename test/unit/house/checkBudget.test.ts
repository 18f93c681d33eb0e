// The check of script sizes can fail.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const script = path.resolve('test/house/checkBudget.mjs');

/** What the bundler lists of an app. */
interface ChunkList {
  readonly first: Readonly<Record<string, readonly string[]>>;
  readonly later?: Readonly<Record<string, readonly string[]>>;
}

describe('checkBudget', () => {
  let dist: string;
  beforeEach(() => {
    dist = mkdtempSync(path.join(tmpdir(), 'budget-'));
    for (const folder of ['chunks', 'web/tab']) mkdirSync(path.join(dist, folder), { recursive: true });
  });
  afterEach(() => {
    rmSync(dist, { recursive: true });
  });

  /** Writes an app of incompressible scripts and checks it. */
  function check(list: ChunkList, sizes: Readonly<Record<string, number>>): { code: number | null; text: string } {
    writeFileSync(path.join(dist, 'chunks/tab.json'), JSON.stringify({ later: {}, ...list }));
    for (const [name, size] of Object.entries(sizes))
      writeFileSync(path.join(dist, 'web/tab', name), randomBytes(size));
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, dist], { encoding: 'utf8' });
    return { code: status, text: stdout + stderr };
  }

  it('counts the largest language once, what every page needs, and each page for itself', () => {
    const { code, text } = check(
      {
        first: { main: ['main.js', 'vendor.js'] },
        later: {
          'lang-fr': ['fr.js'],
          'lang-de': ['de.js'],
          pseudo: ['pseudo.js'],
          numbers: ['numbers.js', 'shared.js'],
          'page-settings': ['settings.js', 'shared.js'],
        },
      },
      {
        'main.js': 100_000,
        'vendor.js': 100_000,
        'fr.js': 5_000,
        'de.js': 4_000,
        'pseudo.js': 90_000,
        'numbers.js': 50_000,
        'shared.js': 10_000,
        'settings.js': 30_000,
      },
    );
    expect(text).toMatch(/first paint 205\.\d of 250\.0 KB, interactive 265\.\d of 380\.0 KB/u);
    expect(text).toMatch(/page-settings 30\.\d/u);
    expect(code).toBe(0);
  });

  it('counts of a further page of the app only what that page begins with', () => {
    const list = { first: { main: ['main.js'], commands: ['c.js'] }, later: { numbers: ['late.js'] } };
    const { code, text } = check(list, { 'main.js': 100_000, 'c.js': 300_000, 'late.js': 50_000 });
    expect(text).toMatch(/tab: first paint 100\.\d of 250\.0 KB, interactive 150\.\d/u);
    expect(text).toContain('tab/commands: first paint is');
    expect(code).toBe(1);
  });

  it.each([
    ['a first paint', { 'main.js': 245_000, 'fr.js': 10_000 }, 'first paint is'],
    ['script in all', { 'main.js': 200_000, 'sign-in.js': 190_000 }, 'interactive is'],
    ['a page', { 'main.js': 100_000, 'settings.js': 61_000 }, 'page-settings is'],
  ])('refuses %s that is too heavy', (_what, sizes, words) => {
    const others = { 'fr.js': 10, 'sign-in.js': 10, 'settings.js': 10 };
    const later = { 'lang-fr': ['fr.js'], 'sign-in': ['sign-in.js'], 'page-settings': ['settings.js'] };
    const { code, text } = check({ first: { main: ['main.js'] }, later }, { ...others, ...sizes });
    expect(text).toContain(words);
    expect(code).toBe(1);
  });

  it('refuses a page without script, which would always be light', () => {
    expect(check({ first: { main: [] } }, {}).code).toBe(1);
  });
});
