// What opens while the service is away: the page and the scripts of its version, and nothing else.
import { keepPages } from '../../../../shared/app/keepPages.ts';
import { createPageKeeper, type PageKeeper } from '../../../../shared/app/pageKeeper.ts';

const scope = 'https://pbx.example.com/tab/';
const main = `${scope}main.0123456789ab.js`;
const old = `${scope}main.ba9876543210.js`;

/** A cache of the browser, by address. */
class CacheFake {
  readonly kept = new Map<string, Response>();
  readonly #service: ServiceFake;
  constructor(service: ServiceFake) {
    this.#service = service;
  }

  match = async (url: string): Promise<Response | undefined> => this.kept.get(url)?.clone();
  put = async (url: string, response: Response): Promise<void> => void this.kept.set(url, response);
  keys = async (): Promise<readonly { readonly url: string }[]> => [...this.kept.keys()].map((url) => ({ url }));
  delete = async (url: string): Promise<boolean> => this.kept.delete(url);
  add = async (url: string): Promise<void> => void this.kept.set(url, await this.#service.fetch(url));
}

class ServiceFake {
  version = 'one';
  status: number | 'away' = 200;
  readonly asked: string[] = [];
  fetch = async (request: Request | string): Promise<Response> => {
    const url = typeof request === 'string' ? request : request.url;
    this.asked.push(url);
    if (this.status === 'away') throw new TypeError('Failed to fetch');
    return new Response(`${this.version} ${url}`, { status: this.status });
  };
}

/** `Request` cannot be made with this mode by hand. */
const visit = (url: string): Request => Object.defineProperty(new Request(url), 'mode', { value: 'navigate' });

describe('createPageKeeper', () => {
  let service: ServiceFake;
  let cache: CacheFake;
  let keeper: PageKeeper;
  const read = async (request: Request): Promise<string | undefined> => (await keeper.answer(request))?.text();

  beforeEach(() => {
    service = new ServiceFake();
    cache = new CacheFake(service);
    keeper = createPageKeeper({
      caches: { open: async () => cache as unknown as Cache },
      fetch: service.fetch,
      scope,
    });
  });

  it('asks the service for the page as long as it answers', async () => {
    await keeper.keep([]);
    service.version = 'two';
    expect(await read(visit(`${scope}?theme=dark`))).toBe(`two ${scope}?theme=dark`);
  });

  it.each(['away', 502, 503] as const)('opens the page from this device when the service is %s', async (status) => {
    await keeper.keep([main]);
    service.status = status;
    expect(await read(visit(`${scope}?theme=dark`))).toBe(`one ${scope}`);
    expect(await read(new Request(main))).toBe(`one ${main}`);
  });

  it('fails as always when nothing was kept', async () => {
    service.status = 'away';
    await expect(keeper.answer(visit(scope))).rejects.toThrow('Failed to fetch');
  });

  it('keeps no refusal as the page', async () => {
    await keeper.keep([]);
    service.status = 404;
    expect((await keeper.answer(visit(scope)))?.status).toBe(404);
    service.status = 'away';
    expect(await read(visit(scope))).toBe(`one ${scope}`);
  });

  it('does not ask twice for a script that never changes', async () => {
    await keeper.keep([main]);
    service.asked.length = 0;
    await read(new Request(main));
    expect(service.asked).toEqual([]);
  });

  it('keeps the scripts of this version alone', async () => {
    await keeper.keep([old]);
    await keeper.keep([main, 'https://cdn.example.com/x.0123456789ab.js', `${scope}page.html`]);
    expect([...cache.kept.keys()].sort()).toEqual([scope, main]);
  });

  it.each([
    ['the API', new Request('https://pbx.example.com/api/v1/me')],
    ['the worker itself', new Request(`${scope}worker.js`)],
    ['scripts of others', new Request('https://cdn.example.com/x.0123456789ab.js')],
    ['what is sent', new Request(main, { method: 'POST' })],
    ['other apps', visit('https://pbx.example.com/outlook/')],
  ])('leaves %s alone', (_what, request) => {
    expect(keeper.answer(request)).toBeUndefined();
  });
});

describe('keepPages', () => {
  const surroundings = (register: (url: URL) => Promise<unknown>, told: unknown[]) => ({
    navigator: {
      serviceWorker: {
        register,
        ready: Promise.resolve({ active: { postMessage: (message: unknown) => void told.push(message) } }),
      } as unknown as ServiceWorkerContainer,
    },
    performance: { getEntriesByType: () => [{ name: main }] as unknown as PerformanceEntryList },
    document: { baseURI: `${scope}?theme=dark` },
  });

  it('starts the worker beside the page and tells it what the page is made of', async () => {
    const told: unknown[] = [];
    const started: string[] = [];
    await keepPages(surroundings(async ({ href }) => started.push(href), told));
    expect([started, told]).toEqual([[`${scope}worker.js`], [[main]]]);
  });

  it('says nothing where workers are forbidden or unknown', async () => {
    const told: unknown[] = [];
    const { performance, document } = surroundings(async () => undefined, told);
    await keepPages(surroundings(() => Promise.reject(new DOMException('denied', 'SecurityError')), told));
    await keepPages({ navigator: {}, performance, document });
    expect(told).toEqual([]);
  });
});
