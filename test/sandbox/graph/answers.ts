// The shapes of Graph's answers: success, coded error, throttling.
import { randomUUID } from 'node:crypto';

/** One answer, before it is put on a socket or into a batch. */
export interface GraphAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; absent means an empty body. */
  readonly body?: unknown;
}

/** 200 with JSON. */
export function ok(body: unknown): GraphAnswer {
  return { status: 200, body };
}

/** 200 without a body, as the presence actions answer. */
export const okEmpty: GraphAnswer = { status: 200 };

/** An error in Graph's envelope. */
export function graphError(
  status: number,
  code: string,
  message: string,
  headers?: Readonly<Record<string, string>>,
): GraphAnswer {
  const requestId = randomUUID();
  const innerError = { date: new Date().toISOString().slice(0, 19), 'request-id': requestId };
  const body = { error: { code, message, innerError } };
  return headers === undefined ? { status, body } : { status, headers, body };
}

/** 400 for what the request says. */
export function badRequest(message: string): GraphAnswer {
  return graphError(400, 'BadRequest', message);
}

/** 404 for a resource nobody knows. */
export function notFound(message: string): GraphAnswer {
  return graphError(404, 'NotFound', message);
}

/** 429; `null` leaves Retry-After out, which Graph may do too. */
export function throttled(retryAfterSeconds: number | null): GraphAnswer {
  const headers = retryAfterSeconds === null ? {} : { 'Retry-After': String(retryAfterSeconds) };
  return graphError(429, 'TooManyRequests', 'Too many requests', headers);
}
