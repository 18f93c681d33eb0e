// A person at the Outlook host page: the pane of the add-in, the ribbon, and what was opened.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, FrameLocator, Page } from 'playwright-core';
import { watchLaunches, type LaunchWatch } from '../../sandbox/host/index.ts';
import type { Stage } from './journey.ts';

const pictures = join(__dirname, '../out');
/** What a browser without a name server says, and Chromium's advice on the frame Outlook itself uses: no fault of ours. */
const harmless = /ERR_NAME_NOT_RESOLVED|ERR_INTERNET_DISCONNECTED|allow-same-origin/;

/** How the Outlook host page is opened. */
export interface OutlookView {
  /** Extension of the person. */
  readonly user: string;
  /** Id of the selected item. */
  readonly item: string;
  /** @default true */
  readonly isPaneOpen?: boolean;
  readonly isPinned?: boolean;
  readonly lang?: 'en' | 'fr';
  readonly theme?: 'default' | 'dark' | 'contrast';
  /** Further settings of the page, e.g. `{ windows: 'off' }`. */
  readonly more?: Readonly<Record<string, string>>;
  readonly width?: number;
}

/** A person at the Outlook host page. */
export interface OutlookSeat {
  readonly page: Page;
  readonly pane: FrameLocator;
  /** What was opened by the page and the frames it had when this is first asked for. */
  watch(): Promise<LaunchWatch>;
  /** Console errors and failures of the page and the add-in. */
  readonly complaints: readonly string[];
  picture(name: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens the page; waits for the pane when it is to be open. */
export async function sitAtOutlook(stage: Stage, view: OutlookView): Promise<OutlookSeat> {
  mkdirSync(pictures, { recursive: true });
  const viewport = { width: view.width ?? 1280, height: 800 };
  const context: BrowserContext = await stage.browser.newContext({ viewport });
  const page = await context.newPage();
  const complaints: string[] = [];
  page.on('console', (message) => {
    const text = `${message.text()} ${message.location().url}`;
    if (message.type() === 'error' && !harmless.test(text)) complaints.push(text);
  });
  page.on('pageerror', (error) => complaints.push(String(error)));
  const isPaneOpen = view.isPaneOpen ?? true;
  const query = new URLSearchParams({
    user: view.user,
    item: view.item,
    lang: view.lang ?? 'en',
    theme: view.theme ?? 'default',
    ...(isPaneOpen && { pane: 'open' }),
    ...(view.isPinned === true && { pin: 'on' }),
    ...view.more,
  });
  await page.goto(`${stage.sandbox.host.outlookUrl}?${query.toString()}`);
  const pane = page.frameLocator('#pane-place iframe');
  if (isPaneOpen) await pane.getByRole('tablist').first().waitFor();
  return {
    page,
    pane,
    watch: () => watchLaunches(page),
    complaints,
    picture: async (name) => {
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    },
    close: () => context.close(),
  };
}
