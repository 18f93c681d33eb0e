// One request to the Bot Connector: bounded in time, never redirected, and honest about whether it may have arrived.
import { AppError } from '#shared/errors';

const requestTimeoutMs = 10_000;
const secondMs = 1_000;
/** Faults that say the request never left: the address, the connection or the certificate. */
const notSentCodes: readonly string[] = [
  'ECONNREFUSED',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
];

/** What is sent. */
export interface ConnectorRequest {
  readonly url: string;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** A good answer (2xx). */
export interface ConnectorResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * Throws `service.unavailable` for every other answer: `facts.status` is its HTTP status and `facts.retryAfterMs` what it
 * asked to wait; without an answer `facts.mayHaveArrived` tells whether the connector may have acted all the same.
 */
export async function exchangeWithConnector(way: typeof fetch, request: ConnectorRequest): Promise<ConnectorResponse> {
  const { url, method, headers, body } = request;
  let response: Response;
  let text: string;
  try {
    response = await way(url, {
      method,
      // A kept connection may have been closed by the other side: then nobody could tell whether the message arrived.
      headers: { ...headers, connection: 'close' },
      ...(body === undefined ? {} : { body }),
      redirect: 'manual',
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    text = await response.text();
  } catch (cause) {
    const mayHaveArrived = !notSentCodes.includes(networkCode(cause));
    throw new AppError('service.unavailable', 'the connector gave no answer', { cause, facts: { mayHaveArrived } });
  }
  if (!response.ok) throw refusalOf(response);
  return { status: response.status, headers: Object.fromEntries(response.headers), text };
}

function networkCode(thrown: unknown): string {
  const cause = typeof thrown === 'object' && thrown !== null && 'cause' in thrown ? thrown.cause : undefined;
  return typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
}

function refusalOf(response: Response): AppError {
  const seconds = Number(response.headers.get('retry-after') ?? Number.NaN);
  const retry = Number.isFinite(seconds) ? { retryAfterMs: Math.max(0, seconds) * secondMs } : {};
  const facts = { status: response.status, mayHaveArrived: false, ...retry };
  return new AppError('service.unavailable', `the connector answered ${String(response.status)}`, { facts });
}
