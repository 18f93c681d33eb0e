// Reads one page of a list: its entries as they came, and the link to what follows, checked.
import * as v from 'valibot';
import { unreadableFault } from './graphFaults.ts';
import type { GraphOperation } from './reportRequest.ts';

const pageSchema = v.object({
  value: v.array(v.unknown()),
  '@odata.nextLink': v.optional(v.string()),
  '@odata.deltaLink': v.optional(v.string()),
});

/** A page: `next` leads to the following one, `delta` to what changes after the last one. */
export interface Page {
  readonly entries: readonly unknown[];
  readonly next?: URL;
  readonly delta?: URL;
}

/** Throws `graph.unreadable` when the text is no page, or a link leaves `base` (it would carry our token away). */
export function parsePage(op: GraphOperation, text: string, base: URL): Page {
  const page = v.safeParse(pageSchema, parseJson(op, text));
  if (!page.success) throw unreadableFault(op, 'not a page of a list');
  const { value, '@odata.nextLink': next, '@odata.deltaLink': delta } = page.output;
  return {
    entries: value,
    ...(next === undefined ? {} : { next: checkLink(op, next, base) }),
    ...(delta === undefined ? {} : { delta: checkLink(op, delta, base) }),
  };
}

/** The link where it stays with Graph; undefined where it leads elsewhere. */
export function linkWithin(link: string, base: URL): URL | undefined {
  const url = URL.canParse(link) ? new URL(link) : undefined;
  return url?.origin === base.origin ? url : undefined;
}

function checkLink(op: GraphOperation, link: string, base: URL): URL {
  const url = linkWithin(link, base);
  if (url === undefined) throw unreadableFault(op, 'the next link leads elsewhere');
  return url;
}

function parseJson(op: GraphOperation, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadableFault(op, 'not JSON', cause);
  }
}
