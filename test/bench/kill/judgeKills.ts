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
}

/** What became of the calls of one kind. */
export interface CallsJudged extends RowComparison {
  /** Rows whose mark of an unseen end is not what it must be. */
  readonly wronglyMarked: number;
}

/** The judgement. */
export interface KillVerdict {
  readonly toldRecords: number;
  readonly toldMissing: number;
  readonly keptTwice: number;
  /** Began and ended before the eyes of one life. */
  readonly whole: CallsJudged;
  /** Began in one life, outlived a kill and ended before the eyes of a later one. */
  readonly carried: CallsJudged;
  /** Began in a life and ended while none was connected: closed at the next start, and marked. */
  readonly endedUnseen: CallsJudged;
  /** Began in a life and ended within a moment of a kill: there once, marked or not. */
  readonly endedAtKill: CallsJudged;
  /** Began while no life was connected, or within a moment of a kill: at most once. */
  readonly begunUnseen: { readonly rows: number; readonly doubled: number };
}

/** What is noted of a call is late by some milliseconds, and what a service heard takes some to be kept. */
const momentMs = 1_000;
const clockMs = 60;

type Kind = 'whole' | 'carried' | 'endedUnseen' | 'endedAtKill' | 'begunUnseen';

/** Pure. */
export function judgeKills(facts: KillFacts): KillVerdict {
  const byKind = new Map<Kind, OwedRow[]>();
  for (const row of facts.owed) {
    const kind = kindOf(row, facts);
    byKind.set(kind, [...(byKind.get(kind) ?? []), row]);
  }
  const judged = (kind: Kind, mark: boolean | undefined): CallsJudged => judge(byKind.get(kind) ?? [], facts, mark);
  const begunUnseen = byKind.get('begunUnseen') ?? [];
  return {
    ...judgeTold(facts),
    whole: judged('whole', false),
    carried: judged('carried', false),
    endedUnseen: judged('endedUnseen', true),
    endedAtKill: judged('endedAtKill', undefined),
    begunUnseen: { rows: begunUnseen.length, doubled: judge(begunUnseen, facts, undefined).doubled },
  };
}

function kindOf({ startedAt, endedAt }: OwedRow, { lives, logins }: KillFacts): Kind {
  const heardBy = (at: number): Life | undefined =>
    lives.find(({ readyAt, endedAt: end }) => readyAt !== undefined && at > readyAt + clockMs && at < end - momentMs);
  const first = heardBy(startedAt);
  if (first === undefined) return 'begunUnseen';
  const last = heardBy(endedAt);
  if (last !== undefined) return last === first ? 'whole' : 'carried';
  const isUnseen = logins.every(({ from, until }) => endedAt < from - clockMs || endedAt > until + clockMs);
  return isUnseen ? 'endedUnseen' : 'endedAtKill';
}

/** `mark`: what every row must say of its end; undefined: either. */
function judge(owed: readonly OwedRow[], { kept, userOf }: KillFacts, mark: boolean | undefined): CallsJudged {
  const calls = new Set(owed.map(({ callId }) => callId));
  const found = kept.filter(({ callId }) => calls.has(callId));
  const keys = new Set(owed.map((row) => `${userOf(row.extension)} ${row.callId}`));
  const own = found.filter(({ user, callId }) => keys.has(`${user} ${callId}`));
  const comparison = compareRecords(
    owed.map(({ extension, direction, outcome, callId }) => ({ user: userOf(extension), direction, outcome, callId })),
    own,
  );
  return {
    ...comparison,
    wronglyMarked: own.filter(({ endUnknown }) => mark !== undefined && endUnknown !== mark).length,
  };
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
