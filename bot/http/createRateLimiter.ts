// A token bucket per caller: how often somebody may ask, with bursts up to one minute's allowance.
import { AppError } from '#shared/errors';

const minuteMs = 60_000;

interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** Takes one token of `key`. Throws `http.tooManyRequests` with `facts.retryAfterMs` when there is none. */
export type RateLimiter = (key: string) => void;

/** `perMinute` is both the rate and the burst; `now` is milliseconds. Full buckets are forgotten every minute. */
export function createRateLimiter(perMinute: number, now: () => number): RateLimiter {
  const buckets = new Map<string, Bucket>();
  let sweptAt = now();

  function level(bucket: Bucket, at: number): number {
    const refilled = (Math.max(0, at - bucket.at) * perMinute) / minuteMs;
    return Math.min(perMinute, bucket.tokens + refilled);
  }

  function sweep(at: number): void {
    if (at - sweptAt < minuteMs) return;
    sweptAt = at;
    for (const [key, bucket] of buckets) {
      if (level(bucket, at) >= perMinute) buckets.delete(key);
    }
  }

  return (key) => {
    const at = now();
    sweep(at);
    const bucket = buckets.get(key);
    const tokens = bucket === undefined ? perMinute : level(bucket, at);
    if (tokens < 1) {
      const retryAfterMs = Math.ceil(((1 - tokens) * minuteMs) / perMinute);
      throw new AppError('http.tooManyRequests', 'over the rate of one caller', { facts: { retryAfterMs } });
    }
    buckets.set(key, { tokens: tokens - 1, at });
  };
}
