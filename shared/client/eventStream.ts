// Keeps the live stream of the service open: reconnects with back-off, replays by Last-Event-ID, tells open and lost.
import * as v from 'valibot';
import { streamEventSchema, type StreamEvent } from '#shared/contracts';
import { AppError, toAppError, type ErrorCode } from '#shared/errors';
import { backOffMs } from './backOff.ts';
import type { ClockPort, FetchPort, TokenSource } from './ports.ts';
import { readStream } from './streamConnection.ts';

/**
 * State of the stream.
 *
 *   connecting --answer 200--> open --end, fault, silence--> lost --answer 200--> open
 *   connecting --refused, no answer--> lost
 */
export type StreamState =
  | { readonly kind: 'connecting' }
  | { readonly kind: 'open' }
  | { readonly kind: 'lost'; readonly code: ErrorCode; readonly retryInMs: number };

/** What the stream needs and whom it tells. */
export interface EventStreamOptions {
  readonly url: string;
  readonly token: TokenSource;
  readonly fetch: FetchPort;
  readonly clock: ClockPort;
  /** 0 <= chance < 1, e.g. `Math.random`. */
  readonly random: () => number;
  readonly onEvent: (event: StreamEvent) => void;
  readonly onState: (state: StreamState) => void;
  /** Events of a shape we do not know: counted, then ignored, so that an older page survives a newer service. */
  readonly onUnknown?: () => void;
}

/** A running stream. */
export interface EventStream {
  /** Tries at once when it is waiting (the network is back, the person pressed "Try now"). */
  wake(): void;
  close(): void;
}

const firstDelayMs = 1000;
const leastDelayMs = 100;

/** Opens the stream and keeps it open until `close`. */
export function openEventStream(options: EventStreamOptions): EventStream {
  const abort = new AbortController();
  const sleeper = createSleeper(options.clock);
  let lastEventId = '';
  let baseMs = firstDelayMs;
  let failures = 0;

  const hear = (data: string, id: string): void => {
    const event = v.safeParse(streamEventSchema, parseJson(data));
    if (event.success) options.onEvent(event.output);
    else options.onUnknown?.();
    // Only now: an event whose handling failed must come again.
    lastEventId = id;
    failures = 0;
  };

  /** One connection until it ends, for whatever reason. */
  const follow = async (): Promise<AppError> => {
    try {
      await readStream({
        ...options,
        lastEventId,
        signal: abort.signal,
        onOpen: () => options.onState({ kind: 'open' }),
        onRetry: (delayMs) => (baseMs = Math.max(delayMs, leastDelayMs)),
        onMessage: (message) => hear(message.data, message.id),
      });
      return new AppError('service.unavailable', 'the stream ended');
    } catch (fault) {
      return toAppError(fault, 'service.unavailable');
    }
  };

  const run = async (): Promise<void> => {
    options.onState({ kind: 'connecting' });
    for (;;) {
      const { code } = await follow();
      if (abort.signal.aborted) return;
      failures += 1;
      const retryInMs = backOffMs(failures, baseMs, options.random());
      options.onState({ kind: 'lost', code, retryInMs });
      await sleeper.sleep(retryInMs);
    }
  };
  void run();

  return {
    wake: sleeper.wake,
    close: () => {
      abort.abort(new AppError('service.unavailable', 'the stream was closed'));
      sleeper.wake();
    },
  };
}

interface Sleeper {
  readonly sleep: (delayMs: number) => Promise<void>;
  /** Ends the present sleep, if there is one. */
  readonly wake: () => void;
}

function createSleeper(clock: ClockPort): Sleeper {
  let end = (): void => undefined;
  return {
    sleep: (delayMs) =>
      new Promise((resolve) => {
        const cancel = clock.after(delayMs, resolve);
        end = () => {
          cancel();
          resolve();
        };
      }),
    wake: () => {
      end();
    },
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
