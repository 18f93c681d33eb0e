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
  { host: /^statics\.teams\.cdn\.(?:office\.net|live\.net)$/u, inner: parameter('url') },
  { host: /^teams\.(?:microsoft\.(?:com|us)|live\.com|cloud\.microsoft)$/u, inner: launcherTarget },
  {
    host: /^(?:www\.)?google\.[a-z]{2,3}(?:\.[a-z]{2})?$/u,
    inner: (url) => (url.pathname === '/url' ? googleTarget(url) : null),
  },
  { host: /^meet\.google\.com$/u, inner: (url) => (url.pathname === '/linkredirect' ? parameter('dest')(url) : null) },
  { host: /^urldefense\.(?:com|us|proofpoint\.com)$/u, inner: proofpointTarget },
  { host: /^linkprotect\.cudasvc\.com$/u, inner: parameter('a') },
  { host: /^(?:[\w-]+\.)?protect\.checkpoint\.com$/u, inner: checkPointTarget },
  { host: /^secure-web\.cisco\.com$/u, inner: ciscoTarget },
  { host: /^clicktime\.symantec\.com$|\.trendmicro\.com$|^slack-redir\.net$/u, inner: firstOf(['u', 'url']) },
  { host: /^(?:l|lm)\.(?:facebook|instagram)\.com$|^(?:www\.)?linkedin\.com$/u, inner: firstOf(['u', 'url']) },
  { host: /^(?:www\.)?duckduckgo\.com$/u, inner: parameter('uddg') },
  { host: /\.protection\.sophos\.com$/u, inner: sophosTarget },
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

function firstOf(names: readonly string[]): (url: URL) => string | null {
  return (url) => names.map((name) => url.searchParams.get(name)).find((value) => value !== null) ?? null;
}

/** The page of Teams that offers to start the app holds the link below its own host. */
function launcherTarget(url: URL): string | null {
  const below = url.pathname.startsWith('/dl/launcher/') ? url.searchParams.get('url') : null;
  return below === null ? null : `https://${url.hostname}/${below.replace(/^\/(?:_#\/)?/u, '')}`;
}

/** `/v2/___https://...___.id`. */
function checkPointTarget(url: URL): string | null {
  return /___(https?:\/.{1,3000}?)___/u.exec(`${url.pathname}${url.search}${url.hash}`)?.[1] ?? null;
}

/** The link stands coded at the end of the path. */
function ciscoTarget(url: URL): string | null {
  return percentDecoded(/https?%3a%2f%2f[^/?#]+$/iu.exec(url.pathname)?.[0] ?? null);
}

/** The link stands in `u` in Base64. */
function sophosTarget(url: URL): string | null {
  const coded = url.searchParams.get('u')?.replace(/-/gu, '+').replace(/_/gu, '/').replace(/=+$/u, '');
  if (coded === undefined || !/^[A-Za-z0-9+/]{8,4000}$/u.test(coded) || coded.length % 4 === 1) return null;
  return atob(coded);
}

function googleTarget(url: URL): string | null {
  return url.searchParams.get('q') ?? url.searchParams.get('url');
}

/** Version 3 keeps the link between `__` marks, version 2 in `u` with `-` for `%` and `_` for `/`. */
function proofpointTarget(url: URL): string | null {
  const marked = /^\/v3\/__(https?:\/.{1,3000}?)__;/u.exec(`${url.pathname}${url.search}${url.hash}`)?.[1];
  if (marked !== undefined) return marked.replace(/^(https?:)\/+/u, '$1//');
  const coded = url.pathname.startsWith('/v2/') ? url.searchParams.get('u') : null;
  return percentDecoded(coded?.replace(/-/gu, '%').replace(/_/gu, '/') ?? null);
}

function percentDecoded(coded: string | null): string | null {
  if (coded === null) return null;
  try {
    return decodeURIComponent(coded);
  } catch {
    return null;
  }
}
