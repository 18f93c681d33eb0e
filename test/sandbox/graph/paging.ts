// Cuts a list into pages with Graph's $top and an opaque $skiptoken in the next link.
import { badRequest, ok, type GraphAnswer } from './answers.ts';

/** Sizes of a page. */
export interface PageRules {
  readonly defaultTop: number;
  readonly maxTop: number;
}

function startOf(token: string | null): number | null {
  if (token === null) return 0;
  const match = /^from:(\d{1,9})$/.exec(Buffer.from(token, 'base64url').toString('utf8'));
  return match === null ? null : Number(match[1]);
}

function nextLink(address: string, query: URLSearchParams, start: number): string {
  const next = new URLSearchParams(query);
  next.set('$skiptoken', Buffer.from(`from:${String(start)}`).toString('base64url'));
  return `${address}?${next.toString().replaceAll('%24', '$')}`;
}

/** One page of `list`, each entry through `show`; 400 for a bad $top or token. */
export function pageOf<Entry>(
  list: readonly Entry[],
  query: URLSearchParams,
  address: string,
  rules: PageRules,
  show: (entry: Entry) => unknown,
): GraphAnswer {
  const top = Number(query.get('$top') ?? rules.defaultTop);
  if (!Number.isInteger(top) || top < 1 || top > rules.maxTop) {
    return badRequest(`Invalid page size specified: must be between 1 and ${String(rules.maxTop)} inclusive.`);
  }
  const start = startOf(query.get('$skiptoken'));
  if (start === null) return badRequest('The $skiptoken is not valid.');
  const value = list.slice(start, start + top).map(show);
  const end = start + top;
  return ok(end < list.length ? { '@odata.nextLink': nextLink(address, query, end), value } : { value });
}
