// One call of the sandbox PBX: what the people in it can do, told leg by leg in Asterisk's order.
//
//   dialling --ring--> ringing --answer--> talking <--park/retrieve--> parked
//      |                  |                   '--hangup--------------------.
//      '--busy            |--noAnswer--> voicemail --hangup----------------+--> over
//                         '--cancel, busy, decline-------------------------'
import type { CallOutcome, Direction } from '#shared/domain/call';
import { answer } from './answerMoves.ts';
import type { Bridge, Channel } from './channel.ts';
import { cancel, forwardRinging, giveUpRinging, hangUp, type RingingEnd } from './endMoves.ts';
import type { GroupSpec } from './phoneBook.ts';
import type { HangupCause, Switchboard } from './switchboard.ts';
import { blindTransfer, completeTransfer, hold, park, retrieve } from './transferMoves.ts';

/** Where a call stands. */
export type CallStage = 'dialling' | 'ringing' | 'talking' | 'voicemail' | 'parked' | 'over';

/** The group a call was dialled to. */
export interface CalledGroup {
  readonly kind: 'ringGroup' | 'queue';
  readonly spec: GroupSpec;
}

interface OwedRecord {
  readonly direction: Direction;
  readonly outcome: CallOutcome;
  readonly other: string;
}

/** A call with its legs. The fields are the moves' working state; tests use the methods. */
export class SandboxCall {
  readonly board: Switchboard;
  readonly id: string;
  readonly called: string;
  readonly group: CalledGroup | undefined;
  /** The side that dialled, or waits after a transfer. */
  caller: Channel;
  callee: Channel | undefined;
  ringing: Channel[] = [];
  bridge: Bridge | undefined;
  stage: CallStage = 'dialling';
  parkedAt: string | undefined;
  answeredAtMs = 0;
  readonly over: Promise<void>;
  private resolveOver: () => void = () => undefined;
  private readonly owed = new Map<Channel, OwedRecord>();

  constructor(board: Switchboard, caller: Channel, called: string, group?: CalledGroup) {
    this.board = board;
    this.caller = caller;
    this.called = called;
    this.group = group;
    this.id = caller.linkedid;
    this.over = new Promise((resolve) => (this.resolveOver = resolve));
  }

  /** A ringing phone (the only one, unless named) picks up. */
  answer(extension?: string): void {
    answer(this, extension);
  }
  /** Whoever is named, or the caller, puts the phone down: ends, gives up or declines as the stage says. */
  hangup(extension?: string): void {
    hangUp(this, extension);
  }
  /** The caller gives up while it rings. */
  cancel(): void {
    cancel(this);
  }
  /** Nobody answered in time; voicemail takes the call unless told otherwise. */
  noAnswer(then: RingingEnd = { voicemail: true }): void {
    giveUpRinging(this, 'noAnswer', then);
  }
  /** The phone answers 486. */
  busy(then: RingingEnd = { voicemail: false }): void {
    giveUpRinging(this, 'busy', then);
  }
  /** The called person presses decline: 603. */
  decline(then: RingingEnd = { voicemail: false }): void {
    giveUpRinging(this, 'declined', then);
  }
  /** Nobody answered in time, and the call rings at `to`. */
  forward(to: string): void {
    forwardRinging(this, to);
  }
  hold(extension: string): void {
    hold(this, extension);
  }
  retrieve(extension: string): void {
    retrieve(this, extension);
  }
  /** `by` sends the other side to `to`, whose phone rings. */
  blindTransfer(by: string, to: string): void {
    blindTransfer(this, by, to);
  }
  /** Joins the other sides of this call and of `consultation`; `by` leaves both. */
  completeTransfer(by: string, consultation: SandboxCall): void {
    completeTransfer(this, by, consultation);
  }
  /** `by` parks the other side; the slot is returned. */
  park(by: string): string {
    return park(this, by);
  }

  /** Every phone in the call now, ringing ones included. */
  extensions(): readonly string[] {
    const legs = [this.caller, this.callee, ...this.ringing];
    return legs.flatMap((leg) => leg?.phone?.extension ?? []);
  }

  /** The talking leg of `extension`. */
  legOf(extension: string): Channel {
    const leg = [this.caller, this.callee].find((channel) => channel?.phone?.extension === extension);
    if (leg === undefined) throw new Error(`${extension} does not talk in call ${this.id}`);
    return leg;
  }

  /** The leg across from `leg`. */
  acrossFrom(leg: Channel): Channel {
    const other = leg === this.caller ? this.callee : this.caller;
    if (other === undefined) throw new Error(`nobody talks to ${leg.name}`);
    return other;
  }

  /** Refuses a move the stage does not allow. */
  mustBe(...stages: readonly CallStage[]): void {
    if (!stages.includes(this.stage)) throw new Error(`call ${this.id} is ${this.stage}, not ${stages.join(' or ')}`);
  }

  /** Promises a log row for the user of `leg`, or changes its outcome; an answered call stays answered. */
  owe(leg: Channel, outcome: CallOutcome, first?: { direction: Direction; other: string }): void {
    const before = this.owed.get(leg);
    const base = before ?? first;
    if (base === undefined || before?.outcome === 'answered' || leg.phone === undefined) return;
    this.owed.set(leg, { direction: base.direction, other: base.other, outcome });
  }

  /** Takes over the promise of a leg that came from another call. */
  adopt(leg: Channel, from: SandboxCall): void {
    const record = from.owed.get(leg);
    from.owed.delete(leg);
    if (record !== undefined) this.owed.set(leg, record);
  }

  /** Ends a leg and writes the row it owes. */
  drop(leg: Channel, cause: HangupCause): void {
    this.board.hangup(leg, cause);
    const record = this.owed.get(leg);
    this.owed.delete(leg);
    if (record !== undefined && leg.phone !== undefined) {
      this.board.journal.expect({ extension: leg.phone.extension, ...record, callId: this.id });
    }
  }

  /** Marks the end. */
  finish(): void {
    this.stage = 'over';
    this.resolveOver();
  }
}
