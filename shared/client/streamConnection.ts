// One connection of the live stream: asks, reads until it ends, and gives up when nothing is heard for too long.
import { AppError } from '#shared/errors';
import type { ClockPort, FetchPort, TokenSource } from './ports.ts';
import { problemError } from './problemError.ts';
import { createSseParser, type SseHandlers } from './sseParser.ts';

/** What one connection needs. */
export interface StreamConnectionOptions extends SseHandlers {
  readonly url: string;
  readonly token: TokenSource;
  readonly fetch: FetchPort;
  readonly clock: ClockPort;
  /** Empty: none yet. */
  readonly lastEventId: string;
  readonly signal: AbortSignal;
  readonly onOpen: () => void;
}

/** The service pings every 15 s: after two missed pings and a bit the line is dead, whatever TCP believes. */
const silenceLimitMs = 40_000;

/** Resolves when the service ends the stream; throws its refusal, or `service.unavailable` (no answer, silence, network). */
export async function readStream(options: StreamConnectionOptions): Promise<void> {
  const token = await options.token();
  const abort = new AbortController();
  const watchdog = createWatchdog(options.clock, () => {
    abort.abort(new AppError('service.unavailable', 'the stream is silent'));
  });
  const stop = (): void => {
    abort.abort(options.signal.reason);
  };
  options.signal.addEventListener('abort', stop);
  if (options.signal.aborted) stop();
  try {
    await read(options, token, abort.signal, watchdog.pet);
  } catch (fault) {
    if (abort.signal.aborted) throw abort.signal.reason;
    throw fault instanceof AppError ? fault : new AppError('service.unavailable', 'the stream broke', { cause: fault });
  } finally {
    watchdog.stop();
    options.signal.removeEventListener('abort', stop);
    // Frees the socket also when a handler threw in the middle of the body.
    abort.abort();
  }
}

async function read(
  options: StreamConnectionOptions,
  token: string,
  signal: AbortSignal,
  pet: () => void,
): Promise<void> {
  const response = await options.fetch(options.url, {
    headers: {
      authorization: `Bearer ${token}`,
      accept: 'text/event-stream',
      ...(options.lastEventId !== '' && { 'last-event-id': options.lastEventId }),
    },
    signal,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'error',
  });
  if (!response.ok) throw await problemError(response);
  const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
  if (!isStream || response.body === null) throw new AppError('service.unavailable', 'the answer is no event stream');
  options.onOpen();
  pet();
  const parser = createSseParser(options);
  const decoder = new TextDecoder();
  const reader = response.body.getReader();
  for (;;) {
    const { done, value } = await orAborted(reader.read(), signal);
    if (done) return;
    pet();
    parser.push(decoder.decode(value, { stream: true }));
  }
}

/** A body that ignores the signal (a proxy shim, a fake) must not keep us waiting. */
function orAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => {
      signal.removeEventListener('abort', stop);
    });
  });
}

interface Watchdog {
  readonly pet: () => void;
  readonly stop: () => void;
}

function createWatchdog(clock: ClockPort, onSilence: () => void): Watchdog {
  let cancel = clock.after(silenceLimitMs, onSilence);
  return {
    pet: () => {
      cancel();
      cancel = clock.after(silenceLimitMs, onSilence);
    },
    stop: () => {
      cancel();
    },
  };
}
