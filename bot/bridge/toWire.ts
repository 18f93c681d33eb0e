// Turns the heart's own shapes into what goes over the wire to the apps.
import { createHash } from 'node:crypto';
import type { CallRecordWire, LiveCall, PartyWire } from '#shared/contracts';
import type { CallRecord, Connection, Party } from '#shared/domain/call';
import type { DialPlan } from '#shared/domain/number';
import { hiddenDigits, hiddenName } from './hiddenDigits.ts';
import { shownNumber, type ShownNumber } from './shownNumber.ts';

/** What the wire shapes need from outside the record. */
export interface WireContext {
  /** How the site dials: tells which number stands behind what the PBX gives. */
  readonly plan: DialPlan;
  /** The same for callers from outside, whom most trunks present without the outside line. */
  readonly callerPlan: DialPlan;
  /** Display name of whoever owns an extension. */
  readonly nameOfExtension: (extension: string) => string | undefined;
  /** True for what is a line of the company. */
  readonly isExtension: (number: string) => boolean;
  /** So many of the last digits of numbers outside the company are covered. */
  readonly hideDigits: number;
}

const longestText = 256;
const digestMark = 'sha256:';
const firstInstant = 0;
const lastInstant = Date.UTC(9999, 11, 31, 23, 59, 59, 999);

function partyWire(party: Party, context: WireContext): PartyWire {
  const number = shownOf(party, context).number;
  const nameAt = (line: string | undefined): string | undefined =>
    line === undefined ? undefined : context.nameOfExtension(line);
  const name = party.name ?? nameAt(party.deviceId) ?? nameAt(number);
  const hide = number !== undefined && isOwn(number, context) ? 0 : context.hideDigits;
  return {
    ...(number === undefined ? {} : { number: hiddenDigits(number.slice(0, longestText), hide) }),
    ...(name === undefined ? {} : { name: hiddenName(name.slice(0, longestText), hide) }),
  };
}

/** Lines of the company and what is as long as its extensions are: queues, services. */
function isOwn(number: string, { plan, isExtension }: WireContext): boolean {
  return isExtension(number) || (plan.isOn && /^\d+$/.test(number) && plan.extensionLengths.includes(number.length));
}

/** The number that can be dialled, where all of it may be seen. */
function dialableOf(party: Party, context: WireContext): string | undefined {
  return context.hideDigits > 0 ? undefined : shownOf(party, context).e164;
}

/** Number in E.164 and name of the other party of a record, nothing hidden: for what stays on the service. */
export function knownParty(
  { other, direction }: CallRecord,
  context: WireContext,
): { readonly e164?: string; readonly name?: string } {
  const caller = { ...(direction === 'incoming' ? callersOf(context) : context), hideDigits: 0 };
  const { e164 } = shownOf(other, caller);
  const { name } = partyWire(other, caller);
  return { ...(e164 === undefined ? {} : { e164 }), ...(name === undefined ? {} : { name }) };
}

/** The id of a record as the apps know it: its own, or a digest where it is longer than the wire takes. */
export function wireIdOf(recordId: string): string {
  if (recordId.length <= longestText) return recordId;
  return digestMark + createHash('sha256').update(recordId).digest('base64url');
}

/** True for an id that does not say which record it is of; those of records begin with the PBX's and a slash. */
export function isDigest(wireId: string): boolean {
  return wireId.startsWith(digestMark) && !wireId.includes('/');
}

/** The number of a party as people know it; a device of the PBX is its extension. */
function shownOf({ number, deviceId }: Party, { plan }: WireContext): Partial<ShownNumber> {
  if (number === undefined || number === deviceId) return number === undefined ? {} : { number };
  return shownNumber(number, plan);
}

function callersOf(context: WireContext): WireContext {
  return { ...context, plan: context.callerPlan };
}

/** ISO 8601. A time outside the calendar, as a PBX with a wild clock once left it in the log, is shown as its first or last instant. */
export function instant(ms: number): string {
  return new Date(Number.isNaN(ms) ? firstInstant : Math.min(Math.max(ms, firstInstant), lastInstant)).toISOString();
}

/** One row of the log for `readerId`, its owner when absent. */
export function recordToWire(record: CallRecord, context: WireContext, readerId?: string): CallRecordWire {
  const { other, answeredBy, originalTarget, transferredFrom, transferredTo, group } = record;
  const caller = record.direction === 'incoming' ? callersOf(context) : context;
  const e164 = dialableOf(other, caller);
  const isOthers = readerId !== undefined && readerId !== record.userId;
  return {
    id: wireIdOf(record.id),
    ...(isOthers ? { owner: ownerWire(record, context) } : {}),
    line: record.deviceId,
    direction: record.direction,
    outcome: record.outcome,
    other: partyWire(other, caller),
    ...(e164 === undefined ? {} : { e164 }),
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

function ownerWire(
  { userId, deviceId }: CallRecord,
  { nameOfExtension }: WireContext,
): CallRecordWire['owner'] & object {
  const displayName = nameOfExtension(deviceId)?.slice(0, longestText);
  return { id: userId, ...(displayName === undefined ? {} : { displayName }) };
}

/** The id of a live call as the apps know it. */
export function liveCallIdOf(pbxId: string, { connectionId, segment }: Connection): string {
  return `${pbxId}/${connectionId}/${String(segment)}`.slice(-longestText);
}

/** One open leg for the owner of its line; null for a leg that is offered but does not ring, and for ended ones. */
export function liveCallToWire(pbxId: string, leg: Connection, context: WireContext): LiveCall | null {
  if (leg.state === 'null' || (leg.role === 'terminating' && leg.state === 'initiated')) return null;
  // After a transfer the one at the other end is somebody else than at the start.
  const other = leg.transferredTo ?? leg.other;
  const isPlaced = leg.role === 'originating';
  const caller = isPlaced ? context : callersOf(context);
  const e164 = dialableOf(other, caller);
  const talkingSince = leg.answeredAt ?? leg.withApplicationAt;
  return {
    id: liveCallIdOf(pbxId, leg),
    line: leg.deviceId,
    direction: isPlaced ? 'outgoing' : 'incoming',
    state: leg.state,
    other: partyWire(other, caller),
    ...(e164 === undefined ? {} : { e164 }),
    ...(leg.group === undefined ? {} : { group: leg.group }),
    startedAt: instant(leg.startedAt),
    ...(talkingSince === undefined ? {} : { answeredAt: instant(talkingSince) }),
  };
}
