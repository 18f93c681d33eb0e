// Decides when a call is over for us: when nobody we hear of holds it any more.
import { isOpenLeg, type CstaCall, type CstaLeg } from './cstaCall.ts';
import type { MapContext } from './mapContext.ts';

/** A parked or diverted call that nobody takes is given up after so long. */
const longestLimboMs = 1_800_000;

function holds(context: MapContext, leg: CstaLeg): boolean {
  return isOpenLeg(leg) && leg.state !== 'fail' && context.isWatched(leg);
}

/** Ends the legs nobody tells of (outside parties, failed attempts) once no monitored device is in the call any more. */
export function settleCall(context: MapContext, call: CstaCall): void {
  if (call.isOver || call.parked !== undefined || call.divertingTo !== undefined) return;
  if (call.legs.some((leg) => holds(context, leg))) return;
  endCall(context, call, false);
}

/** Ends whatever is left of a call. */
export function endCall(context: MapContext, call: CstaCall, synthesized: boolean): void {
  for (const leg of call.legs) {
    if (!isOpenLeg(leg)) continue;
    const isTold = leg.hasTalked || leg.state === 'fail';
    leg.state = 'null';
    leg.endedAt = context.receivedAt;
    const cause = synthesized ? 'unknown' : isTold ? 'normalClearing' : 'callCancelled';
    context.leg(leg, { kind: 'connectionCleared', cause }, synthesized);
  }
  call.isOver = true;
  call.endedAt = context.receivedAt;
}

/** Gives up calls that were parked or diverted long ago and came back nowhere. */
export function endLimbo(context: MapContext): void {
  for (const call of context.calls.values()) {
    const isOld = context.receivedAt - call.startedAt > longestLimboMs;
    if (!call.isOver && isOld && !call.legs.some((leg) => holds(context, leg))) endCall(context, call, true);
  }
}
