// Decides how long to wait before the next try: doubling, capped, with jitter so that clients do not return in step.

const maxDelayMs = 30_000;

/**
 * Delay in ms before try number `failures` + 1. `chance` is 0..1; half of the delay is random
 * ("equal jitter", so that it never becomes nearly zero).
 */
export function backOffMs(failures: number, baseMs: number, chance: number): number {
  const full = Math.min(maxDelayMs, baseMs * 2 ** Math.min(Math.max(failures - 1, 0), 16));
  return Math.round(full / 2 + (full / 2) * chance);
}
