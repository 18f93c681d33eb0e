// Decides what a service worker answers: pages from the service while it is there, from this device while it is away.

/** What the keeper works with. */
export interface PageKeeperOptions {
  readonly caches: Pick<CacheStorage, 'open'>;
  readonly fetch: (request: Request | string) => Promise<Response>;
  /** Resolves after `delayMs`. */
  readonly wait: (delayMs: number) => Promise<void>;
  /** Address of the app's folder, with the slash at its end: nothing outside it is touched. */
  readonly scope: string;
}

/** Keeps the page of one app and its scripts; both are the same for everybody and hold nothing of anybody. */
export interface PageKeeper {
  /** The answer to a request of the page; undefined: the browser asks as always. */
  readonly answer: (request: Request) => Promise<Response> | undefined;
  /**
   * Keeps the page and exactly these scripts, as long as they are what the page of the service is made of: a page without its
   * scripts would open as nothing. Never rejects.
   */
  readonly keep: (urls: readonly string[]) => Promise<void>;
}

const cacheName = 'pages';
/** Names with a hash never change what they stand for (webpack.config). */
const hashedName = /\.[0-9a-f]{8,}\.js$/u;
/** How a page names its scripts (html-webpack-plugin). */
const scriptName = /<script\b[^>]*?\ssrc="([^"]+)"/gu;
const leastFault = 500;
/** A service that is only slow has answered by then; a machine that is off never does, and the browser waits for minutes. */
const patienceMs = 5_000;

/** A keeper for the app at `scope`. */
export function createPageKeeper({ caches, fetch, wait, scope }: PageKeeperOptions): PageKeeper {
  const isScript = (url: string): boolean => url.startsWith(scope) && hashedName.test(url);
  const kept = async (url: string): Promise<Response | undefined> => {
    try {
      return await (await caches.open(cacheName)).match(url);
    } catch {
      // A browser without room or right to keep anything still gets its pages from the service.
      return undefined;
    }
  };

  /** What stands before the service may answer for it that it is away. */
  const page = async (request: Request): Promise<Response> => {
    const asked = fetch(request);
    const first = await Promise.race([asked.catch(() => undefined), wait(patienceMs)]);
    if (first !== undefined && first.status < leastFault) return first;
    return (await kept(scope)) ?? asked;
  };

  const script = async (request: Request): Promise<Response> => (await kept(request.url)) ?? fetch(request);

  const keep = async (wanted: ReadonlySet<string>): Promise<void> => {
    const response = await fetch(scope);
    // A sign-in page of a proxy is none of ours.
    if (!response.ok || response.redirected) return;
    const parts = scriptsOf(await response.clone().text(), scope);
    // A newer version was installed since the app was opened: its own first visit keeps it.
    if (parts.length === 0 || !parts.every((url) => wanted.has(url))) return;
    const cache = await caches.open(cacheName);
    const there = (await cache.keys()).map(({ url }) => url);
    await Promise.all([...wanted].filter((url) => !there.includes(url)).map((url) => cache.add(url)));
    await cache.put(scope, response);
    const old = there.filter((url) => url !== scope && !wanted.has(url));
    await Promise.all(old.map((url) => cache.delete(url)));
  };

  return {
    answer: (request) => {
      if (request.method !== 'GET') return undefined;
      const [address = ''] = request.url.split(/[?#]/u);
      if (request.mode === 'navigate') {
        return address === scope || address === `${scope}index.html` ? page(request) : undefined;
      }
      return isScript(request.url) ? script(request) : undefined;
    },
    keep: async (urls) => {
      try {
        await keep(new Set(urls.filter(isScript)));
      } catch {
        // What was kept before is whole, and serves until the next visit.
      }
    },
  };
}

/** Addresses of the scripts of a page. */
function scriptsOf(html: string, scope: string): readonly string[] {
  return [...html.matchAll(scriptName)].map(([, name = '']) => new URL(name, scope).href);
}
