// What opens while the service is away: the page and the scripts of its version, and nothing else.
import { keepPages } from '../../../../shared/app/keepPages.ts';
import { createPageKeeper, type PageKeeper } from '../../../../shared/app/pageKeeper.ts';

const scope = 'https://pbx.example.com/tab/';
const main = `${scope}main.0123456789ab.js`;
const newer = `${scope}main.ba9876543210.js`;

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

/** A service whose page is made of one script. */
class ServiceFake {
  script = main;
  status: number | 'away' | 'silent' = 200;
  readonly asked: string[] = [];
  /** Nobody waits for long while it answers. */
  outwait = (): Promise<void> => (this.status === 'silent' ? Promise.resolve() : new Promise(() => undefined));
  fetch = async (request: Request | string): Promise<Response> => {
    const url = typeof request === 'string' ? request : request.url;
    this.asked.push(url);
    if (this.status === 'silent') return new Promise(() => undefined);
    if (this.status === 'away') throw new TypeError('Failed to fetch');
    const isPage = url.startsWith(`${scope}?`) || url === scope;
    return new Response(isPage ? `<script defer src="${this.script}"></script>` : url, { status: this.status });
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
      wait: service.outwait,
      scope,
    });
  });

  it('asks the service for the page as long as it answers', async () => {
    await keeper.keep([main]);
    service.script = newer;
    expect(await read(visit(`${scope}?theme=dark`))).toContain(newer);
  });

  it.each(['away', 'silent', 502, 503] as const)(
    'opens the page from this device when the service is %s',
    async (to) => {
      await keeper.keep([main]);
      service.status = to;
      expect(await read(visit(`${scope}?theme=dark`))).toContain(main);
      expect(await read(new Request(main))).toBe(main);
    },
  );

  it('fails as always when nothing was kept', async () => {
    service.status = 'away';
    await expect(keeper.answer(visit(scope))).rejects.toThrow('Failed to fetch');
  });

  it('keeps no refusal as the page', async () => {
    await keeper.keep([main]);
    service.status = 404;
    await keeper.keep([main]);
    expect((await keeper.answer(visit(scope)))?.status).toBe(404);
    service.status = 'away';
    expect(await read(visit(scope))).toContain(main);
  });

  it('keeps nothing of a newer version that the opened app is not made of, however it was visited', async () => {
    await keeper.keep([main]);
    service.script = newer;
    await read(visit(scope));
    await keeper.keep([main]);
    service.status = 'away';
    expect(await read(visit(scope))).toContain(main);
    expect(await read(new Request(main))).toBe(main);
  });

  it('keeps a page whose scripts could not all be fetched as little as a page of somebody else', async () => {
    service.script = `${scope}sign-in.js`;
    await keeper.keep([main]);
    service.script = main;
    cache.add = () => Promise.reject(new TypeError('Failed to fetch'));
    await keeper.keep([main]);
    expect([...cache.kept.keys()]).toEqual([]);
  });

  it('asks the service where the browser keeps nothing', async () => {
    keeper = createPageKeeper({
      caches: { open: () => Promise.reject(new DOMException('denied', 'SecurityError')) },
      fetch: service.fetch,
      wait: service.outwait,
      scope,
    });
    await keeper.keep([main]);
    expect(await read(new Request(main))).toBe(main);
    expect(await read(visit(scope))).toContain(main);
  });

  it('does not ask twice for a script that never changes', async () => {
    await keeper.keep([main]);
    service.asked.length = 0;
    await read(new Request(main));
    expect(service.asked).toEqual([]);
  });

  it('keeps the scripts of this version alone', async () => {
    await keeper.keep([main]);
    service.script = newer;
    await keeper.keep([newer, 'https://cdn.example.com/x.0123456789ab.js', `${scope}page.html`]);
    expect([...cache.kept.keys()].sort()).toEqual([scope, newer].sort());
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
