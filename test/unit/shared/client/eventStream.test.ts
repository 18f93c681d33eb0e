// The live stream against a scripted server: opening, replay, loss and return.
import { openEventStream, type EventStream, type StreamState } from '#shared/client';
import type { StreamEvent } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { ClockFake, settle } from '../../../support/ClockFake.ts';

/** One accepted connection. */
class ConnectionFake {
  readonly headers: Readonly<Record<string, string>>;
  readonly response: Response;
  #controller: ReadableStreamDefaultController<Uint8Array> | undefined;

  constructor(init: RequestInit) {
    this.headers = init.headers as Record<string, string>;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#controller = controller;
      },
    });
    this.response = new Response(body, { headers: { 'content-type': 'text/event-stream' } });
  }

  async send(text: string): Promise<void> {
    this.#controller?.enqueue(new TextEncoder().encode(text));
    await settle();
  }

  async end(): Promise<void> {
    this.#controller?.close();
    await settle();
  }

  async break(): Promise<void> {
    this.#controller?.error(new TypeError('network error'));
    await settle();
  }
}

class Scene {
  readonly clock = new ClockFake();
  readonly events: StreamEvent[] = [];
  readonly states: StreamState[] = [];
  readonly connections: ConnectionFake[] = [];
  unknown = 0;
  answer: () => Response | undefined = () => undefined;
  token: () => Promise<string> = async () => 'the-token';
  readonly stream: EventStream;

  constructor() {
    this.stream = openEventStream({
      url: '/api/v1/stream',
      token: () => this.token(),
      fetch: async (_url, init) => {
        const refusal = this.answer();
        if (refusal !== undefined) return refusal;
        const connection = new ConnectionFake(init);
        this.connections.push(connection);
        return connection.response;
      },
      clock: this.clock,
      random: () => 0.5,
      onEvent: (event) => this.events.push(event),
      onState: (state) => this.states.push(state),
      onUnknown: () => (this.unknown += 1),
    });
  }

  get last(): ConnectionFake {
    const connection = this.connections.at(-1);
    if (connection === undefined) throw new Error('no connection yet');
    return connection;
  }

  get kinds(): readonly string[] {
    return this.states.map((state) => state.kind);
  }
}

const pbx = (state: string): string => `event: pbx\ndata: {"type":"pbx","pbx":"${state}"}\n\n`;

describe('openEventStream', () => {
  let scene: Scene;
  beforeEach(async () => {
    scene = new Scene();
    await settle();
  });
  afterEach(() => {
    scene.stream.close();
  });

  it('opens with the token and tells the events', async () => {
    await scene.last.send(pbx('up'));
    expect(scene.kinds).toEqual(['connecting', 'open']);
    expect(scene.last.headers).toMatchObject({ authorization: 'Bearer the-token' });
    expect(scene.last.headers).not.toHaveProperty('last-event-id');
    expect(scene.events).toEqual([{ type: 'pbx', pbx: 'up' }]);
  });

  it('puts events together that arrive in pieces, even inside a letter', async () => {
    const bytes = [...new TextEncoder().encode('data: {"type":"calls","calls":[]}\n\n')];
    for (const byte of bytes) await scene.last.send(String.fromCharCode(byte));
    expect(scene.events).toEqual([{ type: 'calls', calls: [] }]);
  });

  it('counts and skips events it does not know', async () => {
    await scene.last.send('data: {"type":"news"}\n\ndata: not json\n\n' + pbx('up'));
    expect(scene.unknown).toBe(2);
    expect(scene.events).toHaveLength(1);
  });

  describe('when the connection ends', () => {
    it('asks for what it missed by the last event id', async () => {
      await scene.last.send(`id: 41\n${pbx('up')}`);
      await scene.last.send(': ping\n\n');
      await scene.last.end();
      await scene.clock.pass(1_000);
      expect(scene.connections).toHaveLength(2);
      expect(scene.last.headers).toHaveProperty('last-event-id', '41');
    });

    it('waits as the service wishes, with jitter', async () => {
      await scene.last.send('retry: 2000\n\n');
      await scene.last.break();
      expect(scene.states.at(-1)).toEqual({ kind: 'lost', code: 'service.unavailable', retryInMs: 1_500 });
      await scene.clock.pass(1_499);
      expect(scene.connections).toHaveLength(1);
      await scene.clock.pass(1);
      expect(scene.connections).toHaveLength(2);
    });

    it('backs off while it is refused, up to half a minute, and is fast again after an event', async () => {
      scene.answer = () => new Response('', { status: 503 });
      await scene.last.end();
      for (let tries = 0; tries < 8; tries += 1) await scene.clock.pass(30_000);
      const delays = scene.states.flatMap((state) => (state.kind === 'lost' ? [state.retryInMs] : []));
      expect(delays.slice(0, 6)).toEqual([750, 1_500, 3_000, 6_000, 12_000, 22_500]);
      expect(Math.max(...delays)).toBeLessThanOrEqual(30_000);
      scene.answer = () => undefined;
      await scene.clock.pass(30_000);
      await scene.last.send(pbx('up'));
      await scene.last.end();
      expect(scene.states.at(-1)).toMatchObject({ retryInMs: 750 });
    });

    it('tries at once when woken', async () => {
      await scene.last.end();
      scene.stream.wake();
      await settle();
      expect(scene.connections).toHaveLength(2);
    });
  });

  it('tells the code of a refusal', async () => {
    scene.answer = () => new Response('{"code":"auth.invalid","requestId":"q"}', { status: 401 });
    await scene.last.end();
    await scene.clock.pass(1_000);
    expect(scene.states.at(-1)).toMatchObject({ kind: 'lost', code: 'auth.invalid' });
  });

  it('tells that there is no token', async () => {
    scene.token = () => Promise.reject(new AppError('signIn.failed', 'no'));
    await scene.last.end();
    await scene.clock.pass(1_000);
    expect(scene.states.at(-1)).toMatchObject({ kind: 'lost', code: 'signIn.failed' });
  });

  it('does not take a page of a proxy for a stream', async () => {
    scene.answer = () => new Response('<html>', { headers: { 'content-type': 'text/html' } });
    await scene.last.end();
    await scene.clock.pass(1_000);
    expect(scene.kinds.filter((kind) => kind === 'open')).toHaveLength(1);
  });

  it('gives up a connection that is silent for 40 seconds, but not one that pings', async () => {
    await scene.clock.pass(39_000);
    await scene.last.send(': ping\n\n');
    await scene.clock.pass(39_000);
    expect(scene.kinds.at(-1)).toBe('open');
    await scene.clock.pass(1_000);
    expect(scene.kinds.at(-1)).toBe('lost');
  });

  it('is quiet after it was closed', async () => {
    scene.stream.close();
    await scene.clock.pass(60_000);
    expect(scene.kinds).toEqual(['connecting', 'open']);
    expect(scene.connections).toHaveLength(1);
    expect(scene.clock.waiting).toBe(0);
  });
});
