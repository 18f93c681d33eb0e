// Derives the log records of a call: one per user concerned, by the scenario table of the telephony spec (section 6).
import { isOpen, type CallState, type Connection } from './callState.ts';
import type { CallRecord } from './callRecord.ts';
import type { CallOutcome, Party } from './callTypes.ts';

/** Who owns a line; undefined for devices nobody of the tenant owns (trunks, queues, door phones). */
export type LineOwner = (deviceId: string) => string | undefined;

const msPerSecond = 1000;

/**
 * Records whose story is told so far. A call that still looks for somebody to answer gives none to those who did not
 * answer, so that nobody sees a false missed call. Calling it again later gives the same ids, so rows are replaced.
 */
export function recordsOfCall(call: CallState, ownerOf: LineOwner): readonly CallRecord[] {
  if (isUnansweredPage(call)) return [];
  const byUser = new Map<string, Connection[]>();
  for (const connection of call.connections) {
    const userId = ownerOf(connection.deviceId);
    if (userId === undefined) continue;
    const own = byUser.get(userId);
    if (own === undefined) byUser.set(userId, [connection]);
    else own.push(connection);
  }
  const records: CallRecord[] = [];
  for (const [userId, own] of byUser) {
    for (const leg of storyLegs(call, userId, own, ownerOf))
      records.push(toRecord(call, { userId, own, ownerOf }, leg));
  }
  return records;
}

/** A page opens the loudspeakers of phones that never ring: it is a call only where a person talks back. */
function isUnansweredPage({ connections }: CallState): boolean {
  const called = connections.filter(({ role }) => role === 'terminating');
  const isPaged = called.some((leg) => leg.withApplicationAt !== undefined && leg.alertingAt === undefined);
  return isPaged && called.every((leg) => leg.answeredAt === undefined && leg.alertingAt === undefined);
}

/** The legs of one user that make a record each. */
function storyLegs(
  call: CallState,
  userId: string,
  own: readonly Connection[],
  ownerOf: LineOwner,
): readonly Connection[] {
  const legs: Connection[] = [];
  const placed = own.filter((leg) => leg.role === 'originating');
  for (const leg of placed) {
    if (!isOpen(leg) && !isBetweenOwnDevices(call, userId, leg, ownerOf)) legs.push(leg);
  }
  const received = own.filter((leg) => leg.role === 'terminating');
  // The phone of somebody who calls their own other phone rings too; that is no call of theirs.
  if (placed.length > 0 && !received.some((leg) => isFromAnother(userId, leg, placed, ownerOf))) return legs;
  return [...legs, ...receivedLegs(call, received)];
}

/** Somebody who placed the call and gets it back, by transfer or out of the slot they parked it in, hears from another. */
function isFromAnother(
  userId: string,
  { other, transferredFrom }: Connection,
  placed: readonly Connection[],
  ownerOf: LineOwner,
): boolean {
  if (transferredFrom !== undefined) return true;
  const caller = other.deviceId ?? other.number;
  const hasGivenAway = placed.some((leg) => leg.transferredTo !== undefined);
  return hasGivenAway && caller !== undefined && ownerOf(caller) !== userId;
}

function isBetweenOwnDevices(call: CallState, userId: string, leg: Connection, ownerOf: LineOwner): boolean {
  const partners = call.connections.filter((each) => each !== leg && each.role === 'terminating');
  return partners.length > 0 && partners.every((each) => ownerOf(each.deviceId) === userId);
}

function receivedLegs(call: CallState, received: readonly Connection[]): readonly Connection[] {
  const answered = received.filter((leg) => leg.answeredAt !== undefined);
  const [first, ...later] = answered;
  if (first !== undefined) return [inPlaceOfTold(received, first), ...later].filter((leg) => !isOpen(leg));
  if (received.some(isOpen)) return [];
  const counted = received.filter(isWorthARecord);
  const rangFirst = counted[0];
  if (rangFirst === undefined) return [];
  const isSettled = !isStillSearching(call) || counted.some((leg) => leg.toVoicemail === true);
  return isSettled ? [tellingLeg(counted, rangFirst)] : [];
}

/**
 * A call that somebody answered, or a mailbox took, can come back and be answered by whoever was told of it before: that row gets
 * the answer, and no second one stands beside it.
 */
function inPlaceOfTold(received: readonly Connection[], answered: Connection): Connection {
  const told = received.find((leg) => leg.answeredAt === undefined && isWorthARecord(leg));
  const wasBefore = told?.endedAt !== undefined && told.endedAt <= answered.startedAt;
  return wasBefore ? { ...answered, connectionId: told.connectionId, segment: told.segment } : answered;
}

/** Several own phones rang, or one rang again and again: the leg that tells most stands for all. */
function tellingLeg(legs: readonly Connection[], first: Connection): Connection {
  const telling = legs.find((leg) => leg.toVoicemail === true) ?? legs.find((leg) => leg.cause === 'rejected') ?? first;
  const { startedAt, connectionId, segment } = first;
  return { ...telling, startedAt, connectionId, segment };
}

/** A caller who gave up before the phone rang, or a call forwarded unconditionally, leaves nothing. */
function isWorthARecord(leg: Connection): boolean {
  if (leg.toVoicemail === true || leg.alertingAt !== undefined) return true;
  if (leg.divertedTo !== undefined) return false;
  return (
    leg.cause === 'busy' || leg.cause === 'doNotDisturb' || leg.cause === 'unreachable' || leg.cause === 'rejected'
  );
}

/**
 * Somebody is still in the call, and nobody talks: it may yet come, or come back, to anybody. Who answered and left again (a
 * transfer to a queue) counts no more, nor does the caller's own answer: a menu or a queue may have given it. That the caller
 * is not known changes nothing: PBXs show a call by the phones they were asked to watch.
 */
function isStillSearching({ connections }: CallState): boolean {
  const open = connections.filter(isOpen);
  const talking = open.filter((leg) => leg.answeredAt !== undefined);
  // A pick-up is an outgoing leg to some PBXs: two callers who talk have found each other.
  const isTaken = talking.length > 1 || talking.some((leg) => leg.role === 'terminating');
  return open.length > 0 && !isTaken;
}

interface Whose {
  readonly userId: string;
  /** All legs of the user. */
  readonly own: readonly Connection[];
  readonly ownerOf: LineOwner;
}

function toRecord(call: CallState, { userId, own, ownerOf }: Whose, leg: Connection): CallRecord {
  const endedAt = leg.endedAt ?? leg.startedAt;
  const talked = talkStart(call, leg);
  const group = leg.group ?? (leg.role === 'originating' ? groupOf(call) : undefined);
  const isOwnAnswer = leg.role === 'terminating' ? leg.answeredAt !== undefined : group === undefined;
  const by = isOwnAnswer ? undefined : answerer(call, { userId, own, ownerOf }, leg);
  return {
    id: `${call.pbxId}/${call.globalCallId}/${leg.connectionId}/${String(leg.segment)}`,
    userId,
    pbxId: call.pbxId,
    deviceId: leg.deviceId,
    direction: leg.role === 'originating' ? 'outgoing' : 'incoming',
    outcome: leg.role === 'originating' ? placedOutcome(call, leg) : receivedOutcome(call, leg, by),
    other: leg.other,
    ...(by === undefined ? {} : { answeredBy: by }),
    ...(leg.lastRedirection === undefined ? {} : { originalTarget: leg.lastRedirection }),
    ...(group === undefined ? {} : { group }),
    ...(leg.transferredFrom === undefined ? {} : { transferredFrom: leg.transferredFrom }),
    ...(leg.transferredTo === undefined ? {} : { transferredTo: leg.transferredTo }),
    startedAt: leg.startedAt,
    ...(talked === undefined ? {} : { answeredAt: talked }),
    endedAt,
    ringSeconds: seconds(leg.role === 'originating' ? leg.startedAt : (leg.alertingAt ?? endedAt), talked ?? endedAt),
    talkSeconds: talked === undefined ? 0 : seconds(talked, endedAt),
    ...(isEndUnknown(call, leg, by) ? { endUnknown: true as const } : {}),
  };
}

/**
 * The end of the leg was not seen; or nobody is known to have taken the call, and another leg of it was gone when the PBX was
 * next asked: somebody, the user too, may have answered in between. A caller who was seen to give up reached nobody.
 */
function isEndUnknown({ connections }: CallState, leg: Connection, by: Party | undefined): boolean {
  if (leg.endUnknown === true) return true;
  const isOpenEnded = leg.role === 'terminating' && leg.answeredAt === undefined && leg.toVoicemail !== true;
  if (!isOpenEnded || by !== undefined || leg.cause === 'callCancelled' || leg.cause === 'rejected') return false;
  return connections.some((each) => each.endUnknown === true);
}

/** Clocks of PBXs can go back: a duration is never negative. */
function seconds(from: number, to: number): number {
  return Math.max(0, Math.round((to - from) / msPerSecond));
}

/** When the talking began: with a person, or (calls one makes) with a menu or announcement that is not a mailbox. */
function talkStart(call: CallState, leg: Connection): number | undefined {
  if (leg.answeredAt !== undefined) return leg.answeredAt;
  const isWaiting = leg.group !== undefined || reachedVoicemail(call);
  return leg.role === 'originating' && !isWaiting ? leg.withApplicationAt : undefined;
}

function reachedVoicemail(call: CallState): boolean {
  return call.connections.some((each) => each.toVoicemail === true);
}

/** The queue or ring group a placed call went to is told by the legs it rang. */
function groupOf(call: CallState): Connection['group'] {
  return call.connections.find((each) => each.role === 'terminating' && each.group !== undefined)?.group;
}

/** Who answered in place of the user. Whoever answered before the user's phone was called had the call before, as one who transfers it. */
function answerer(call: CallState, { own, ownerOf }: Whose, { divertedTo, startedAt }: Connection): Party | undefined {
  const leg = call.connections.find(
    (each) => each.role === 'terminating' && (each.answeredAt ?? -Infinity) >= startedAt && !own.includes(each),
  );
  if (leg === undefined) return undefined;
  // Who answers outside is known by the number it was forwarded to; the leg has only the name of a trunk.
  if (divertedTo !== undefined && ownerOf(leg.deviceId) === undefined) return divertedTo;
  const name = nameSeenByCaller(call, leg.deviceId);
  return { number: leg.deviceId, deviceId: leg.deviceId, ...(name === undefined ? {} : { name }) };
}

function nameSeenByCaller(call: CallState, deviceId: string): string | undefined {
  return call.connections.find((each) => each.role === 'originating' && each.other.deviceId === deviceId)?.other.name;
}

function receivedOutcome(call: CallState, leg: Connection, by: Party | undefined): CallOutcome {
  if (leg.answeredAt !== undefined) return 'answered';
  if (leg.toVoicemail === true) return 'voicemail';
  if (leg.cause === 'answeredElsewhere') return 'answeredElsewhere';
  if (by !== undefined && (leg.group !== undefined || hasLostTheRace(call, leg))) return 'answeredElsewhere';
  if (leg.cause === 'rejected' && by === undefined) return 'rejected';
  return 'missed';
}

/**
 * Where a PBX does not say why a phone stopped: it rang beside the one that was answered for most of its time, as the phones of
 * one number do. Phones that a call is forwarded to ring after it.
 */
function hasLostTheRace(call: CallState, leg: Connection): boolean {
  const { alertingAt, endedAt } = leg;
  if (leg.cause !== 'unknown' || alertingAt === undefined || endedAt === undefined) return false;
  return call.connections.some((winner) => {
    if (winner.role !== 'terminating' || winner.answeredAt === undefined || winner.alertingAt === undefined)
      return false;
    const together = endedAt - Math.max(alertingAt, winner.alertingAt);
    return together > winner.alertingAt - alertingAt && together > 0;
  });
}

function placedOutcome(call: CallState, leg: Connection): CallOutcome {
  if (leg.answeredAt !== undefined) return 'answered';
  if (reachedVoicemail(call)) return 'voicemail';
  if (leg.withApplicationAt !== undefined) return leg.group === undefined ? 'answered' : 'cancelled';
  const causes = new Set([
    leg.cause,
    ...call.connections.filter((each) => each.role === 'terminating').map((each) => each.cause),
  ]);
  if (causes.has('rejected')) return 'rejected';
  if (causes.has('busy') || causes.has('doNotDisturb')) return 'busy';
  if (causes.has('unreachable') || causes.has('networkCongestion')) return 'failed';
  return 'cancelled';
}
