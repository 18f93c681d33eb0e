// Our service as the pages see it: answers the API; the event stream is held open and fed by the test.
import { defaultUserSettings, type Me, type MeetingWire } from '#shared/contracts';
import { aMe, aPerson, aRecord, aWhy } from './aRecord.ts';

/** The parts of `Response` the client reads; jsdom has none. */
function answer(json: unknown, body: ReadableStream<Uint8Array> | null, type: string, status = 200): Response {
  const headers = new Map([['content-type', type]]);
  const parts = {
    ok: true,
    status,
    json: async () => json,
    body,
    headers: { get: (name: string) => headers.get(name) ?? null },
  };
  return parts as unknown as Response;
}

/** The service. */
export class ServiceFake {
  readonly asked: string[] = [];
  isReleased = false;
  /** Nothing answers, and the stream is cut. */
  isAway = false;
  /** Changes of the profile, and of the first event of the stream. */
  me: Partial<Me> = {};
  snapshot: object = {};
  meetings: readonly MeetingWire[] = [];
  #stream: ReadableStreamDefaultController<Uint8Array> | undefined;

  fetch = async (url: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const path = (url as string).replace('/api/v1', '');
    this.asked.push(`${init?.method ?? 'GET'} ${path}`);
    if (this.isAway) throw new TypeError('Failed to fetch');
    if (path === '/stream') return this.#openStream();
    if (/^\/calls\/live\//u.test(path)) return answer(undefined, null, '', 204);
    if (path === '/presence/me/release') {
      this.isReleased = true;
      return answer(undefined, null, '', 204);
    }
    const bodies: Readonly<Record<string, unknown>> = {
      '/me': aMe(this.me),
      '/meetings': { items: this.meetings },
      '/speed-dials': { revision: 0, groups: [], items: [] },
      '/settings': { revision: 0, settings: defaultUserSettings },
      '/calls/missed': { count: 0 },
      '/reports': { id: 'R-2026-0042' },
      '/calls': { items: [aRecord({ outcome: 'missed' })] },
      '/people': { items: [aPerson()] },
      '/presence/me/why': aWhy(this.isReleased ? { words: ['Our part was withdrawn.'], can: { release: false } } : {}),
      '/dial': { requestId: 'request-1', dialled: '0199002015' },
    };
    return answer(bodies[path.split('?')[0] ?? ''], null, 'application/json');
  };

  #openStream(): Response {
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => {
        this.#stream = controller;
      },
    });
    this.send({
      type: 'snapshot',
      calls: [],
      presence: 'available',
      pbx: 'up',
      lines: [],
      people: [],
      ...this.snapshot,
    });
    return answer(undefined, body, 'text/event-stream');
  }

  /** The service goes: the stream breaks, and nothing answers. */
  goAway(): void {
    this.isAway = true;
    this.#stream?.error(new TypeError('network error'));
  }

  send(event: object): void {
    this.#stream?.enqueue(new TextEncoder().encode(`data: ${JSON.stringify(event)}\n\n`));
  }
}
