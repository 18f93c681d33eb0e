// GET /api/v1/stream: the caller's live events as server-sent events, with replay after Last-Event-ID.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors';
import type { StreamItem } from '#bot/bridge';
import { callerKey, sessionOf } from './authenticate.ts';
import type { HttpParts } from './httpOptions.ts';
import { openEventStream, type EventStream, type StreamEnd } from './openEventStream.ts';

const lastEventIdFormat = /^[\w.:-]{1,64}$/;

const streamHeaders = {
  'content-type': 'text/event-stream; charset=utf-8',
  // no-transform keeps a proxy from compressing, which would hold events back.
  'cache-control': 'no-store, no-transform',
  'x-accel-buffering': 'no',
};

/** Adds the route to `api`, whose hooks have verified the caller; open streams are ended before the server closes. */
export function addStreamRoute(api: FastifyInstance, parts: HttpParts): void {
  const streams = new OpenStreams(parts.limits);
  api.get('/stream', { exposeHeadRoute: false }, (request, reply) => openStream(request, reply, parts, streams));
  api.addHook('preClose', (done) => {
    streams.close();
    done();
  });
}

/** The streams of each caller, those that are about to open too. */
class OpenStreams {
  private readonly limits: HttpParts['limits'];
  private readonly open = new Set<EventStream>();
  private readonly counts = new Map<string, number>();
  private isStopping = false;

  constructor(limits: HttpParts['limits']) {
    this.limits = limits;
  }

  /** Takes a place of the caller. Throws `http.tooManyRequests`. */
  take(key: string): void {
    const count = this.counts.get(key) ?? 0;
    if (count >= this.limits.streamsPerCaller) {
      const facts = { retryAfterMs: this.limits.streamPingMs };
      throw new AppError('http.tooManyRequests', 'too many streams of one caller', { facts });
    }
    this.counts.set(key, count + 1);
  }

  giveBack(key: string): void {
    const count = (this.counts.get(key) ?? 0) - 1;
    if (count > 0) this.counts.set(key, count);
    else this.counts.delete(key);
  }

  add(stream: EventStream): void {
    this.open.add(stream);
    if (this.isStopping) stream.close('stopping');
  }

  remove(stream: EventStream): void {
    this.open.delete(stream);
  }

  close(): void {
    this.isStopping = true;
    for (const stream of [...this.open]) stream.close('stopping');
  }
}

async function openStream(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: HttpParts,
  streams: OpenStreams,
): Promise<void> {
  const { caller, expiresAt } = sessionOf(request);
  const key = callerKey(caller);
  const lastEventId = readLastEventId(request);
  const first: StreamItem[] = [];
  let deliver = (item: StreamItem): void => void first.push(item);
  streams.take(key);
  // What the heart says is kept until the headers are out, so that a refusal of the heart is still a plain answer.
  const leave = await parts.heart
    .subscribe(caller, lastEventId, (item) => {
      deliver(item);
    })
    .catch((fault: unknown) => {
      streams.giveBack(key);
      throw fault;
    });
  reply.hijack();
  // Gone while its token was checked or the past was read: nobody would ever tell us that it closed.
  if (reply.raw.destroyed) {
    leave();
    streams.giveBack(key);
    return;
  }

  function onEnd(why: StreamEnd): void {
    leave();
    streams.remove(stream);
    streams.giveBack(key);
    parts.metrics.streamsOpen(-1);
    if (why === 'tooSlow') parts.logger.warn('http.streamDropped', { requestId: request.id, why });
  }

  reply.raw.writeHead(200, { ...headersOf(reply), ...streamHeaders });
  parts.metrics.streamsOpen(1);
  const stream = openEventStream(reply.raw, first, streamOptions(parts, expiresAt), onEnd);
  deliver = (item) => {
    stream.send(item);
  };
  streams.add(stream);
}

function streamOptions(parts: HttpParts, expiresAt: number): Parameters<typeof openEventStream>[2] {
  const { streamPingMs, streamRetryMs, streamMaxWaitingBytes } = parts.limits;
  return {
    retryMs: streamRetryMs,
    pingMs: streamPingMs,
    maxWaitingBytes: streamMaxWaitingBytes,
    closeAfterMs: expiresAt - parts.now(),
  };
}

function readLastEventId(request: FastifyRequest): string | undefined {
  const id = request.headers['last-event-id'];
  if (id === undefined || id === '') return undefined;
  if (typeof id === 'string' && lastEventIdFormat.test(id)) return id;
  throw new AppError('input.invalid', 'bad Last-Event-ID', { facts: { paths: ['last-event-id'] } });
}

function headersOf(reply: FastifyReply): Record<string, string> {
  const pairs = Object.entries(reply.getHeaders()).map(([name, value]) => [name, String(value)] as const);
  return Object.fromEntries(pairs);
}
