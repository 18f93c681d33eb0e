// What a PBX made for tests can do: play moves in its own protocol, be cut off, come back, and misbehave on the wire.
import type { PbxObserver, PbxPort } from '#bot/pbx';
import type { Ability, Move } from './story.ts';

/** How events come: as they happen, each of them again and again, or out of line where their protocol orders nothing. */
export type Disturbance = 'none' | 'replayed' | 'reordered';

/** What every test PBX is started with. */
export interface TestPbxOptions {
  readonly lines: readonly string[];
  /** Numbers of ring groups and queues by their members. */
  readonly ringGroups: Readonly<Record<string, readonly string[]>>;
  readonly queues: Readonly<Record<string, readonly string[]>>;
  readonly disturbance: Disturbance;
  readonly observer: PbxObserver;
}

/** A running test PBX. */
export interface TestPbx {
  /** A new connector to it, not started; the one before must have been stopped. */
  connector(): Promise<PbxPort>;
  /** Plays a move; resolves when it is on the wire. */
  play(move: Move): Promise<void>;
  /** Resolves when the connector has heard everything that was played. */
  heard(): Promise<void>;
  /** Takes the line between connector and PBX away. */
  cut(): Promise<void>;
  /** Gives it back. */
  mend(): Promise<void>;
  close(): Promise<void>;
}

/** A way in which PBXs are connected, and its test PBX. */
export interface Conformant {
  readonly name: string;
  /** What it cannot tell. */
  readonly lacks: readonly Ability[];
  /** Where it tells a story by other kinds of events than `Story.kinds`, by story and line. */
  readonly ownKinds?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What happens while the service is away is kept for it. */
  readonly remembers?: true;
  start(options: TestPbxOptions): Promise<TestPbx>;
}

/** What a play does for each kind of move. */
export type Moves = {
  readonly [Kind in Move['do']]: (move: Extract<Move, { readonly do: Kind }>) => void | Promise<void>;
};

/** Plays a move by its kind. */
export async function playBy(moves: Moves, move: Move): Promise<void> {
  // The table and the union have the same keys; only the pairing is beyond the compiler.
  const act = moves[move.do] as (move: Move) => void | Promise<void>;
  await act(move);
}

/** Options of connectors to a test PBX on this machine that come back as fast as they may. */
export const eager = { random: () => 0, host: '127.0.0.1' } as const;
