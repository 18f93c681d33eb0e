// Turns the dialogs of one device into call events, or into the state of its line where the PBX does not name the calls.
import type { LineState } from '#shared/domain/presence';
import { clearCauseOf } from './clearCause.ts';
import { dialogState, lineStateOfDialogs, type Dialog, type DialogInfo, type DialogState } from './dialogInfo.ts';
import { EndedDialogs, isFurther, oneEntryEach } from './endedDialogs.ts';
import type { BareEvent, MapContext } from './mapContext.ts';

/** Before a document of the dialog at hand was read. */
const noVersion = -1;

/** A call at the device that stands. */
interface Leg {
  readonly connectionId: string;
  readonly callId: string;
  readonly isInitiator: boolean;
  state: 'trying' | 'early' | 'confirmed';
  isHeld: boolean;
  /** The last document did not name it. */
  isMissing: boolean;
}

/** What is known over all devices of a PBX. */
export interface PbxMemory {
  /** Answered calls by Call-ID: a phone that stops ringing then lost the race. */
  readonly answered: Map<string, number>;
  /** The PBX lists ended dialogs as terminated: then one that is merely missing was left out by a worker that lagged behind. */
  listsEnded: boolean;
}

/** What a document did. */
export type DocumentVerdict = 'taken' | 'outdated' | 'gap';

/** The dialogs of one device over all its subscriptions. */
export class DeviceDialogs {
  private readonly deviceId: string;
  private readonly memory: PbxMemory;
  private readonly legs = new Map<string, Leg>();
  /** Dialogs that stand, for documents that tell only what changed; undefined until one comes. */
  private standing: ReadonlyMap<string, Dialog> = new Map();
  private readonly ended = new EndedDialogs();
  private version = noVersion;
  private lineTold: LineState = 'idle';

  constructor(deviceId: string, memory: PbxMemory) {
    this.deviceId = deviceId;
    this.memory = memory;
  }

  /** Connection ids of the calls that stand. */
  get live(): readonly string[] {
    return [...this.legs.values()].map((leg) => leg.connectionId);
  }

  /** A document; `isFirst` when it tells the state at the begin of a subscription rather than what just happened. */
  take(context: MapContext, info: DialogInfo, isFirst: boolean): DocumentVerdict {
    if (isFirst) {
      this.version = noVersion;
      this.standing = new Map();
    }
    const { version = this.version + 1, isPartial } = info;
    if (version <= this.version) {
      if (version < this.version) this.catchUp(context, info.dialogs);
      return 'outdated';
    }
    const isGap = isPartial && !isFirst && this.version !== noVersion && version > this.version + 1;
    this.version = version;
    const listed = oneEntryEach(info.dialogs);
    const dialogs = isPartial ? [...new Map([...this.standing, ...keyed(listed)]).values()] : listed;
    this.standing = new Map(keyed(dialogs.filter((dialog) => dialogState(dialog) !== 'terminated')));
    this.takeCalls(context, dialogs, isFirst, isPartial);
    this.tellLine(context, lineStateOfDialogs(dialogs.filter((dialog) => dialog.callId === undefined)));
    return isGap ? 'gap' : 'taken';
  }

  /**
   * A document that others overtook (spec pbx A.2.6) says nothing of what stands now, but a call only goes forward: what it tells
   * further on than is known is true. Without this a `confirmed` would be lost when the PBX's workers publish out of turn.
   */
  private catchUp(context: MapContext, dialogs: readonly Dialog[]): void {
    for (const [key, dialog] of this.callsOf(oneEntryEach(dialogs))) {
      const leg = this.legs.get(key);
      if (leg !== undefined && isFurther(dialogState(dialog), leg.state)) this.takeCall(context, key, dialog, false);
    }
  }

  /** Nothing more is told of the device: what it was doing is unknown now. */
  fallSilent(context: MapContext): void {
    this.standing = new Map();
    this.version = noVersion;
    for (const [key, leg] of this.legs) this.end(context, key, leg, { cause: 'unknown', synthesized: true });
    this.tellLine(context, 'unknown');
  }

  private takeCalls(context: MapContext, dialogs: readonly Dialog[], isFirst: boolean, isPartial: boolean): void {
    const told = this.callsOf(dialogs);
    for (const [key, leg] of this.legs) {
      const isGone = !told.has(key) && (isFirst || leg.isMissing || !this.memory.listsEnded);
      leg.isMissing = !told.has(key);
      if (isGone) this.end(context, key, leg, { cause: 'unknown', synthesized: isFirst });
    }
    for (const [key, dialog] of told) {
      if (!isFirst && !isPartial && this.isOvertaken(key, dialog)) this.begin(context, key, dialog, true);
      this.takeCall(context, key, dialog, isFirst);
    }
    this.ended.trim(dialogs.length);
  }

  /** What each call is, by its key; several dialogs of one call are forks. */
  private callsOf(dialogs: readonly Dialog[]): ReadonlyMap<string, Dialog> {
    const told = new Map<string, Dialog>();
    for (const dialog of dialogs) {
      const key = this.keyOf(dialog);
      if (key === undefined || this.ended.isLeftOver(key, dialog)) continue;
      const other = told.get(key);
      if (other === undefined || rank(dialog) > rank(other)) told.set(key, dialog);
    }
    return told;
  }

  /**
   * True for a call of this device whose end came before its begin, which then is outdated: one that fails at once (busy) ends
   * within a millisecond, and the PBX's workers overtake each other (spec pbx A.2.6). Calls to the device are left out: a call
   * that is not known to have rung must not be told as missed.
   */
  private isOvertaken(key: string, dialog: Dialog): boolean {
    const isPlaced = dialog.direction !== undefined && key.endsWith('|initiator');
    const isNew = !this.legs.has(key) && !this.ended.has(key, dialog);
    return isPlaced && isNew && dialogState(dialog) === 'terminated';
  }

  /** Tags vanish and ids change within a call: its Call-ID and direction do not (spec pbx A.2.4). */
  private keyOf(dialog: Dialog): string | undefined {
    const { callId } = dialog;
    if (callId === undefined) return undefined;
    const told = dialog.direction?.trim().toLowerCase();
    if (told === 'initiator' || told === 'recipient') return `${callId}|${told}`;
    const known = ['initiator', 'recipient'].find((word) => this.legs.has(`${callId}|${word}`));
    return `${callId}|${known ?? (dialogState(dialog) === 'trying' ? 'initiator' : 'recipient')}`;
  }

  private takeCall(context: MapContext, key: string, dialog: Dialog, isFirst: boolean): void {
    const state = dialogState(dialog);
    const leg = this.legs.get(key);
    if (state === 'unknown') return;
    if (state === 'terminated') {
      this.memory.listsEnded = true;
      this.ended.add(key, dialog, leg?.state === 'confirmed');
      // One never seen is a replay of a call that ended up to minutes ago (spec pbx A.2.5).
      // Told again at the begin of a subscription it ended while nobody listened, and when is not known.
      if (leg !== undefined) this.end(context, key, leg, { cause: this.causeOf(dialog, leg), synthesized: isFirst });
      return;
    }
    const known = leg ?? this.begin(context, key, dialog, isFirst);
    this.move(context, known, dialog, state, isFirst && leg === undefined);
  }

  private begin(context: MapContext, key: string, dialog: Dialog, isFirst: boolean): Leg {
    const callId = dialog.callId ?? '';
    const isInitiator = key.endsWith('|initiator');
    const leg: Leg = {
      connectionId: `${key}|${this.deviceId}`,
      callId,
      isInitiator,
      state: 'trying',
      isHeld: false,
      isMissing: false,
    };
    this.legs.set(key, leg);
    const other = context.party(dialog.remote);
    if (isInitiator) this.tell(context, leg, { kind: 'originated', called: other }, isFirst);
    // A call that is first seen answered has rung: the document that said so was overtaken.
    else if (dialogState(dialog) === 'confirmed')
      this.tell(context, leg, { kind: 'delivered', calling: other }, isFirst);
    else if (dialogState(dialog) !== 'early') this.tell(context, leg, { kind: 'offered', calling: other }, isFirst);
    return leg;
  }

  private move(context: MapContext, leg: Leg, dialog: Dialog, state: DialogState, isInferred: boolean): void {
    const other = context.party(dialog.remote);
    if (state === 'early' && leg.state === 'trying') {
      leg.state = 'early';
      if (!leg.isInitiator) this.tell(context, leg, { kind: 'delivered', calling: other }, isInferred);
    }
    if (state !== 'confirmed') return;
    if (leg.state !== 'confirmed') {
      leg.state = 'confirmed';
      if (!leg.isInitiator) this.countAnswered(leg.callId, 1);
      this.tell(context, leg, { kind: 'established', other }, isInferred);
    }
    this.moveHold(context, leg, dialog.local.isRendering === false, isInferred);
  }

  private moveHold(context: MapContext, leg: Leg, isHeld: boolean, isInferred: boolean): void {
    if (leg.isHeld === isHeld) return;
    leg.isHeld = isHeld;
    this.tell(context, leg, { kind: isHeld ? 'held' : 'retrieved' }, isInferred);
  }

  private causeOf(dialog: Dialog, leg: Leg): ReturnType<typeof clearCauseOf> {
    const cause = clearCauseOf(dialog, leg.state === 'confirmed');
    const isLost = !leg.isInitiator && leg.state !== 'confirmed' && (this.memory.answered.get(leg.callId) ?? 0) > 0;
    return isLost && (cause === 'unknown' || cause === 'callCancelled') ? 'answeredElsewhere' : cause;
  }

  private end(
    context: MapContext,
    key: string,
    leg: Leg,
    how: { readonly cause: ReturnType<typeof clearCauseOf>; readonly synthesized: boolean },
  ): void {
    this.legs.delete(key);
    if (leg.state === 'confirmed' && !leg.isInitiator) this.countAnswered(leg.callId, -1);
    this.tell(context, leg, { kind: 'connectionCleared', cause: how.cause }, how.synthesized);
  }

  private countAnswered(callId: string, by: number): void {
    const count = (this.memory.answered.get(callId) ?? 0) + by;
    if (count > 0) this.memory.answered.set(callId, count);
    else this.memory.answered.delete(callId);
  }

  private tell(context: MapContext, leg: Leg, fact: LegFact, isInferred: boolean): void {
    context.emit({
      ...fact,
      globalCallId: leg.callId,
      connectionId: leg.connectionId,
      deviceId: this.deviceId,
      ...(isInferred ? { synthesized: true } : {}),
    });
  }

  private tellLine(context: MapContext, state: LineState): void {
    if (state === this.lineTold) return;
    this.lineTold = state;
    context.emit({ kind: 'lineState', deviceId: this.deviceId, state });
  }
}

type BareLeg<Event> = Event extends { readonly connectionId: string }
  ? Omit<Event, 'globalCallId' | 'connectionId' | 'deviceId'>
  : never;
type LegFact = BareLeg<BareEvent>;

const ranks: readonly DialogState[] = ['unknown', 'terminated', 'trying', 'proceeding', 'early', 'confirmed'];

/** Several dialogs of one call (forks): the furthest one is the call. */
function rank(dialog: Dialog): number {
  return ranks.indexOf(dialogState(dialog));
}

function keyed(dialogs: readonly Dialog[]): readonly (readonly [string, Dialog])[] {
  return dialogs.map((dialog) => [dialog.id ?? `${dialog.callId ?? ''}|${dialog.direction ?? ''}`, dialog]);
}
