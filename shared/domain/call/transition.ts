// The state machine of one leg (ECMA-269 connection states).
import type { ConnectionState } from './callTypes.ts';

/*
 *            originated          established
 *   null ──────────────▶ initiated ─────────────▶ connected ◀──────────┐
 *    │  offered/delivered    │ queued    ┌─────────▶   │ held          │ retrieved
 *    ├──────────────▶ alerting│          │ established ▼               │
 *    │                   │    ▼          │            hold ────────────┘
 *    │                   │  queued ──────┘
 *    │             failed│    │failed
 *    │                   ▼    ▼
 *    │                   fail ── established (a mailbox answers after busy) ──▶ connected
 *    ▼
 *   every state ── connectionCleared ──▶ null (final)
 */

/** What can move a leg. */
export type Move =
  | 'originated'
  | 'offered'
  | 'delivered'
  | 'queued'
  | 'established'
  | 'held'
  | 'retrieved'
  | 'failed'
  | 'connectionCleared';

type Row = Readonly<Partial<Record<Move, ConnectionState>>>;

const cleared = { connectionCleared: 'null' } as const;
const table: Readonly<Record<ConnectionState, Row>> = {
  null: {},
  initiated: {
    ...cleared,
    originated: 'initiated',
    offered: 'initiated',
    delivered: 'alerting',
    queued: 'queued',
    established: 'connected',
    failed: 'fail',
  },
  alerting: {
    ...cleared,
    offered: 'alerting',
    delivered: 'alerting',
    queued: 'queued',
    established: 'connected',
    failed: 'fail',
  },
  connected: { ...cleared, established: 'connected', held: 'hold', retrieved: 'connected', queued: 'queued' },
  hold: { ...cleared, held: 'hold', retrieved: 'connected', established: 'hold', queued: 'queued' },
  queued: { ...cleared, queued: 'queued', established: 'connected', failed: 'fail' },
  fail: { ...cleared, failed: 'fail', established: 'connected', queued: 'queued' },
};

/**
 * The state after `move`, or undefined when the move is not legal in `state`. PBXs repeat, reorder and lose events, so an
 * illegal move is a fact to ignore and count, not a fault to throw.
 */
export function transition(state: ConnectionState, move: Move): ConnectionState | undefined {
  return table[state][move];
}
