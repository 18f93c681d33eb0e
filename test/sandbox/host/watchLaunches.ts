// Lets a browser journey see the links a tab hands to the system (tel:, target=_blank), which no page can see.
import type { Page } from 'playwright-core';

/**
 * Links that were opened, oldest first. Chromium reports each new window it is asked for (`Page.windowOpen` of the
 * DevTools protocol) before it hands a `tel:` address to the operating system, so nothing has to be put into the tab.
 */
export interface LaunchWatch {
  readonly links: readonly string[];
  /** Resolves with the first link that starts so; rejects after the time. @default 5000 ms */
  waitFor(start: string, timeoutMs?: number): Promise<string>;
}

/** Watches a page and every frame it holds now in a process of its own (another site than the page's). */
export async function watchLaunches(page: Page): Promise<LaunchWatch> {
  const links: string[] = [];
  const waiting = new Set<() => void>();
  const note = (event: { readonly url: string }): void => {
    links.push(event.url);
    for (const look of [...waiting]) look();
  };
  for (const target of [page, ...page.frames().slice(1)]) {
    // A frame in its parent's process has no session of its own; the page's session covers it.
    const session = await page
      .context()
      .newCDPSession(target)
      .catch(() => null);
    if (session === null) continue;
    session.on('Page.windowOpen', note);
    await session.send('Page.enable');
  }
  const waitFor = (start: string, timeoutMs = 5000): Promise<string> =>
    new Promise((resolve, reject) => {
      const stop = (): void => {
        clearTimeout(limit);
        waiting.delete(look);
      };
      const look = (): void => {
        const found = links.find((link) => link.startsWith(start));
        if (found === undefined) return;
        stop();
        resolve(found);
      };
      const limit = setTimeout(() => {
        stop();
        reject(new Error(`no link ${start} was opened, only ${JSON.stringify(links)}`));
      }, timeoutMs);
      waiting.add(look);
      look();
    });
  return { links, waitFor };
}
