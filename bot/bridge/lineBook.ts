// Knows the state of every line and composes each user's presence from it.
import { composePresence, type Composite, type LineState, type PbxUserState } from '#shared/domain/presence';
import type { Connection } from '#shared/domain/call';
import type { CallBook } from './callBook.ts';
import { deviceKey } from './callBook.ts';
import { ToldMarks, type ToldWord } from './following/toldMarks.ts';

/** Link of a PBX as the lines see it: `unknown` once it has been lost for longer than the grace. */
export type LinkState = 'connecting' | 'up' | 'lost' | 'unknown';

/** A line on one PBX. */
export interface LinePlace {
  readonly pbxId: string;
  readonly extension: string;
}

/** A user's presence with what it was made of. */
export interface UserPresence {
  readonly composite: Composite;
  readonly lines: readonly LineState[];
}

/** A state and when it began (ms since the epoch). */
export interface Since<State> {
  readonly state: State;
  readonly since: number;
}

/** What a line is made of on one PBX, with times, for those who ask why. */
export interface LineFacts {
  /** `since` of a link that is not up is when it was lost. */
  readonly link: Since<LinkState>;
  readonly state: LineState;
  /** Of a call: when it began to be what it is (answered, ringing, dialled). Unknown for a line at rest. */
  readonly since?: number;
  readonly openCalls: number;
  readonly userState?: Since<PbxUserState>;
}

/** Of several words about one line, or lines of one user, the first of these is told. */
const strongestFirst: readonly LineState[] = [
  'conference',
  'connected',
  'held',
  'dialling',
  'ringing',
  'doNotDisturb',
  'idle',
  'unregistered',
];

/** What a person may set that says no more than silence, neither to colleagues nor to Teams. */
const quietWords: ReadonlySet<PbxUserState> = new Set(['available', 'offline', 'unknown']);

/** Line facts of one tenant. */
export class LineBook {
  private readonly calls: CallBook;
  /** Since when each device has been without its phone. */
  private readonly unregistered = new Map<string, number>();
  private readonly userStates = new Map<string, Since<PbxUserState>>();
  /** Of PBXs that tell lines but no calls. */
  private readonly toldStates = new Map<string, Since<LineState>>();
  /** Phones that show what they were told of Teams. */
  private readonly marks = new ToldMarks();
  private readonly links = new Map<string, Since<LinkState>>();
  /** PBXs that were taken out of the configuration and whose last word still counts for a while. */
  private readonly leaving = new Set<string>();

  /** `at` (ms since the epoch), here and below, is when the state was told. */
  constructor(calls: CallBook, pbxIds: readonly string[], at: number) {
    this.calls = calls;
    for (const pbxId of pbxIds) this.add(pbxId, at);
  }

  /** A PBX that is connected from now on, or comes back before it was gone. */
  add(pbxId: string, at: number): void {
    this.leaving.delete(pbxId);
    if (!this.links.has(pbxId)) this.links.set(pbxId, { state: 'connecting', since: at });
  }

  /** The PBX is not ours any more; its lines keep their state until `drop`. */
  leave(pbxId: string): void {
    this.leaving.add(pbxId);
  }

  /** Forgets the PBX and its lines. */
  drop(pbxId: string): void {
    this.leaving.delete(pbxId);
    this.links.delete(pbxId);
    this.forgetStates(pbxId);
  }

  /** Forgets what the PBX told of phones and persons; calls are not forgotten. */
  forgetStates(pbxId: string): void {
    const prefix = deviceKey(pbxId, '');
    for (const states of [this.unregistered, this.userStates, this.toldStates])
      for (const key of states.keys()) if (key.startsWith(prefix)) states.delete(key);
  }

  setLink(pbxId: string, state: LinkState, at: number): void {
    const before = this.links.get(pbxId);
    // Lost for longer than the grace is still the same loss.
    const isSameLoss = before !== undefined && before.state !== 'up' && state !== 'up';
    this.links.set(pbxId, { state, since: isSameLoss ? before.since : at });
  }

  link(pbxId: string): LinkState {
    return this.links.get(pbxId)?.state ?? 'unknown';
  }

  /** As `link`, and since when (ms since the epoch). */
  linkFacts(pbxId: string): Since<LinkState> {
    return this.links.get(pbxId) ?? { state: 'unknown', since: 0 };
  }

  /** One word for all PBXs of the tenant. */
  tenantLink(): 'connecting' | 'up' | 'down' {
    const states = [...this.links].flatMap(([pbxId, { state }]) => (this.leaving.has(pbxId) ? [] : [state]));
    if (states.every((state) => state === 'up')) return 'up';
    return states.some((state) => state === 'lost' || state === 'unknown') ? 'down' : 'connecting';
  }

  setRegistered(pbxId: string, deviceId: string, registered: boolean, at: number): void {
    const key = deviceKey(pbxId, deviceId);
    if (registered) this.unregistered.delete(key);
    else if (!this.unregistered.has(key)) this.unregistered.set(key, at);
  }

  /** What a person set on the phone. Our own word coming back is nobody's: it must never be a reason for a session in Teams. */
  setUserState(pbxId: string, deviceId: string, state: PbxUserState, at: number): void {
    const key = deviceKey(pbxId, deviceId);
    if (this.marks.explains(key, state)) this.userStates.delete(key);
    else keepSince(this.userStates, key, state, at);
  }

  /** What the person set on the phone themselves; undefined where the phone says nothing, or only our word. */
  ownUserState({ pbxId, extension }: LinePlace): PbxUserState | undefined {
    return this.userStates.get(deviceKey(pbxId, extension))?.state;
  }

  /** What the phone shows, whoever set it; undefined where it says nothing. */
  shownUserState({ pbxId, extension }: LinePlace): PbxUserState | undefined {
    const key = deviceKey(pbxId, extension);
    return this.userStates.get(key)?.state ?? this.marks.wordOn(key);
  }

  /** The phone is told, or was (`isSeen`) told before a restart, what Teams says. */
  markTold({ pbxId, extension }: LinePlace, word: ToldWord, isSeen: boolean): void {
    this.marks.set(deviceKey(pbxId, extension), word, isSeen);
  }

  /** The phone is free of our word. */
  dropTold({ pbxId, extension }: LinePlace): void {
    this.marks.drop(deviceKey(pbxId, extension));
  }

  /** True while the phone shows what it was told, as far as is known: nobody's hand has changed it since. */
  isTold({ pbxId, extension }: LinePlace): boolean {
    return this.marks.stands(deviceKey(pbxId, extension));
  }

  /** Every place of which a PBX says that something goes on: a call, a state of the line, a word of the person. Perhaps some at rest. */
  *placesInUse(): Generator<LinePlace> {
    for (const key of this.calls.devices()) yield placeOf(key);
    for (const key of this.toldStates.keys()) yield placeOf(key);
    for (const [key, { state }] of this.userStates) if (!quietWords.has(state)) yield placeOf(key);
  }

  /** Every place whose phone is away. */
  *placesAway(): Generator<LinePlace> {
    for (const key of this.unregistered.keys()) yield placeOf(key);
  }

  /** True while the lines of every PBX are known, though perhaps not by the minute: those of which nobody says anything are idle. */
  get areKnown(): boolean {
    return [...this.links.values()].every(({ state }) => state === 'up' || state === 'lost');
  }

  /** The state of a line as its PBX tells it; idle says no more than silence. */
  setLineState(pbxId: string, deviceId: string, state: LineState, at: number): void {
    if (state === 'idle') this.toldStates.delete(deviceKey(pbxId, deviceId));
    else keepSince(this.toldStates, deviceKey(pbxId, deviceId), state, at);
  }

  /** The strongest state of these lines; unknown when nothing is known of any. */
  lineState(places: readonly LinePlace[]): LineState {
    const states = new Set(places.map(({ pbxId, extension }) => this.lineStateOn(pbxId, extension)));
    return strongestFirst.find((state) => states.has(state)) ?? 'unknown';
  }

  private lineStateOn(pbxId: string, deviceId: string): LineState {
    const link = this.link(pbxId);
    if (link === 'connecting' || link === 'unknown') return 'unknown';
    const inCall = this.calls.lineState(pbxId, deviceId);
    if (inCall !== 'idle') return inCall;
    const key = deviceKey(pbxId, deviceId);
    const told = this.toldStates.get(key)?.state;
    if (told !== undefined) return told;
    if (this.userStates.get(key)?.state === 'doNotDisturb') return 'doNotDisturb';
    return this.unregistered.has(key) ? 'unregistered' : 'idle';
  }

  /** Presence of a user from their lines on every PBX and from what they set on the phone. */
  presence(places: readonly LinePlace[]): UserPresence {
    let userState: PbxUserState | undefined;
    for (const { pbxId, extension } of places) {
      const isKnown = this.link(pbxId) === 'up' || this.link(pbxId) === 'lost';
      const told = isKnown ? this.userStates.get(deviceKey(pbxId, extension))?.state : undefined;
      // Available says nothing that the line does not say, and must not hide another PBX's word.
      if (told !== undefined && told !== 'available') userState = told;
    }
    const lines = places.map(({ pbxId, extension }) => this.lineStateOn(pbxId, extension));
    return { composite: composePresence(lines, userState), lines };
  }

  /** What one PBX says of a line and since when. */
  facts(pbxId: string, deviceId: string): LineFacts {
    const link = this.linkFacts(pbxId);
    const isKnown = link.state === 'up' || link.state === 'lost';
    const userState = isKnown ? this.userStates.get(deviceKey(pbxId, deviceId)) : undefined;
    const legs = this.calls.legs(pbxId, deviceId);
    const since = isKnown ? this.sinceOf(pbxId, deviceId, legs) : link.since;
    return {
      link,
      state: this.lineStateOn(pbxId, deviceId),
      ...(since === undefined ? {} : { since }),
      openCalls: legs.length,
      ...(userState === undefined ? {} : { userState }),
    };
  }

  private sinceOf(pbxId: string, deviceId: string, legs: readonly Connection[]): number | undefined {
    if (this.calls.lineState(pbxId, deviceId) !== 'idle') return legsBeganAt(legs);
    const key = deviceKey(pbxId, deviceId);
    const told = this.toldStates.get(key);
    if (told !== undefined) return told.since;
    const userState = this.userStates.get(key);
    return userState?.state === 'doNotDisturb' ? userState.since : this.unregistered.get(key);
  }
}

/** The place of a device key: ids of PBXs have no slash. */
function placeOf(key: string): LinePlace {
  const slash = key.indexOf('/');
  return { pbxId: key.slice(0, slash), extension: key.slice(slash + 1) };
}

/** A state told again goes on; it does not begin again. */
function keepSince<State>(states: Map<string, Since<State>>, key: string, state: State, at: number): void {
  if (states.get(key)?.state !== state) states.set(key, { state, since: at });
}

/** When the talk began; without one when the first leg dialled or rang. Calls keep their times over a restart. */
function legsBeganAt(legs: readonly Connection[]): number {
  const talks = legs.flatMap((leg) => leg.answeredAt ?? leg.withApplicationAt ?? []);
  return Math.min(...(talks.length > 0 ? talks : legs.map((leg) => leg.alertingAt ?? leg.startedAt)));
}
