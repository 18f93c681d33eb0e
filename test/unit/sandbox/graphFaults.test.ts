// What Graph in a box does wrong when told to: for a while, for a share of requests, in one part of a batch, after the deed.
import { FaultBook, readFault } from '../../sandbox/graph/faults.ts';
import { ada, bruno, busy, GraphWorld, part, session } from './graphWorld.ts';

let world: GraphWorld;

beforeAll(async () => {
  world = await GraphWorld.start();
});
afterAll(async () => {
  await world.close();
});
beforeEach(() => {
  world.reset();
});

describe('a fault', () => {
  describe('when it is armed for some seconds', () => {
    it('ends by itself, by the clock of the sandbox', async () => {
      world.graph.addFault({ kind: 'serverError', status: 502, seconds: 20 });
      expect((await world.setPresence(ada.id)).status).toBe(502);
      world.graph.advance(19_999);
      expect((await world.setPresence(ada.id)).status).toBe(502);
      world.graph.advance(1);
      expect((await world.setPresence(ada.id)).status).toBe(200);
    });
  });

  describe('when it hits a share', () => {
    it('hits about so many, the same ones each time', () => {
      const hits = (): readonly boolean[] => {
        const book = new FaultBook(() => 0);
        book.add({ kind: 'throttle', share: 0.3 });
        return Array.from({ length: 1000 }, () => book.take('POST /x') !== undefined);
      };
      const count = hits().filter(Boolean).length;
      expect(count).toBeGreaterThan(250);
      expect(count).toBeLessThan(350);
      expect(hits()).toEqual(hits());
    });

    it('leaves the others to the next fault', () => {
      const book = new FaultBook(() => 0);
      book.add({ kind: 'throttle', share: 0 });
      book.add({ kind: 'reset' });
      expect(book.take('POST /x')?.kind).toBe('reset');
    });
  });

  describe('when it refuses', () => {
    it.each([
      [{ kind: 'throttle' }, 429, '1'],
      [{ kind: 'throttle', retryAfterSeconds: 17 }, 429, '17'],
      [{ kind: 'throttle', retryAfterSeconds: null }, 429, null],
      [{ kind: 'serverError' }, 503, null],
      [{ kind: 'serverError', status: 504, retryAfterSeconds: 5 }, 504, '5'],
    ] as const)('%j answers %d with Retry-After %p', async (fault, status, retryAfter) => {
      world.graph.addFault(fault);
      const reply = await world.setPresence(ada.id);
      expect([reply.status, reply.headers.get('retry-after')]).toEqual([status, retryAfter]);
      expect(world.graph.entries()).toMatchObject([{ status, fault: fault.kind }]);
      expect(world.graph.quota().apps).toMatchObject([{ requests: 1 }]);
    });
  });

  describe('when the answer is lost', () => {
    it('has done what was asked, and cut the connection', async () => {
      world.graph.addFault({ kind: 'lost', match: 'setPresence$', count: 1 });
      await expect(world.setPresence(ada.id)).rejects.toThrow('fetch failed');
      expect(world.graph.presence(ada.id)).toMatchObject(busy);
      expect(world.graph.entries()).toMatchObject([{ status: 0, fault: 'lost' }]);
    });
  });

  describe('when a session is stuck', () => {
    it('answers the clear and keeps the session, as often as told', async () => {
      world.graph.addFault({ kind: 'stuck', match: ada.id, count: 1 });
      expect((await world.clearPresence(ada.id)).status).toBe(404);
      world.graph.addFault({ kind: 'stuck', match: ada.id, count: 1 });
      await world.setPresence(ada.id);
      expect((await world.clearPresence(ada.id)).status).toBe(200);
      expect(world.graph.presence(ada.id)).toMatchObject(busy);
      expect((await world.clearPresence(ada.id)).status).toBe(200);
      expect(world.graph.presence(ada.id).sessions).toEqual([]);
    });
  });
});

describe('a fault in a part of a batch', () => {
  const two = [part('a', ada.id, 'setPresence'), part('b', bruno.id, 'setPresence')];

  it.each([
    ['throttle', 429, false],
    ['serverError', 503, false],
    ['unauthorized', 401, false],
    ['forbidden', 403, false],
    ['notFound', 404, false],
    ['reset', 502, false],
    ['html', 502, false],
    ['huge', 502, false],
    ['hang', 504, false],
    ['lost', 504, true],
    ['latency', 200, true],
    ['stuck', 200, true],
  ] as const)('%s answers that part alone with %d; done: %s', async (kind, status, isDone) => {
    world.graph.addFault({ kind, match: `${ada.id}/presence`, count: 1 });
    expect((await world.batch(two)).map((reply) => reply.status)).toEqual([status, 200]);
    expect(world.graph.presence(ada.id).sessions).toHaveLength(isDone ? 1 : 0);
    expect(world.graph.presence(bruno.id)).toMatchObject(busy);
  });

  it('keeps a stuck session', async () => {
    await world.batch(two);
    world.graph.addFault({ kind: 'stuck', match: ada.id, count: 1 });
    const clears = [part('a', ada.id, 'clearPresence'), part('b', bruno.id, 'clearPresence')];
    expect((await world.batch(clears)).map(({ status }) => status)).toEqual([200, 200]);
    expect(world.graph.presence(ada.id)).toMatchObject(busy);
    expect(world.graph.presence(bruno.id).sessions).toEqual([]);
  });

  it('holds up the whole batch by its delay', async () => {
    world.graph.addFault({ kind: 'latency', match: bruno.id, delayMs: 60 });
    const start = performance.now();
    expect((await world.batch(two)).map(({ status }) => status)).toEqual([200, 200]);
    expect(performance.now() - start).toBeGreaterThanOrEqual(59);
  });

  it('may also hit the batch as a whole, with every part done and nobody told', async () => {
    world.graph.addFault({ kind: 'lost', match: 'batch$', count: 1 });
    await expect(world.batch(two)).rejects.toThrow('fetch failed');
    expect(world.graph.presence(bruno.id)).toMatchObject(busy);
  });
});

describe('faults over HTTP', () => {
  const post = (body: object): Promise<Response> =>
    fetch(`${world.graph.url}/_sandbox/faults`, { method: 'POST', body: JSON.stringify(body) });

  it.each([
    ['no kind', {}],
    ['a kind nobody knows', { kind: 'sulk' }],
    ['a count that is text', { kind: 'reset', count: '2' }],
    ['a share below nothing', { kind: 'reset', share: -1 }],
    ['a pattern that is none', { kind: 'reset', match: '(' }],
    ['a wait that is text', { kind: 'throttle', retryAfterSeconds: '7' }],
  ])('refuses %s', async (_name, body) => {
    expect((await post(body)).status).toBe(409);
    expect((await world.setPresence(ada.id)).status).toBe(200);
  });

  it('takes every field', async () => {
    const fault = {
      kind: 'throttle',
      match: 'set',
      count: 1,
      seconds: 9,
      share: 1,
      delayMs: 1,
      retryAfterSeconds: null,
    };
    expect(readFault(fault)).toEqual(fault);
    expect((await post(fault)).status).toBe(204);
    expect((await world.setPresence(ada.id)).status).toBe(429);
    expect((await world.setPresence(ada.id, session)).status).toBe(200);
  });
});
