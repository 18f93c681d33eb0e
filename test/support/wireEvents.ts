// Arbitrary normalised events on the wire, every kind of them, for properties.
import * as fc from 'fast-check';
import type { WebhookEventWire } from '#shared/contracts';

const id = fc.string({ minLength: 1, maxLength: 40 });
const text = fc.string({ maxLength: 40 });
const flag = fc.boolean();
const party = fc.record({ number: text, name: text, deviceId: text }, { requiredKeys: [] });
const group = fc.record(
  { kind: fc.constantFrom('queue', 'ringGroup'), id, name: text },
  { requiredKeys: ['kind', 'id'] },
);
const cause = fc.constantFrom('normalClearing', 'busy', 'answeredElsewhere', 'unknown');
const count = fc.nat({ max: 1_000_000 });
const leg = { globalCallId: id, connectionId: id, deviceId: id, synthesized: flag };
const offer = { calling: party, called: party, group, lastRedirection: party };

const byKind: Readonly<Record<WebhookEventWire['kind'], Readonly<Record<string, fc.Arbitrary<unknown>>>>> = {
  originated: { ...leg, called: party, byApplication: flag },
  offered: { ...leg, ...offer },
  delivered: { ...leg, ...offer },
  queued: { ...leg, queue: group },
  established: { ...leg, other: party, withApplication: flag },
  held: leg,
  retrieved: leg,
  diverted: { ...leg, calling: party, newDestination: party, toVoicemail: flag },
  transferred: {
    ...leg,
    role: fc.constantFrom('transferring', 'transferred', 'target'),
    transferKind: fc.constantFrom('singleStep', 'consultation'),
    other: party,
    transferringParty: party,
  },
  parked: { ...leg, role: fc.constantFrom('parked', 'parker'), parkedAt: text },
  unparked: { ...leg, role: fc.constantFrom('parked', 'retriever'), parkedAt: text, other: party, parkedBy: party },
  conferenced: leg,
  failed: { ...leg, cause },
  connectionCleared: { ...leg, cause },
  registration: { deviceId: id, registered: flag },
  userState: { deviceId: id, state: fc.constantFrom('available', 'doNotDisturb', 'unknown') },
  lineState: { deviceId: id, state: fc.constantFrom('idle', 'ringing', 'connected') },
  forwarding: {
    deviceId: id,
    forwardingType: fc.constantFrom('immediate', 'busy', 'noAnswer'),
    isOn: flag,
    forwardTo: text,
  },
  messageWaiting: {
    deviceId: id,
    waiting: flag,
    newMessages: count,
    oldMessages: count,
    newUrgent: count,
    oldUrgent: count,
    hasCounts: flag,
  },
  snapshot: { liveConnectionIds: fc.array(id, { maxLength: 5 }) },
  heartbeat: {},
};

/** Every kind of event. */
export const wireKinds = Object.keys(byKind) as readonly WebhookEventWire['kind'][];

/** An event of any kind, every optional part of it there or not; as JSON would give it. */
export function anyWireEvent(kinds: readonly WebhookEventWire['kind'][] = wireKinds): fc.Arbitrary<object> {
  const base = {
    eventId: id,
    occurredAt: fc
      .date({ min: new Date('2020-01-01'), max: new Date('2026-11-20'), noInvalidDate: true })
      .map((date) => date.toISOString()),
    sequence: fc.nat(),
  };
  return fc.oneof(...kinds.map((kind) => fc.record({ kind: fc.constant(kind), ...base, ...byKind[kind] })));
}
