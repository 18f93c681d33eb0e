// Walks through the pages of a list to its end, or to the most we take of it.
import type { Wire, WireAsk } from './createWire.ts';
import { unreadableFault } from './graphFaults.ts';
import { parsePage, type Page } from './parsePage.ts';
import type { GraphOperation } from './reportRequest.ts';

const maxBytes = 8 * 1024 * 1024;

/** A walk; `most` pages at the most, after which it just ends. */
export interface PagesAsk extends Pick<WireAsk, 'prefer'> {
  readonly url: URL;
  readonly most: number;
}

/** Page by page. Throws what GraphPort promises; pages in a circle are `graph.unreadable`. */
export async function* readPages(wire: Wire, op: GraphOperation, ask: PagesAsk): AsyncGenerator<Page> {
  const { most, ...how } = ask;
  const seen = new Set<string>();
  let url: URL | undefined = ask.url;
  while (url !== undefined && seen.size < most) {
    if (seen.has(url.href)) throw unreadableFault(op, 'pages without end');
    seen.add(url.href);
    const answer = await wire.call(op, { ...how, method: 'GET', url, maxBytes });
    const page: Page = parsePage(op, answer.text, wire.base);
    yield page;
    url = page.next;
  }
}
