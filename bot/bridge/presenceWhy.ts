// Composes the answer to "why do I look busy?" from gathered facts: wire shape, winning layer, sentences.
import type { PresenceWhy } from '#shared/contracts';
import { winningLayer, type Winner } from '#shared/domain/presence';
import type { Translator } from '#shared/i18n';
import type { WriterFacts } from './presence/writeEntry.ts';
import { openFault, type SourceFacts, type WhyFacts } from './whyFacts.ts';
import { whyWords } from './whyWords.ts';

/** How the answer is told. `isOwn`: the person asks about themselves; times in milliseconds since the epoch. */
export interface WhyAsked {
  readonly isOwn: boolean;
  readonly now: number;
  readonly graceSeconds: number;
  readonly words: Translator;
  /** Name of the zone the times are told in, when it is not the reader's own. */
  readonly zone?: string;
}

/** Teams shows a change of ours within seconds; before that a difference proves nothing. */
const settlingMs = 10_000;

/** The answer; pure. */
export function whyOf(facts: WhyFacts, asked: WhyAsked): PresenceWhy {
  const winner = winnerOf(facts);
  const { ours, teams } = facts;
  return {
    sources: facts.sources.map(sourceToWire),
    composite: facts.composite,
    ours: oursToWire(ours),
    teams: 'unavailable' in teams ? teams : { ...teams, readAt: instant(teams.readAt) },
    layer: winner.layer,
    words: [...whyWords(facts, winner, asked)],
    can: { release: ours.wanted !== null && !ours.isReleased },
  };
}

function winnerOf({ ours, teams }: WhyFacts): Winner {
  const seen = 'unavailable' in teams ? undefined : teams;
  const isSettling = seen !== undefined && seen.readAt - ours.lastAcceptedAt < settlingMs;
  return winningLayer({ session: ours.acknowledged, seen, isSettling });
}

function sourceToWire(source: SourceFacts): PresenceWhy['sources'][number] {
  const { pbxId, extension } = source;
  const base = { pbxId, extension, link: source.link.state, ...timesToWire({ since: source.since }) };
  return source.kind === 'line'
    ? { kind: 'line', ...base, state: source.state, calls: source.openCalls }
    : { kind: 'userState', ...base, state: source.state };
}

function oursToWire(ours: WriterFacts): PresenceWhy['ours'] {
  const { wanted, acknowledged, isReleased, expiresAt, lastSentAt, lastAcceptedAt, nextTryAt } = ours;
  const fault = openFault(ours);
  return {
    wanted,
    acknowledged,
    ...timesToWire({ expiresAt, lastSentAt, lastAcceptedAt, nextTryAt }),
    ...(fault === undefined ? {} : { fault: fault.code }),
    isReleased,
  };
}

/** The known ones of the given times as instants; 0 means that it never was. */
function timesToWire<Key extends string>(
  times: Readonly<Record<Key, number | undefined>>,
): Partial<Record<Key, string>> {
  const known: Partial<Record<Key, string>> = {};
  for (const [key, time] of Object.entries<number | undefined>(times) as [Key, number | undefined][]) {
    if (time !== undefined && time > 0) known[key] = instant(time);
  }
  return known;
}

function instant(time: number): string {
  return new Date(time).toISOString();
}
