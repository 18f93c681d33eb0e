// The stage of a journey: sandbox, the built service as a process of its own, and a real Chromium in the Teams host page.
import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type FrameLocator, type Page } from 'playwright-core';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../sandbox/index.ts';
import { watchLaunches, type LaunchWatch } from '../../sandbox/host/index.ts';
import { until } from '../../support/until.ts';
import { askService } from './askService.ts';

const repository = join(__dirname, '../../..');
const pictures = join(repository, 'test/e2e/out');
const chromiumFlags = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** How the Teams host page is opened. */
export interface HostView {
  /** Extension of the person. */
  readonly user: string;
  readonly lang?: 'en' | 'fr';
  /** Told to the tab in place of the page's own language, e.g. `de-DE`, `qps-ploc`. */
  readonly locale?: string;
  readonly theme?: 'default' | 'dark' | 'contrast';
  /** A deep link into the tab. */
  readonly page?: string;
  /** Room that Teams leaves the tab: all of it, the side panel of a meeting, or a phone of 320 px. @default 'full' */
  readonly room?: 'full' | 'side' | 'phone';
  /** Of the browser's window (px). @default 1280 */
  readonly width?: number;
  /** @default 800 */
  readonly height?: number;
  /** Leaves the first steps open for those who have never been here. @default false */
  readonly isFirstVisit?: boolean;
}

/** A person at the Teams host page. */
export interface Seat {
  readonly page: Page;
  readonly tab: FrameLocator;
  readonly launches: LaunchWatch;
  /** Console errors and failed requests of the page and the tab. */
  readonly complaints: readonly string[];
  picture(name: string): Promise<void>;
  /** Closes this browser; what it kept is forgotten. */
  leave(): Promise<void>;
}

/** Everything a journey needs. */
export interface Stage {
  readonly sandbox: Sandbox;
  readonly browser: Browser;
  sit(view: HostView): Promise<Seat>;
  /** kill -9, then the same command again. */
  restartService(): Promise<void>;
  /** kill -9, and nobody starts it again before `startService`. */
  killService(): Promise<void>;
  startService(): Promise<void>;
  close(): Promise<void>;
}

/** What Chromium answers where no name server exists; the product must live with it, so it is no complaint. */
const harmless = /res\.cdn\.office\.net|ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|allow-same-origin/;

function startService(sandbox: Sandbox): ChildProcess {
  const main = join(repository, 'dist/bot/main.js');
  if (!existsSync(main)) throw new Error('dist/bot/main.js is missing: npm run build');
  return spawn(process.execPath, [main, 'serve', '--config', sandbox.configPath], {
    env: { ...process.env, ...sandbox.env },
    cwd: repository,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
}

async function ready(sandbox: Sandbox): Promise<void> {
  await until(async () => {
    const answer = await fetch(`${sandbox.serviceUrl}/readyz`).catch(() => null);
    return answer?.status === 200;
  }, 30_000);
}

/** Starts everything; `close` stops it. */
export async function openStage(options: Partial<SandboxOptions> = {}): Promise<Stage> {
  mkdirSync(pictures, { recursive: true });
  const dir = mkdtempSync(join(tmpdir(), 'hookswitch-e2e-'));
  const sandbox = await startSandbox({ dir, ...options });
  let service = startService(sandbox);
  await ready(sandbox);
  const executablePath = process.env['CHROMIUM_PATH'] ?? '/usr/bin/chromium';
  const browser = await chromium.launch({ executablePath, args: chromiumFlags });
  const welcome = welcomeOnce(sandbox);
  const kill = async (): Promise<void> => {
    const ended = new Promise((resolve) => service.once('exit', resolve));
    service.kill('SIGKILL');
    await ended;
  };
  const start = async (): Promise<void> => {
    service = startService(sandbox);
    await ready(sandbox);
  };
  return {
    sandbox,
    browser,
    sit: async (view) => {
      if (view.isFirstVisit !== true) await welcome(view.user);
      return takeSeat(browser, sandbox, view);
    },
    restartService: async () => {
      await kill();
      await start();
    },
    killService: kill,
    startService: start,
    close: async () => {
      await browser.close();
      const ended = new Promise((resolve) => service.once('exit', resolve));
      service.kill('SIGTERM');
      await ended;
      await sandbox.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Says once for each person that the first steps were taken. */
function welcomeOnce(sandbox: Sandbox): (extension: string) => Promise<void> {
  const welcomed = new Set<string>();
  return async (extension) => {
    if (welcomed.has(extension)) return;
    await askService(sandbox, extension, 'PATCH', 'settings', { isWelcomed: true });
    welcomed.add(extension);
  };
}

async function takeSeat(browser: Browser, sandbox: Sandbox, view: HostView): Promise<Seat> {
  const context: BrowserContext = await browser.newContext({
    viewport: { width: view.width ?? 1280, height: view.height ?? 800 },
  });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' && !harmless.test(`${message.text()} ${message.location().url}`)) {
      complaints.push(message.text());
    }
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const query = new URLSearchParams({
    user: view.user,
    lang: view.lang ?? 'en',
    theme: view.theme ?? 'default',
    ...(view.locale !== undefined && { locale: view.locale }),
    ...(view.page !== undefined && { page: view.page }),
    ...(view.room !== undefined && { width: view.room }),
  });
  await page.goto(`${sandbox.host.teamsUrl}?${query.toString()}`);
  const tab = page.frameLocator('iframe[name="embedded-page-container"]');
  await tab.getByRole('tablist').first().waitFor();
  const launches = await watchLaunches(page);
  const picture = async (name: string): Promise<void> => {
    await page.screenshot({ path: join(pictures, `${name}.png`) });
  };
  return { page, tab, launches, complaints, picture, leave: () => context.close() };
}
