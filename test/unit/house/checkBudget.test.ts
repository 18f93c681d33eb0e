// The check of script sizes can fail.
import { spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const script = path.resolve('test/house/checkBudget.mjs');

describe('checkBudget', () => {
  let web: string;
  beforeEach(() => {
    web = mkdtempSync(path.join(tmpdir(), 'budget-'));
    mkdirSync(path.join(web, 'tab'));
  });
  afterEach(() => {
    rmSync(web, { recursive: true });
  });

  /** Writes an app of incompressible scripts and checks it. */
  function check(page: string, scripts: Readonly<Record<string, number>>): { code: number | null; text: string } {
    writeFileSync(path.join(web, 'tab', 'index.html'), page);
    for (const [name, size] of Object.entries(scripts)) writeFileSync(path.join(web, 'tab', name), randomBytes(size));
    const { status, stdout, stderr } = spawnSync(process.execPath, [script, web], { encoding: 'utf8' });
    return { code: status, text: stdout + stderr };
  }

  it.each([
    '<script defer src="main.js"></script><script src="vendor.js"></script>',
    '<script defer src=main.js></script><script src=vendor.js></script>',
    "<script src='main.js' defer></script><script src='vendor.js'></script>",
  ])('counts the scripts of %s', (page) => {
    const { code, text } = check(page, {
      'main.js': 100_000,
      'vendor.js': 100_000,
      'lang-fr.js': 5_000,
      'late.js': 50_000,
    });
    expect(text).toMatch(/first paint 205\.\d KB of 250\.0 KB, all script 255\.\d KB of 380\.0 KB/u);
    expect(code).toBe(0);
  });

  it('counts neither office.js nor what only another page of the app begins with', () => {
    writeFileSync(
      path.join(web, 'tab', 'commands.html'),
      '<script src="__OFFICE_JS_URL__"></script><script src="c.js">',
    );
    const page = '<script src="__OFFICE_JS_URL__"></script><script defer src="main.js"></script>';
    const { code, text } = check(page, { 'main.js': 100_000, 'c.js': 300_000, 'late.js': 50_000 });
    expect(text).toMatch(/tab: first paint 100\.\d KB of 250\.0 KB, all script 150\.\d KB/u);
    expect(text).toContain('tab/commands.html: firstPaintBytes is');
    expect(code).toBe(1);
  });

  it('refuses a first paint that is too heavy', () => {
    const { code, text } = check('<script src="main.js">', { 'main.js': 245_000, 'lang-fr.js': 10_000 });
    expect(text).toContain('firstPaintBytes is');
    expect(code).toBe(1);
  });

  it('refuses too much script in all', () => {
    const { code, text } = check('<script src="main.js">', { 'main.js': 200_000, 'sign-in.js': 190_000 });
    expect(text).toContain('allBytes is');
    expect(code).toBe(1);
  });

  it('refuses a page without script, which would always be light', () => {
    expect(check('<p>', { 'main.js': 1 }).code).toBe(1);
  });
});
