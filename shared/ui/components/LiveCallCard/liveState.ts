// Decides the words for the state of a live call, seen from the user, and what can be done with it.
import type { CallAction, LiveCall } from '#shared/contracts';
import type { MessageKey } from '#shared/i18n';

const keys: Readonly<Record<Exclude<LiveCall['state'], 'alerting'>, MessageKey>> = {
  initiated: 'live.initiated',
  connected: 'live.connected',
  hold: 'live.hold',
  queued: 'live.queued',
  fail: 'live.fail',
};

/** The message key of a call's state. */
export function liveStateKey(call: Pick<LiveCall, 'state' | 'direction'>): MessageKey {
  if (call.state !== 'alerting') return keys[call.state];
  return call.direction === 'incoming' ? 'live.incoming.alerting' : 'live.outgoing.alerting';
}

/** True when the user's phone rings. */
export function isRinging(call: Pick<LiveCall, 'state' | 'direction'>): boolean {
  return call.state === 'alerting' && call.direction === 'incoming';
}

/** What makes sense for a call in its state, of what its phone system can do with it. */
export function actionsFor(call: Pick<LiveCall, 'state' | 'direction' | 'can'>): readonly CallAction[] {
  return sensible(call).filter((action) => call.can?.includes(action) === true);
}

/** The words on the button of an action. */
export function actionKey(action: CallAction, call: Pick<LiveCall, 'state' | 'direction'>): MessageKey {
  if (action === 'clear') return isRinging(call) ? 'live.decline' : 'live.hangUp';
  return ({ answer: 'live.answer', hold: 'live.doHold', retrieve: 'live.retrieve' } as const)[action];
}

function sensible(call: Pick<LiveCall, 'state' | 'direction'>): readonly CallAction[] {
  if (isRinging(call)) return ['answer', 'clear'];
  if (call.state === 'connected') return ['hold', 'clear'];
  if (call.state === 'hold') return ['retrieve', 'clear'];
  return ['clear'];
}
