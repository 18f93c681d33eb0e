// What a refusal of Graph means for the user and for the whole tenant (spec presence 4.3).
import { backOffMs } from '#shared/domain/presence';
import type { AppError, ErrorCode } from '#shared/errors';
import type { PresenceOutcome } from '#bot/graph';

/** While consent is lost, one request a minute asks whether it is back. */
export const consentPauseMs = 60_000;
/** Longer than the pause, so that the next to ask is somebody else: it may be this one user who is refused. */
const forbiddenUserMs = 90_000;
/** A user Graph does not know, or a request it refuses: asking again soon helps nobody. */
const hopelessPauseMs = 600_000;

const shortestRetryMs = 250;

const surelyNotDone: ReadonlySet<ErrorCode> = new Set([
  'graph.throttled',
  'graph.consentLost',
  'graph.notFound',
  'graph.refused',
]);

/** False when Graph said no; true when nobody knows, so that only a new answer tells. */
export function mayBeDone(code: ErrorCode): boolean {
  return !surelyNotDone.has(code);
}

/** How long one user waits after a refusal: `failures` in a row before this one, `random` in [0,1). Milliseconds. */
export function waitAfter(fault: AppError, failures: number, random: number): number {
  switch (fault.code) {
    case 'graph.throttled':
      return retryAfterOf(fault) ?? backOffMs(failures, random);
    case 'graph.consentLost':
      return forbiddenUserMs;
    case 'graph.notFound':
    case 'graph.refused':
      return hopelessPauseMs;
    default:
      return backOffMs(failures, random);
  }
}

/** Retry-After as Graph gave it, in milliseconds; "at once" is not taken at its word. */
export function retryAfterOf(fault: AppError): number | undefined {
  const { retryAfterMs } = fault.facts;
  return typeof retryAfterMs === 'number' ? Math.max(retryAfterMs, shortestRetryMs) : undefined;
}

/** The faults of a request that carry this code. */
export function faultsOf(outcomes: readonly PresenceOutcome[], code: ErrorCode): readonly AppError[] {
  return outcomes.flatMap((outcome) => (!outcome.ok && outcome.fault.code === code ? [outcome.fault] : []));
}
