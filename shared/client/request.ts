// One request to our API: token, timeout, refusal -> coded fault, answer checked by its schema.
import * as v from 'valibot';
import { AppError } from '#shared/errors';
import type { ClockPort, FetchPort, TokenSource } from './ports.ts';
import { problemError } from './problemError.ts';

/** Where and how requests go. `onServerTime` hears the service's clock with each answer (ms since the epoch). */
export interface RequestOptions {
  readonly apiBase: string;
  readonly token: TokenSource;
  readonly fetch: FetchPort;
  readonly clock: ClockPort;
  /** @default 10000 */
  readonly timeoutMs?: number;
  readonly onServerTime?: (serverMs: number, heardAtMs: number) => void;
}

/** One call of the API. `signal` calls it off: it then rejects with the signal's reason. */
export interface RequestInput<Schema> {
  readonly path: string;
  readonly schema: Schema;
  /** @default GET without a body, POST with one */
  readonly method?: 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly body?: unknown;
  readonly signal?: AbortSignal;
  /** Sent to its end even when the page goes meanwhile. @default false */
  readonly keepalive?: boolean;
  /** For what takes longer than others. @default that of the options */
  readonly timeoutMs?: number;
}

const defaultTimeoutMs = 10_000;
const noContent = 204;

/** Sends one request. Throws the service's code, or `service.unavailable` when no sound answer came in time. */
export async function request<Schema extends v.GenericSchema>(
  options: RequestOptions,
  input: RequestInput<Schema>,
): Promise<v.InferOutput<Schema>> {
  const token = await options.token();
  const abort = new AbortController();
  const cancelTimer = options.clock.after(input.timeoutMs ?? options.timeoutMs ?? defaultTimeoutMs, () => {
    abort.abort(new AppError('service.unavailable', 'no answer in time'));
  });
  const forward = (): void => {
    abort.abort(input.signal?.reason);
  };
  if (input.signal?.aborted === true) forward();
  input.signal?.addEventListener('abort', forward);
  try {
    abort.signal.throwIfAborted();
    return await send(options, input, token, abort.signal);
  } catch (fault) {
    if (abort.signal.aborted) throw abort.signal.reason;
    throw fault instanceof AppError ? fault : new AppError('service.unavailable', 'no answer', { cause: fault });
  } finally {
    cancelTimer();
    input.signal?.removeEventListener('abort', forward);
  }
}

async function send<Schema extends v.GenericSchema>(
  options: RequestOptions,
  input: RequestInput<Schema>,
  token: string,
  signal: AbortSignal,
): Promise<v.InferOutput<Schema>> {
  const response = await options.fetch(`${options.apiBase}${input.path}`, {
    method: input.method ?? (input.body === undefined ? 'GET' : 'POST'),
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'application/json',
      ...(input.body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
    signal,
    ...(input.keepalive === true && { keepalive: true }),
    // The token is the only credential; cookies of the host frame never travel.
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
  });
  tellTime(options, response);
  if (!response.ok) throw await problemError(response);
  const parsed = v.safeParse(input.schema, response.status === noContent ? undefined : await response.json());
  if (!parsed.success)
    throw new AppError('service.unavailable', 'answer of an unknown shape', { facts: { path: input.path } });
  return parsed.output;
}

function tellTime(options: RequestOptions, response: Response): void {
  const serverMs = Date.parse(response.headers.get('date') ?? '');
  if (Number.isFinite(serverMs)) options.onServerTime?.(serverMs, options.clock.now());
}
