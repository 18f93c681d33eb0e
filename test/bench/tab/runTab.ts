// Runs the tab of a large company in a browser: sandbox, built service and Chromium, a log of many calls and a directory of many people.
import { spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Frame, type Page } from 'playwright-core';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { makeTenant } from '../../sandbox/tenant/index.ts';
import { serviceFlags } from '../../support/launch/serviceFlags.mjs';
import { until } from '../../support/until.ts';
import { fillLog } from './fillLog.ts';
import {
  measureScroll,
  measureSearch,
  readWholeLog,
  typingPaceMs,
  type ScrollMeasure,
  type SearchMeasure,
} from './measureTab.ts';

const readyWithinMs = 120_000;
const scrollSeconds = 10;
const texts = ['chloe sp', 'ada ex', 'sample b', 'dupl', '2014', '+33199', 'elodie', 'placeh', 'customer care', 'zz'];

/** How large the company is. */
export interface TabOptions {
  readonly rows: number;
  readonly people: number;
}

/** What was measured, and whether the bars hold. */
export interface TabReport extends TabOptions {
  /** Of the machine at the end, one minute. */
  readonly load: number;
  /** Between two keys at least. */
  readonly typingPaceMs: number;
  readonly readLogMs: number;
  readonly scroll: ScrollMeasure;
  readonly search: SearchMeasure;
  readonly bars: readonly { readonly name: string; readonly held: boolean }[];
  readonly passed: boolean;
}

/** Fills, starts, measures and stops. */
export async function runTab(options: TabOptions): Promise<TabReport> {
  const dir = mkdtempSync(join(tmpdir(), 'hookswitch-bench-tab-'));
  const tenant = makeTenant({ users: options.people });
  const [user] = tenant.users;
  if (user === undefined) throw new Error('a company of nobody');
  const storePath = join(dir, 'store.sqlite');
  await fillLog(storePath, { tenantId: tenant.id, userId: user.id, extension: user.extension }, options.rows);
  const sandbox = await startSandbox({ dir, tenant, demoPresence: false, config: { storePath, logLevel: 'warn' } });
  const service = startService(sandbox);
  const browser = await chromium.launch({
    executablePath: process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking', '--no-first-run'],
  });
  try {
    await until(() => isReady(sandbox), readyWithinMs);
    return await measure(options, await openTab(browser, sandbox, user.extension));
  } finally {
    await browser.close();
    await stop(service);
    await sandbox.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function measure(options: TabOptions, { page, tab }: { page: Page; tab: Frame }): Promise<TabReport> {
  await openPage(tab, 'calls');
  await tab.locator('#call-log [role=listitem]').first().waitFor();
  const readLogMs = Math.round(await readWholeLog(tab, options.rows));
  const scroll = await measureScroll(tab, scrollSeconds);
  await openPage(tab, 'contacts');
  await tab.getByRole('searchbox').first().waitFor();
  const search = await measureSearch(page, tab, texts);
  const bars = [
    { name: 'call log: median of 50 frames a second or more', held: scroll.medianFps >= 50 },
    { name: 'search: p95 of 100 ms or less from the key to the painted answer', held: search.p95Ms <= 100 },
    { name: 'the whole log was read', held: scroll.rows > options.rows * 0.99 },
  ];
  const load = Math.round((loadavg()[0] ?? 0) * 10) / 10;
  return { ...options, load, typingPaceMs, readLogMs, scroll, search, bars, passed: bars.every(({ held }) => held) };
}

function startService(sandbox: Sandbox): ChildProcess {
  return spawn(process.execPath, [...serviceFlags, 'dist/bot/main.js', 'serve', '--config', sandbox.configPath], {
    env: { ...process.env, ...sandbox.env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function isReady({ serviceUrl }: Sandbox): Promise<boolean> {
  return (await fetch(`${serviceUrl}/readyz`).catch(() => null))?.status === 200;
}

async function stop(service: ChildProcess): Promise<void> {
  const ended = new Promise((resolve) => service.once('exit', resolve));
  service.kill('SIGTERM');
  await ended;
}

/** The tab as a person has it who was welcomed before. */
async function openTab(browser: Browser, sandbox: Sandbox, extension: string): Promise<{ page: Page; tab: Frame }> {
  const user = sandbox.tenant.byExtension(extension);
  if (user !== undefined) {
    await fetch(`${sandbox.serviceUrl}/api/v1/settings`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${await sandbox.issuer.userToken(user)}`, 'content-type': 'application/json' },
      body: JSON.stringify({ isWelcomed: true }),
    });
  }
  const page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
  await page.goto(`${sandbox.host.teamsUrl}?user=${extension}&lang=en`);
  await page.frameLocator('iframe[name="embedded-page-container"]').getByRole('tablist').first().waitFor();
  const tab = page.frames().find((frame) => frame.url().includes('/tab/'));
  if (tab === undefined) throw new Error('the tab is not there');
  return { page, tab };
}

async function openPage(tab: Frame, name: string): Promise<void> {
  await tab.locator(`#page-${name}`).click();
}
