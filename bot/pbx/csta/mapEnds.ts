// CSTA events about failing and ending -> normalised events.
import { toldCause } from './causes.ts';
import { isOpenLeg } from './cstaCall.ts';
import { connectionAt, deviceAt } from './deviceId.ts';
import { settleCall } from './endCall.ts';
import { calledOf, causeOf, linkageOf, partiesOf } from './eventParties.ts';
import { clearLeg } from './legFacts.ts';
import type { Handler } from './mapContext.ts';

/** The device that could not be reached: some PBXs name the caller's own connection as the one that failed. */
const onFailed: Handler = (context, event) => {
  const at = connectionAt(event, 'failedConnection');
  if (at === undefined) return;
  const told = deviceAt(event, 'failingDevice') ?? at.device;
  const call = context.callOf(at.callId, told, linkageOf(event));
  if (call === undefined) return;
  const { calling, called } = partiesOf(context, call, event);
  const failing = told?.key === calling?.key ? deviceAt(event, 'calledDevice') : told;
  const cause = toldCause(causeOf(event)) ?? 'unreachable';
  const caller = context.ensureCaller(call, calling, called);
  if (failing === undefined || failing.key === calling?.key) return;
  const leg = context.legOf(call, failing, 'terminating');
  if (leg === caller || !isOpenLeg(leg) || leg.hasTalked || leg.state === 'fail') return;
  context.note(call, failing);
  if (leg.state === 'offered') {
    context.leg(leg, { kind: 'offered', calling: context.partyOf(call, caller), ...calledOf(called) });
  }
  leg.state = 'fail';
  context.leg(leg, { kind: 'failed', cause });
};

const onConnectionCleared: Handler = (context, event) => {
  const at = connectionAt(event, 'droppedConnection');
  const call = at === undefined ? undefined : context.openCall(at.callId);
  if (at === undefined || call === undefined) return;
  const releasing = deviceAt(event, 'releasingDevice');
  const key = (at.device ?? releasing)?.key;
  if (key === undefined) return;
  for (const leg of call.legs) {
    if (isOpenLeg(leg) && (leg.key === key || leg.deviceId === key)) {
      clearLeg(context, call, leg, { word: causeOf(event), isOwnRelease: releasing?.key === leg.key });
    }
  }
  settleCall(context, call);
};

const onCallCleared: Handler = (context, event) => {
  const at = connectionAt(event, 'clearedCall');
  const call = at === undefined ? undefined : context.openCall(at.callId);
  if (call === undefined) return;
  call.parked = undefined;
  call.divertingTo = undefined;
  for (const leg of call.legs) {
    if (isOpenLeg(leg)) clearLeg(context, call, leg, { word: causeOf(event), isOwnRelease: false });
  }
  settleCall(context, call);
};

/** Handlers by message name. */
export const endHandlers: Readonly<Record<string, Handler>> = {
  FailedEvent: onFailed,
  ConnectionClearedEvent: onConnectionCleared,
  CallClearedEvent: onCallCleared,
};
