// Decides the words for the state of a live call, seen from the user.
import type { LiveCall } from '#shared/contracts';
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
