// Tries a message to the connector again where Microsoft says to (microsoft365.md section 5), with growing pauses.
import { toAppError, type AppError } from '#shared/errors';

const againStatuses: readonly number[] = [412, 429, 502, 503, 504];
const firstPauseMs = 1_000;
const longestPauseMs = 30_000;

/** Time and chance, as ports. */
export interface BackOffClock {
  readonly sleep: (ms: number) => Promise<void>;
  /** 0 to 1. */
  readonly random: () => number;
}

/** Runs `send` up to `attempts` times. Throws the last fault. */
export async function sendWithBackOff(send: () => Promise<void>, attempts: number, clock: BackOffClock): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await send();
      return;
    } catch (thrown) {
      const fault = toAppError(thrown);
      if (attempt >= attempts || !maySendAgain(fault)) throw fault;
      await clock.sleep(pauseOf(fault, attempt, clock.random()));
    }
  }
}

/** Not when the message may have arrived: nobody wants to be told twice. */
function maySendAgain(fault: AppError): boolean {
  const { status, mayHaveArrived } = fault.facts;
  return typeof status === 'number' ? againStatuses.includes(status) : mayHaveArrived === false;
}

function pauseOf(fault: AppError, attempt: number, chance: number): number {
  const { retryAfterMs } = fault.facts;
  const grown = firstPauseMs * 2 ** (attempt - 1) * (0.5 + chance);
  return Math.min(longestPauseMs, Math.max(grown, typeof retryAfterMs === 'number' ? retryAfterMs : 0));
}
