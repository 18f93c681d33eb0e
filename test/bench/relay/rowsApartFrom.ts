// Which log rows are owed whatever went wrong: those of calls that did not go on while the service could not hear.
import type { Gap } from './faultPlans.ts';
import { monotonicUs } from './httpJson.ts';
import type { CallChange, OwedRow } from './readJournals.ts';

/** A call nobody answers makes no phone busy but its caller's; it rings no longer than this in the traffic of the bench. */
const longestRingUs = 15_000_000;
/** Call ids carry whole seconds. */
const roundingUs = 1_000_000;

/** True for rows of calls that ended before the gap or began after it. */
export function rowsApartFrom(gap: Gap, changes: readonly CallChange[]): (row: OwedRow) => boolean {
  const { fromUs: deafFromUs, deafUntilUs } = gap;
  if (deafUntilUs === undefined) return () => true;
  // The wall clock of the ids against the clock of the journals.
  const offsetUs = monotonicUs() - Date.now() * 1000;
  const lastOf = new Map(changes.map(({ callId, atUs }) => [callId, atUs]));
  return ({ callId, startedSecond }) => {
    const fromUs = startedSecond * 1_000_000 + offsetUs;
    const untilUs = lastOf.get(callId) ?? fromUs + longestRingUs;
    return untilUs < deafFromUs - roundingUs || fromUs > deafUntilUs + roundingUs;
  };
}
