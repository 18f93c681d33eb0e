// Turns the heart's own shapes into what goes over the wire to the apps.
import type { CallRecordWire, LiveCall, PartyWire } from '#shared/contracts';
import type { CallRecord, Connection, Party } from '#shared/domain/call';
import { toE164 } from '#shared/domain/number';

/** What the wire shapes need from outside the record. */
export interface WireContext {
  /** ISO country of the site, for numbers without a country. */
  readonly country: string;
  /** Display name of whoever owns an extension. */
  readonly nameOfExtension: (extension: string) => string | undefined;
}

const longestText = 256;

/** Numbers repeat all day; parsing one costs tens of microseconds. */
const rememberedNumbers = 5_000;
const e164Of = new Map<string, string | null>();

function normalised(number: string, country: string): string | null {
  const key = `${country} ${number}`;
  const known = e164Of.get(key);
  if (known !== undefined) return known;
  if (e164Of.size >= rememberedNumbers) e164Of.clear();
  const e164 = toE164(number, country);
  e164Of.set(key, e164);
  return e164;
}

function partyWire(party: Party, context: WireContext): PartyWire {
  const ofDirectory = party.deviceId === undefined ? undefined : context.nameOfExtension(party.deviceId);
  const name =
    party.name ?? ofDirectory ?? (party.number === undefined ? undefined : context.nameOfExtension(party.number));
  return {
    ...(party.number === undefined ? {} : { number: party.number.slice(0, longestText) }),
    ...(name === undefined ? {} : { name: name.slice(0, longestText) }),
  };
}

function instant(ms: number): string {
  return new Date(ms).toISOString();
}

/** One row of the log for its owner. */
export function recordToWire(record: CallRecord, context: WireContext): CallRecordWire {
  const { other, answeredBy, originalTarget, transferredFrom, transferredTo, group } = record;
  const e164 = other.number === undefined ? null : normalised(other.number, context.country);
  return {
    id: record.id.slice(-longestText),
    line: record.deviceId,
    direction: record.direction,
    outcome: record.outcome,
    other: partyWire(other, context),
    ...(e164 === null ? {} : { e164 }),
    ...(answeredBy === undefined ? {} : { answeredBy: partyWire(answeredBy, context) }),
    ...(originalTarget === undefined ? {} : { originalTarget: partyWire(originalTarget, context) }),
    ...(group === undefined ? {} : { group: { ...group, id: group.id.slice(0, longestText) } }),
    ...(transferredFrom === undefined ? {} : { transferredFrom: partyWire(transferredFrom, context) }),
    ...(transferredTo === undefined ? {} : { transferredTo: partyWire(transferredTo, context) }),
    startedAt: instant(record.startedAt),
    ...(record.answeredAt === undefined ? {} : { answeredAt: instant(record.answeredAt) }),
    endedAt: instant(record.endedAt),
    ringSeconds: record.ringSeconds,
    talkSeconds: record.talkSeconds,
    ...(record.endUnknown === true ? { endUnknown: true as const } : {}),
  };
}

/** One open leg for the owner of its line; null for a leg that is offered but does not ring, and for ended ones. */
export function liveCallToWire(pbxId: string, leg: Connection, context: WireContext): LiveCall | null {
  if (leg.state === 'null' || (leg.role === 'terminating' && leg.state === 'initiated')) return null;
  // After a transfer the one at the other end is somebody else than at the start.
  const other = leg.transferredTo ?? leg.other;
  const e164 = other.number === undefined ? null : normalised(other.number, context.country);
  const talkingSince = leg.answeredAt ?? leg.withApplicationAt;
  return {
    id: `${pbxId}/${leg.connectionId}/${String(leg.segment)}`.slice(-longestText),
    line: leg.deviceId,
    direction: leg.role === 'originating' ? 'outgoing' : 'incoming',
    state: leg.state,
    other: partyWire(other, context),
    ...(e164 === null ? {} : { e164 }),
    ...(leg.group === undefined ? {} : { group: leg.group }),
    startedAt: instant(leg.startedAt),
    ...(talkingSince === undefined ? {} : { answeredAt: instant(talkingSince) }),
  };
}
