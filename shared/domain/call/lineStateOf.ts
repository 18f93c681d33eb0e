// Derives the state of one line from its open legs.
import type { LineState } from '#shared/domain/presence';
import type { Connection } from './callState.ts';
import type { ConnectionState } from './callTypes.ts';

const wordOf: Readonly<Record<ConnectionState, LineState>> = {
  null: 'idle',
  initiated: 'dialling',
  fail: 'dialling',
  alerting: 'ringing',
  queued: 'connected',
  connected: 'connected',
  hold: 'held',
};
const order: readonly LineState[] = ['conference', 'connected', 'held', 'dialling', 'ringing'];

/** The strongest of the legs' states: conference, connected, held, dialling, ringing; `idle` without legs. A leg that was offered but never rang does not count. */
export function lineStateOf(connections: readonly Connection[]): LineState {
  const words = new Set(
    connections
      .filter((leg) => leg.role === 'originating' || (leg.state !== 'initiated' && leg.state !== 'fail'))
      .map((leg) => (leg.isConference === true && leg.state === 'connected' ? 'conference' : wordOf[leg.state])),
  );
  return order.find((word) => words.has(word)) ?? 'idle';
}
