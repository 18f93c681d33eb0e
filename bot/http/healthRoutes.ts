// /healthz (the process lives), /readyz (it can do its work), /metrics (Prometheus text, not for the world).
import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors';
import type { Readiness } from '#bot/bridge';
import type { HttpParts } from './httpOptions.ts';
import { isLocalAddress } from './localAddress.ts';

/** Adds the three routes of operators and probes. */
export function addHealthRoutes(app: FastifyInstance, parts: HttpParts): void {
  app.get('/healthz', () => ({ status: 'ok' }));
  app.get('/readyz', async (request, reply) => {
    const readiness = await parts.heart.readiness();
    reply.code(readiness.ready ? 200 : 503);
    return isLocal(request, parts) ? readiness : withoutDetails(readiness);
  });
  app.get('/metrics', async (request, reply) => {
    if (!maySeeMetrics(request, parts)) throw new AppError('auth.forbidden', 'metrics are not for this caller');
    reply.type(parts.metrics.contentType);
    return parts.metrics.text();
  });
}

/** Details may name hosts and PBXs. */
function withoutDetails(readiness: Readiness): Readiness {
  return { ready: readiness.ready, parts: readiness.parts.map(({ part, ok }) => ({ part, ok })) };
}

function maySeeMetrics(request: FastifyRequest, parts: HttpParts): boolean {
  if (parts.metricsToken === undefined) return isLocal(request, parts);
  return isSame(request.headers.authorization ?? '', `Bearer ${parts.metricsToken}`);
}

/** A proxy on this machine makes the whole world look local: what it forwards counts only when we may believe it. */
function isLocal(request: FastifyRequest, parts: HttpParts): boolean {
  const isForwarded = request.headers['x-forwarded-for'] !== undefined || request.headers['forwarded'] !== undefined;
  if (isForwarded && !parts.trustProxy) return false;
  return isLocalAddress(request.ip);
}

/** Compares hashes, so neither length nor content shows in the time it takes. */
function isSame(left: string, right: string): boolean {
  const [a, b] = [left, right].map((text) => createHash('sha256').update(text).digest());
  return a !== undefined && b !== undefined && timingSafeEqual(a, b);
}
