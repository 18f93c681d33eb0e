// Lets a request in with a verified bearer token, within the caller's rate; before any body is read.
import type { FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors';
import type { Caller } from '#bot/bridge';
import { createRateLimiter } from './createRateLimiter.ts';
import { refusal, type VerifiedToken } from './createTokenVerifier.ts';
import type { HttpParts } from './httpOptions.ts';

const bearer = /^Bearer +([\w~+/.=-]+)$/i;

/** An onRequest hook. Throws `auth.*`, `http.tooManyRequests`, `service.unavailable`. */
export function createAuthenticate(parts: HttpParts): (request: FastifyRequest) => Promise<void> {
  const takeRequest = createRateLimiter(parts.limits.requestsPerMinute, parts.now);
  return async (request) => {
    try {
      request.session = await verifyHeader(request.headers.authorization, parts);
    } catch (thrown) {
      const reason = thrown instanceof AppError ? thrown.facts['reason'] : undefined;
      if (typeof reason === 'string') parts.metrics.authRefused(reason);
      throw thrown;
    }
    takeRequest(callerKey(request.session.caller));
  };
}

/** The session `authenticate` has put on the request. Throws `auth.missing` on a route without that hook. */
export function sessionOf(request: FastifyRequest): VerifiedToken {
  if (request.session === undefined) throw refusal('missing');
  return request.session;
}

/** One text per user of a tenant, for counting. */
export function callerKey(caller: Caller): string {
  return `${caller.tenantId}/${caller.userId}`;
}

async function verifyHeader(header: string | undefined, parts: HttpParts): Promise<VerifiedToken> {
  if (header === undefined) throw refusal('missing');
  const token = bearer.exec(header)?.[1];
  if (token === undefined) throw refusal('malformed');
  const verified = await parts.verifyToken(token);
  return { ...verified, caller: withAssertion(verified.caller, token) };
}

/** The caller with the right to be asked for in their own name: behind a function, and where no log line and no copy finds it. */
function withAssertion(caller: Caller, token: string): Caller {
  const assertion = { userId: caller.userId, reveal: () => token };
  return Object.defineProperty({ ...caller }, 'assertion', { value: assertion, enumerable: false });
}
