// Holds the log after many kills against what the PBX's calls owe: nothing lost, nothing twice, unseen ends marked.
import { compareRecords, type RowComparison, type RowFacts } from '../relay/compareRecords.ts';
import type { Login, OwedRow } from './CallWatch.ts';
import type { Life } from './ServiceLives.ts';

/** A row of the store as far as it is judged. */
export interface KeptRow extends RowFacts {
  readonly id: string;
  readonly endUnknown: boolean;
}

/** What a run left behind. */
export interface KillFacts {
  readonly lives: readonly Life[];
  readonly logins: readonly Login[];
  readonly owed: readonly OwedRow[];
  readonly userOf: (extension: string) => string;
  readonly kept: readonly KeptRow[];
  /** Ids of the records that streams told, by user. */
  readonly told: ReadonlyMap<string, ReadonlySet<string>>;
  /** The same by life, in their order. */
  readonly toldByLife: readonly ReadonlyMap<string, ReadonlySet<string>>[];
}

/** A life with the time until which all that the PBX said is surely kept. */
interface Hearing extends Life {
  readonly heardUntil: number;
}

/** What became of the calls of one kind. */
export interface CallsJudged extends RowComparison {
  /** Rows whose mark of an unseen end is not what it must be. */
  readonly wronglyMarked: number;
  /** A few of the rows that are missing, with when their calls were. */
  readonly lost: readonly string[];
}

/** The judgement. */
export interface KillVerdict {
  readonly toldRecords: number;
  readonly toldMissing: number;
  readonly keptTwice: number;
  /** Began and ended before the eyes of one life. */
  readonly whole: CallsJudged;
  /** Began in one life, outlived a kill and ended before the eyes of a later one, with nothing happening in between. */
  readonly carried: CallsJudged;
  /** The same, but it was answered or went to voicemail while nobody listened. */
  readonly changedUnseen: CallsJudged;
  /** Began in a life and ended while none was connected: closed at the next start, and marked. */
  readonly endedUnseen: CallsJudged;
  /** Began in a life and ended within a moment of a kill or during a start: there once, marked or not. */
  readonly endedAtKill: CallsJudged;
  /**
   * Began while no life was connected or within a moment of a kill, or was refused unseen by a phone that had not rung: nobody can
   * know of it, so it is there at most once.
   */
  readonly unheard: { readonly rows: number; readonly doubled: number };
}

/** What is noted of a call is late by some milliseconds. */
const clockMs = 60;
const mostLost = 5;

type Kind = 'whole' | 'carried' | 'changedUnseen' | 'endedUnseen' | 'endedAtKill' | 'unheard';

/** Pure. */
export function judgeKills(facts: KillFacts): KillVerdict {
  const byKind = new Map<Kind, OwedRow[]>();
  const hearings = hearingsOf(facts);
  for (const row of facts.owed) {
    const kind = kindOf(row, facts, hearings);
    byKind.set(kind, [...(byKind.get(kind) ?? []), row]);
  }
  const judged = (kind: Kind, mark: boolean | undefined): CallsJudged => judge(byKind.get(kind) ?? [], facts, mark);
  const unheard = byKind.get('unheard') ?? [];
  return {
    ...judgeTold(facts),
    whole: judged('whole', false),
    carried: judged('carried', false),
    changedUnseen: judged('changedUnseen', false),
    endedUnseen: judged('endedUnseen', true),
    endedAtKill: judged('endedAtKill', undefined),
    unheard: { rows: unheard.length, doubled: judge(unheard, facts, undefined).doubled },
  };
}

/**
 * The PBX's events are heard, kept and told in their order: once a stream was told the record of a call that ended, all that
 * happened before is kept. The last life was not killed.
 */
function hearingsOf({ lives, owed, userOf, toldByLife }: KillFacts): readonly Hearing[] {
  const endOf = new Map(owed.map((row) => [`${userOf(row.extension)} ${row.callId}`, row.endedAt]));
  return lives.map((life, index) => {
    const told = [...(toldByLife[index] ?? [])].flatMap(([user, ids]) =>
      [...ids].map((id) => `${user} ${callIdOf(id)}`),
    );
    const ends = told.map((key) => endOf.get(key) ?? 0).filter((end) => end <= life.endedAt);
    return { ...life, heardUntil: index === lives.length - 1 ? Infinity : Math.max(0, ...ends) };
  });
}

/** The PBX's id of the call in the id of a record, `pbx/linkedid/uniqueid/segment` (shared/domain/call/recordsOfCall.ts). */
export function callIdOf(recordId: string): string {
  return recordId.split('/')[1] ?? '';
}

function kindOf(
  { direction, startedAt, changedAt, hasRung, endedAt }: OwedRow,
  { logins }: KillFacts,
  hearings: readonly Hearing[],
): Kind {
  const heardBy = (at: number): Hearing | undefined =>
    hearings.find(({ readyAt, heardUntil }) => readyAt !== undefined && at > readyAt + clockMs && at < heardUntil);
  const first = heardBy(startedAt);
  if (first === undefined) return 'unheard';
  const last = heardBy(endedAt);
  if (last === first) return 'whole';
  if (last !== undefined) return changedAt.every((at) => heardBy(at) !== undefined) ? 'carried' : 'changedUnseen';
  if (direction === 'incoming' && !hasRung) return 'unheard';
  const isUnseen = logins.every(({ from, until }) => endedAt < from - clockMs || endedAt > until + clockMs);
  return isUnseen ? 'endedUnseen' : 'endedAtKill';
}

/** `mark`: what every row must say of its end; undefined: either. */
function judge(owed: readonly OwedRow[], facts: KillFacts, mark: boolean | undefined): CallsJudged {
  const { kept, userOf } = facts;
  const calls = new Set(owed.map(({ callId }) => callId));
  const found = kept.filter(({ callId }) => calls.has(callId));
  const keys = new Set(owed.map((row) => `${userOf(row.extension)} ${row.callId}`));
  const own = found.filter(({ user, callId }) => keys.has(`${user} ${callId}`));
  const comparison = compareRecords(
    owed.map(({ extension, direction, outcome, callId }) => ({ user: userOf(extension), direction, outcome, callId })),
    own,
  );
  const foundKeys = new Set(own.map(({ user, callId }) => `${user} ${callId}`));
  return {
    ...comparison,
    wronglyMarked: own.filter(({ endUnknown }) => mark !== undefined && endUnknown !== mark).length,
    lost: owed
      .filter((row) => !foundKeys.has(`${userOf(row.extension)} ${row.callId}`))
      .slice(0, mostLost)
      .map((row) => storyOf(row, facts)),
  };
}

function storyOf(
  { extension, direction, outcome, callId, startedAt, changedAt, endedAt }: OwedRow,
  facts: KillFacts,
): string {
  const kill = facts.lives.map((life) => life.endedAt).find((at) => at > startedAt) ?? startedAt;
  const times = [startedAt, ...changedAt, endedAt].map((at) => String(at - kill)).join(', ');
  return `${callId} ${extension} ${direction} ${outcome}: began, went on and ended at ${times} ms from the kill`;
}

function judgeTold({ told, kept }: KillFacts): Pick<KillVerdict, 'toldRecords' | 'toldMissing' | 'keptTwice'> {
  const count = new Map<string, number>();
  for (const { user, id } of kept) count.set(`${user} ${id}`, (count.get(`${user} ${id}`) ?? 0) + 1);
  const keys = [...told].flatMap(([user, ids]) => [...ids].map((id) => `${user} ${id}`));
  return {
    toldRecords: keys.length,
    toldMissing: keys.filter((key) => !count.has(key)).length,
    keptTwice: [...count.values()].filter((times) => times > 1).length,
  };
}
