// POST /api/v1/pbx/{id}/events: the door of webhook senders; the raw body goes on, since it is what was signed.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts } from './httpOptions.ts';

const bodyLimitBytes = 1_048_576;
const busyRetryMs = 1_000;
const longestId = 64;

interface PbxParams {
  readonly Params: { readonly id: string };
}

/** Adds the route when there are doors; 202 only when the events are on disk. */
export function addWebhookRoute(app: FastifyInstance, parts: HttpParts): void {
  const { doors, limits } = parts;
  if (doors === undefined) return;
  const takeDelivery = createRateLimiter(limits.deliveriesPerMinute, parts.now);
  // Bodies of a flood must not pile up in memory: so many are read and written at once, the others are told to wait.
  const underWay = new Set<FastifyRequest>();
  void app.register((route, _options, done) => {
    route.removeAllContentTypeParsers();
    route.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, parsed) => parsed(null, body));
    route.addHook<PbxParams>('onRequest', (request, reply, next) => {
      takeDelivery(`${request.ip} ${request.params.id.slice(0, longestId)}`);
      if (underWay.size >= limits.deliveriesAtOnce) throw busy();
      underWay.add(request);
      reply.raw.once('close', () => underWay.delete(request));
      next();
    });
    route.post<PbxParams>('/api/v1/pbx/:id/events', { bodyLimit: bodyLimitBytes }, async (request, reply) => {
      const signature = request.headers['x-signature'];
      const receipt = await doors.deliver(request.params.id, {
        signature: typeof signature === 'string' ? signature : undefined,
        body: Buffer.isBuffer(request.body) ? request.body : Buffer.alloc(0),
      });
      return reply.code(202).send(receipt);
    });
    done();
  });
}

function busy(): AppError {
  return new AppError('http.tooManyRequests', 'too many deliveries at once', { facts: { retryAfterMs: busyRetryMs } });
}
