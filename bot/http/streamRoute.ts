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
  const open = new Map<string, Set<EventStream>>();
  api.get('/stream', { exposeHeadRoute: false }, (request, reply) => {
    openStream(request, reply, parts, open);
  });
  api.addHook('preClose', (done) => {
    for (const stream of [...open.values()].flatMap((streams) => [...streams])) stream.close('stopping');
    done();
  });
}

function openStream(
  request: FastifyRequest,
  reply: FastifyReply,
  parts: HttpParts,
  open: Map<string, Set<EventStream>>,
): void {
  // Gone while its token was checked: nobody would ever tell us that it closed.
  if (reply.raw.destroyed) {
    reply.hijack();
    return;
  }
  const { caller, expiresAt } = sessionOf(request);
  const key = callerKey(caller);
  const siblings = open.get(key) ?? new Set();
  if (siblings.size >= parts.limits.streamsPerCaller) {
    const facts = { retryAfterMs: parts.limits.streamPingMs };
    throw new AppError('http.tooManyRequests', 'too many streams of one caller', { facts });
  }
  const first: StreamItem[] = [];
  let deliver = (item: StreamItem): void => void first.push(item);
  // The heart speaks at once: kept until the headers are out, so that a refusal of the heart is still a plain answer.
  const unsubscribe = parts.heart.subscribe(caller, readLastEventId(request), (item) => {
    deliver(item);
  });

  function onEnd(why: StreamEnd): void {
    unsubscribe();
    siblings.delete(stream);
    if (siblings.size === 0) open.delete(key);
    parts.metrics.streamsOpen(-1);
    if (why === 'tooSlow') parts.logger.warn('http.streamDropped', { requestId: request.id, why });
  }

  reply.hijack();
  reply.raw.writeHead(200, { ...headersOf(reply), ...streamHeaders });
  parts.metrics.streamsOpen(1);
  const stream = openEventStream(reply.raw, first, streamOptions(parts, expiresAt), onEnd);
  deliver = (item) => {
    stream.send(item);
  };
  siblings.add(stream);
  open.set(key, siblings);
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
