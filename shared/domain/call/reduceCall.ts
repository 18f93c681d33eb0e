// Applies one PBX event to the call it belongs to; idempotent, tolerant of gaps, repeats and late arrivals.
import type { CallState, Connection } from './callState.ts';
import type { ConnectionState, Party } from './callTypes.ts';
import type { CallEvent } from './pbxEvents.ts';
import { transition, type Move } from './transition.ts';
import { beforePause, withoutCodes } from './withoutCodes.ts';

/** The call after the event; the same object when the event changed nothing (a repeat, or too late to matter). */
export function reduceCall(call: CallState | undefined, event: CallEvent): CallState {
  const before = call ?? { pbxId: event.pbxId, globalCallId: event.globalCallId, connections: [] };
  const known = latestSegment(before, event.connectionId);
  if (known === undefined) {
    const born = birth(event);
    return born === undefined ? before : { ...before, connections: [...before.connections, born] };
  }
  const after = applyToConnection(known, event);
  if (after.length === 1 && after[0] === known) return before;
  return { ...before, connections: before.connections.flatMap((each) => (each === known ? after : [each])) };
}

function latestSegment(call: CallState, connectionId: string): Connection | undefined {
  return call.connections.findLast((each) => each.connectionId === connectionId);
}

/** A leg first heard of: by its beginning, or in the middle when the beginning was not seen. */
function birth(event: CallEvent): Connection | undefined {
  const base = { connectionId: event.connectionId, segment: 0, deviceId: event.deviceId, startedAt: event.occurredAt };
  switch (event.kind) {
    case 'originated':
      return {
        ...base,
        role: 'originating',
        state: 'initiated',
        other: withoutCodes(event.called),
        called: withoutCodes(event.called),
        ...(event.byApplication === true ? { byApplication: true as const } : {}),
      };
    case 'offered':
    case 'delivered':
      return {
        ...base,
        role: 'terminating',
        state: event.kind === 'delivered' ? 'alerting' : 'initiated',
        other: withoutCodes(event.calling),
        ...(event.kind === 'delivered' ? { alertingAt: event.occurredAt } : {}),
        ...offerFacts(event),
      };
    case 'established':
      return {
        ...base,
        role: 'terminating',
        state: 'connected',
        other: withoutCodes(event.other ?? {}),
        answeredAt: event.occurredAt,
      };
    case 'diverted':
      return {
        ...base,
        role: 'terminating',
        state: 'null',
        other: withoutCodes(event.calling ?? {}),
        endedAt: event.occurredAt,
        ...divertFacts(event),
      };
    default:
      return undefined;
  }
}

type Offer = Extract<CallEvent, { kind: 'offered' | 'delivered' }>;

function offerFacts(event: Offer): Partial<Connection> {
  return {
    ...(event.called === undefined ? {} : { called: withoutCodes(event.called) }),
    ...(event.group === undefined ? {} : { group: event.group }),
    ...(event.lastRedirection === undefined ? {} : { lastRedirection: withoutCodes(event.lastRedirection) }),
  };
}

function divertFacts(event: Extract<CallEvent, { kind: 'diverted' }>): Partial<Connection> {
  return {
    ...(event.newDestination === undefined ? {} : { divertedTo: withoutCodes(event.newDestination) }),
    ...(event.toVoicemail ? { toVoicemail: true as const } : {}),
  };
}

function applyToConnection(connection: Connection, event: CallEvent): readonly Connection[] {
  switch (event.kind) {
    case 'diverted':
      return [settle(connection, divertFacts(event))];
    case 'transferred':
      return transferred(connection, event);
    case 'parked':
      return [parked(connection, event)];
    case 'unparked':
      return [unparked(connection, event)];
    case 'originated':
      return [originated(connection, event)];
    case 'conferenced':
      return [connection.state === 'null' ? connection : settle(connection, { isConference: true })];
    default:
      return [moved(connection, event)];
  }
}

type MoveEvent = Extract<CallEvent, { kind: Move }>;

function moved(connection: Connection, event: MoveEvent): Connection {
  const next = transition(connection.state, event.kind);
  if (next === undefined) return connection;
  return settle(connection, { ...stateFact(connection, next), ...moveFacts(connection, event) });
}

function stateFact(connection: Connection, next: ConnectionState): Partial<Connection> {
  return connection.state === next ? {} : { state: next };
}

function moveFacts(connection: Connection, event: MoveEvent): Partial<Connection> {
  switch (event.kind) {
    case 'delivered':
      return { ...(connection.alertingAt === undefined ? { alertingAt: event.occurredAt } : {}), ...offerFacts(event) };
    case 'offered':
      return offerFacts(event);
    case 'queued':
      return { group: event.queue };
    case 'established':
      return establishedFacts(connection, event);
    case 'failed':
      return { cause: event.cause };
    case 'connectionCleared':
      return {
        endedAt: Math.max(event.occurredAt, connection.answeredAt ?? connection.startedAt),
        ...(connection.cause === undefined || event.cause !== 'normalClearing' ? { cause: event.cause } : {}),
        ...(event.synthesized === true ? { endUnknown: true as const } : {}),
      };
    default:
      return {};
  }
}

function establishedFacts(
  connection: Connection,
  event: Extract<CallEvent, { kind: 'established' }>,
): Partial<Connection> {
  if (event.withApplication === true) {
    return connection.withApplicationAt === undefined ? { withApplicationAt: event.occurredAt } : {};
  }
  return {
    ...(connection.answeredAt === undefined ? { answeredAt: Math.max(event.occurredAt, connection.startedAt) } : {}),
    ...(event.other === undefined ? {} : { other: completed(connection.other, withoutCodes(event.other)) }),
  };
}

/** What was dialled stays the number of an outgoing call; what the PBX adds later (name, device) completes it. */
function completed(known: Party, told: Party): Party {
  if (known.number !== undefined && told.number !== undefined && known.number !== told.number) return known;
  return { ...told, ...(known.number === undefined ? {} : { number: known.number }) };
}

function transferred(
  connection: Connection,
  event: Extract<CallEvent, { kind: 'transferred' }>,
): readonly Connection[] {
  const party = withoutCodes(event.other ?? {});
  if (event.role !== 'target') return [settle(connection, { transferredTo: party })];
  const from = event.transferringParty === undefined ? {} : { transferredFrom: withoutCodes(event.transferringParty) };
  if (event.transferKind === 'singleStep') return [settle(connection, from)];
  if (connection.state === 'null' || connection.transferredFrom !== undefined) return [connection];
  // An accepted attended transfer is two calls for the receiver: the enquiry and the transferred call (telephony 6).
  const enquiry: Connection = { ...connection, state: 'null', endedAt: event.occurredAt, cause: 'transfer' };
  const second: Connection = {
    connectionId: connection.connectionId,
    segment: connection.segment + 1,
    deviceId: connection.deviceId,
    role: 'terminating',
    state: 'connected',
    other: party,
    startedAt: event.occurredAt,
    alertingAt: event.occurredAt,
    answeredAt: event.occurredAt,
    ...from,
  };
  return [enquiry, second];
}

/**
 * A phone that the PBX rang so that it may place a call (an automatic callback, an order of an application) makes an outgoing
 * call once it is picked up (telephony 6).
 */
function originated(connection: Connection, event: Extract<CallEvent, { kind: 'originated' }>): Connection {
  if (connection.role === 'originating' || connection.state === 'null') return moved(connection, event);
  const { connectionId, segment, deviceId, byApplication } = connection;
  return {
    connectionId,
    segment,
    deviceId,
    role: 'originating',
    state: 'initiated',
    other: withoutCodes(event.called),
    called: withoutCodes(event.called),
    ...(event.byApplication === true || byApplication === true ? { byApplication: true as const } : {}),
    startedAt: event.occurredAt,
  };
}

function parked(connection: Connection, event: Extract<CallEvent, { kind: 'parked' }>): Connection {
  return event.role === 'parker'
    ? settle(connection, { transferredTo: { number: beforePause(event.parkedAt) } })
    : connection;
}

function unparked(connection: Connection, event: Extract<CallEvent, { kind: 'unparked' }>): Connection {
  if (event.role === 'parked') return settle(connection, { transferredTo: withoutCodes(event.other) });
  // Picking up a parked call is an incoming call, even though a number was dialled for it (telephony 6).
  return settle(connection, {
    role: 'terminating',
    state: connection.state === 'null' ? 'null' : 'connected',
    other: withoutCodes(event.other),
    alertingAt: event.occurredAt,
    startedAt: event.occurredAt,
    answeredAt: event.occurredAt,
    ...(event.parkedBy === undefined ? {} : { transferredFrom: withoutCodes(event.parkedBy) }),
  });
}

/** The same object when nothing differs, so that a repeated event is seen to change nothing. */
function settle(connection: Connection, facts: Partial<Connection>): Connection {
  const differs = Object.entries(facts).some(
    ([key, value]) => JSON.stringify(connection[key as keyof Connection]) !== JSON.stringify(value),
  );
  return differs ? { ...connection, ...facts } : connection;
}
