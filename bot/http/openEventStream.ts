// One open event stream: writes, pings, and lets go of a client that does not read or whose token is over.
import type { ServerResponse } from 'node:http';
import type { StreamItem } from '#bot/bridge';
import { formatItem, formatRetry, pingText } from './formatStream.ts';

// setTimeout fires at once beyond this (2^31 - 1 ms); no access token lives for 24 days.
const longestTimerMs = 2_147_483_647;
// How many pings a client may leave unread.
const stalledPings = 2;

/** Times in milliseconds; `maxWaitingBytes` is what may wait unread beside the first burst. */
export interface EventStreamOptions {
  readonly retryMs: number;
  readonly pingMs: number;
  readonly maxWaitingBytes: number;
  readonly closeAfterMs: number;
}

/** Why a stream ended. */
export type StreamEnd = 'clientLeft' | 'tokenOver' | 'tooSlow' | 'stopping';

/** A stream whose headers are written. */
export interface EventStream {
  send(item: StreamItem): void;
  close(why: StreamEnd): void;
}

/**
 * Writes `first` at once, however large, then whatever is sent. `onEnd` is called exactly once.
 *
 *   open --(client gone)--> clientLeft
 *     |---(token expires)-> tokenOver   (the client returns with a new token)
 *     |---(does not read)-> tooSlow     (a stalled socket, or too much waiting)
 *     +---(service stops)-> stopping
 */
export function openEventStream(
  raw: ServerResponse,
  first: readonly StreamItem[],
  options: EventStreamOptions,
  onEnd: (why: StreamEnd) => void,
): EventStream {
  let isOpen = true;
  let allowance = Number.POSITIVE_INFINITY;

  function end(why: StreamEnd): void {
    if (!isOpen) return;
    isOpen = false;
    clearInterval(pinging);
    clearTimeout(expiring);
    // What a client has not taken by now it can ask for again by Last-Event-ID; waiting for it could hold the stop.
    if (raw.writableLength > 0) raw.destroy();
    else raw.end();
    onEnd(why);
  }

  function write(text: string): void {
    if (!isOpen) return;
    raw.write(text);
    if (raw.writableLength > allowance) end('tooSlow');
  }

  const pinging = setInterval(() => write(pingText), options.pingMs);
  const closeAfterMs = Math.min(Math.max(0, options.closeAfterMs), longestTimerMs);
  const expiring = setTimeout(() => end('tokenOver'), closeAfterMs);
  raw.on('close', () => end('clientLeft'));
  raw.on('error', () => end('clientLeft'));
  // Each ping restarts the socket's timer, unless writes are stuck; node itself looks whether a large write still moves.
  raw.setTimeout(stalledPings * options.pingMs, () => {
    if (raw.writableLength > 0) end('tooSlow');
  });
  raw.on('drain', () => {
    allowance = options.maxWaitingBytes;
  });
  write(formatRetry(options.retryMs) + first.map(formatItem).join(''));
  allowance = raw.writableLength + options.maxWaitingBytes;
  return { send: (item) => write(formatItem(item)), close: end };
}
