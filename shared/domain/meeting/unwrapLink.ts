// Takes the wrapping of mail filters and search engines off a link, so that one sees where it leads.
import { safeLink, type SafeLink } from './safeLink.ts';

/** A host that wraps links, and how to read what it wraps. */
interface Wrapper {
  readonly host: RegExp;
  readonly inner: (url: URL) => string | null;
}

const wrappers: readonly Wrapper[] = [
  {
    host: /(?:^|\.)safelinks\.protection\.(?:outlook\.com|office365\.us|partner\.outlook\.cn)$/u,
    inner: parameter('url'),
  },
  {
    host: /^(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/u,
    inner: (url) => (url.pathname === '/url' ? googleTarget(url) : null),
  },
  { host: /^urldefense\.(?:com|proofpoint\.com|us)$/u, inner: proofpointTarget },
  { host: /^linkprotect\.cudasvc\.com$/u, inner: parameter('a') },
];

/** Wrappers inside wrappers are unwrapped a few times; a link that goes on wrapping leads nowhere. */
const mostLayers = 5;

/** The link inside all wrappings, the link itself when it has none, null when nothing openable is inside. */
export function unwrapLink(link: SafeLink): SafeLink | null {
  let current: SafeLink = link;
  for (let layer = 0; layer < mostLayers; layer += 1) {
    const { url } = current;
    const wrapper = wrappers.find(({ host }) => host.test(url.hostname));
    if (wrapper === undefined) return current;
    const inner = wrapper.inner(url);
    if (inner === null) return current;
    const next = safeLink(inner);
    if (next === null) return null;
    current = next;
  }
  return null;
}

function parameter(name: string): (url: URL) => string | null {
  return (url) => url.searchParams.get(name);
}

function googleTarget(url: URL): string | null {
  return url.searchParams.get('q') ?? url.searchParams.get('url');
}

/** Version 3 keeps the link between `__` marks, version 2 in `u` with `-` for `%` and `_` for `/`. */
function proofpointTarget(url: URL): string | null {
  const marked = /^\/v3\/__(https?:\/.{1,3000}?)__;/u.exec(`${url.pathname}${url.search}${url.hash}`)?.[1];
  if (marked !== undefined) return marked.replace(/^(https?:)\/+/u, '$1//');
  const coded = url.pathname.startsWith('/v2/') ? url.searchParams.get('u') : null;
  if (coded === null) return null;
  try {
    return decodeURIComponent(coded.replace(/-/gu, '%').replace(/_/gu, '/'));
  } catch {
    return null;
  }
}
