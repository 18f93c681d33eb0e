// Says in complete sentences what makes a person's presence: phone system, lines, our part, Teams, and who wins.
import type { LayerReason, LineState, PbxUserState, TeamsSession, Winner } from '#shared/domain/presence';
import type { MessageKey } from '#shared/i18n';
import type { WhyAsked } from './presenceWhy.ts';
import type { WriterFacts } from './presence/writeEntry.ts';
import { openFault, type SourceFacts, type WhyFacts } from './whyFacts.ts';

const lineKeys: Readonly<Record<LineState, MessageKey>> = {
  idle: 'presence.why.line.idle',
  ringing: 'presence.why.line.ringing',
  dialling: 'presence.why.line.dialling',
  connected: 'presence.why.line.connected',
  held: 'presence.why.line.held',
  conference: 'presence.why.line.conference',
  doNotDisturb: 'presence.why.line.doNotDisturb',
  unregistered: 'presence.why.line.unregistered',
  unknown: 'presence.why.line.unknown',
};
/** What a person set on the phone and what of it is worth a word. */
const told: ReadonlySet<PbxUserState> = new Set(['away', 'meeting', 'busy', 'doNotDisturb', 'offline']);
const layerKeys: Readonly<Partial<Record<LayerReason, MessageKey>>> = {
  same: 'presence.why.layer.ours',
  byHand: 'presence.why.layer.byHand',
  own: 'presence.why.layer.own',
  quiet: 'presence.why.layer.quiet',
  settling: 'presence.why.layer.settling',
};
/** Older than this, a time of day alone would not say which day. */
const sameDayMs = 12 * 3_600_000;

/** The sentences, from the phone to what others see. */
export function whyWords(facts: WhyFacts, winner: Winner, asked: WhyAsked): readonly string[] {
  return [
    ...linkWords(facts.sources, asked),
    ...facts.sources.flatMap((source) => sourceWords(source, facts.sources, asked)),
    ...(facts.sources.length === 0 ? [asked.words.t('presence.why.noLine')] : []),
    ...oursWords(facts.ours, asked),
    ...teamsWords(facts, winner, asked),
  ];
}

/** One sentence per PBX that is not there. */
function linkWords(sources: readonly SourceFacts[], asked: WhyAsked): readonly string[] {
  const links = new Map(sources.map(({ pbxId, link }) => [pbxId, link]));
  return [...links.values()].flatMap(({ state, since }) => {
    if (state === 'up') return [];
    if (state === 'connecting') return [asked.words.t('presence.why.link.connecting')];
    const values = { time: timeText(since, asked), seconds: asked.graceSeconds };
    return [asked.words.t(state === 'lost' ? 'presence.why.link.lost' : 'presence.why.link.unknown', values)];
  });
}

function sourceWords(source: SourceFacts, all: readonly SourceFacts[], asked: WhyAsked): readonly string[] {
  const { t } = asked.words;
  // The sentence of the link has said it for all its lines.
  if (source.link.state === 'connecting' || source.link.state === 'unknown') return [];
  const time = timeText(source.since ?? asked.now, asked);
  if (source.kind === 'userState')
    return told.has(source.state) ? [t('presence.why.userState', { state: source.state, time })] : [];
  if (source.state === 'doNotDisturb' && all.some((other) => isDoNotDisturbSet(source, other))) return [];
  const line = t(asked.isOwn ? 'presence.why.line.mine' : 'presence.why.line.theirs', { line: source.extension });
  return [t(lineKeys[source.state], { line, time })];
}

/** The line shows do-not-disturb only because the person set it: said once, by the sentence of that. */
function isDoNotDisturbSet(line: SourceFacts, other: SourceFacts): boolean {
  return other.kind === 'userState' && other.pbxId === line.pbxId && other.state === 'doNotDisturb';
}

function oursWords(ours: WriterFacts, asked: WhyAsked): readonly string[] {
  const { t } = asked.words;
  const { wanted, acknowledged, isReleased, expiresAt } = ours;
  const time = timeText(expiresAt, asked);
  if (isReleased) return [t('presence.why.ours.released'), ...retryWords(ours, asked)];
  if (wanted === null) {
    if (acknowledged === null) return [t('presence.why.ours.nothing')];
    const ends = expiresAt > asked.now ? t('presence.why.ours.withdrawing', { time }) : undefined;
    return [ends ?? t('presence.why.ours.withdrawingSoon'), ...retryWords(ours, asked)];
  }
  const state = stateText(wanted, asked);
  return isAcknowledged(ours)
    ? [t('presence.why.ours.told', { state, time }), ...retryWords(ours, asked)]
    : [t('presence.why.ours.telling', { state }), ...retryWords(ours, asked)];
}

function isAcknowledged({ wanted, acknowledged }: WriterFacts): boolean {
  if (acknowledged === null || acknowledged === 'unknown') return false;
  return wanted?.availability === acknowledged.availability && wanted.activity === acknowledged.activity;
}

function retryWords(ours: WriterFacts, asked: WhyAsked): readonly string[] {
  const fault = openFault(ours);
  if (fault === undefined) return [];
  const { t, errorText } = asked.words;
  const time = timeText(ours.nextTryAt ?? asked.now, asked);
  return [t('presence.why.ours.retry', { reason: errorText(fault.code), time })];
}

function teamsWords({ teams }: WhyFacts, winner: Winner, asked: WhyAsked): readonly string[] {
  const { t, errorText } = asked.words;
  if ('unavailable' in teams) {
    // A refused read is a permission that nobody gave, not a consent that was lost.
    if (teams.unavailable === 'graph.consentLost') return [t('presence.why.teams.notAllowed')];
    return [t('presence.why.teams.unread', { reason: errorText(teams.unavailable) })];
  }
  const shows = t('presence.why.teams.shows', { state: stateText(teams, asked) });
  if (winner.reason === 'stronger')
    return [shows, t('presence.why.layer.stronger', { availability: teams.availability })];
  const key = layerKeys[winner.reason];
  return key === undefined ? [shows] : [shows, t(key)];
}

function stateText(
  state: TeamsSession | { readonly availability: string; readonly activity: string },
  asked: WhyAsked,
): string {
  return asked.words.t('presence.why.state', { availability: state.availability, activity: state.activity });
}

function timeText(time: number, { words, now, zone }: WhyAsked): string {
  const text = Math.abs(now - time) < sameDayMs ? words.formatTime(time) : words.formatFull(time);
  return zone === undefined ? text : `${text} ${zone}`;
}
