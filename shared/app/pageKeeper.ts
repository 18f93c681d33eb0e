// Decides what a service worker answers: pages from the service while it is there, from this device while it is away.

/** What the keeper works with. */
export interface PageKeeperOptions {
  readonly caches: Pick<CacheStorage, 'open'>;
  readonly fetch: (request: Request | string) => Promise<Response>;
  /** Address of the app's folder, with the slash at its end: nothing outside it is touched. */
  readonly scope: string;
}

/** Keeps the page of one app and its scripts; both are the same for everybody and hold nothing of anybody. */
export interface PageKeeper {
  /** The answer to a request of the page; undefined: the browser asks as always. */
  readonly answer: (request: Request) => Promise<Response> | undefined;
  /** Keeps the page and exactly these scripts of it; others are of older versions. Never rejects. */
  readonly keep: (urls: readonly string[]) => Promise<void>;
}

const cacheName = 'pages';
/** Names with a hash never change what they stand for (webpack.config). */
const hashedName = /\.[0-9a-f]{8,}\.js$/u;
const leastFault = 500;

/** A keeper for the app at `scope`. */
export function createPageKeeper({ caches, fetch, scope }: PageKeeperOptions): PageKeeper {
  const isScript = (url: string): boolean => url.startsWith(scope) && hashedName.test(url);

  const fromService = async (request: Request | string): Promise<Response> => {
    const response = await fetch(request);
    if (response.ok) await (await caches.open(cacheName)).put(scope, response.clone());
    return response;
  };

  /** What stands before the service may answer for it that it is away. */
  const page = async (request: Request): Promise<Response> => {
    const kept = async (): Promise<Response | undefined> => (await caches.open(cacheName)).match(scope);
    try {
      const response = await fromService(request);
      return response.status < leastFault ? response : ((await kept()) ?? response);
    } catch (fault) {
      const copy = await kept();
      if (copy === undefined) throw fault;
      return copy;
    }
  };

  const script = async (request: Request): Promise<Response> =>
    (await (await caches.open(cacheName)).match(request.url)) ?? fetch(request);

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
      const wanted = new Set(urls.filter(isScript));
      const cache = await caches.open(cacheName);
      const there = (await cache.keys()).map(({ url }) => url);
      const missing = [...wanted].filter((url) => !there.includes(url));
      await Promise.allSettled([
        fromService(scope),
        ...missing.map((url) => cache.add(url)),
        ...there.filter((url) => url !== scope && !wanted.has(url)).map((url) => cache.delete(url)),
      ]);
    },
  };
}
