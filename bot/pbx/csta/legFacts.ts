// Tells and ends single legs, for the handlers of events about calls.
import { clearCause } from './causes.ts';
import { callerOf, partnerOf, type CstaCall, type CstaLeg } from './cstaCall.ts';
import type { MapContext } from './mapContext.ts';

/** The target of a blind transfer learns who sent the call. */
export function tellTarget(context: MapContext, call: CstaCall, leg: CstaLeg): void {
  if (call.transferredBy === undefined) return;
  const moved = partnerOf(call, leg);
  context.leg(leg, {
    kind: 'transferred',
    role: 'target',
    transferKind: 'singleStep',
    ...(moved === undefined ? {} : { other: context.partyOf(call, moved) }),
    transferringParty: call.transferredBy,
  });
}

/** After a blind transfer the other side is who was moved, whoever the PBX says is calling. */
export function movedParty(call: CstaCall, leg: CstaLeg): CstaLeg | undefined {
  return call.transferredBy === undefined ? undefined : partnerOf(call, leg);
}

/** Ends one leg, with the reason its story gives. */
export function clearLeg(
  context: MapContext,
  call: CstaCall,
  leg: CstaLeg,
  how: { readonly word: string; readonly isOwnRelease: boolean },
): void {
  const isAnsweredElsewhere = call.legs.some(
    (each) => each !== leg && each.role === 'terminating' && each.hasTalked && each.deviceId !== leg.deviceId,
  );
  const isCallerGone = callerOf(call) === undefined;
  const cause = clearCause(how.word, { ...leg, isAnsweredElsewhere, isOwnRelease: how.isOwnRelease && !isCallerGone });
  // A leg that failed keeps the reason it failed for.
  const hasFailed = leg.state === 'fail';
  leg.state = 'null';
  leg.endedAt = context.receivedAt;
  context.leg(leg, { kind: 'connectionCleared', cause: hasFailed ? 'normalClearing' : cause });
}
