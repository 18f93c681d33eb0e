// Builders of wire objects with sensible contents.
import type { CallRecordWire, LiveCall, Me, Person } from '#shared/contracts';

/** A record of an answered incoming call, changed as told. */
export function aRecord(change: Partial<CallRecordWire> = {}): CallRecordWire {
  return {
    id: 'r1',
    line: '2014',
    direction: 'incoming',
    outcome: 'answered',
    other: { number: '0199002015', name: 'Bruno Sample' },
    e164: '+33199002015',
    startedAt: '2026-11-20T07:00:00.000Z',
    answeredAt: '2026-11-20T07:00:10.000Z',
    endedAt: '2026-11-20T07:01:15.000Z',
    ringSeconds: 10,
    talkSeconds: 65,
    ...change,
  };
}

/** A live incoming call that rings, changed as told. */
export function aLiveCall(change: Partial<LiveCall> = {}): LiveCall {
  return {
    id: 'c1',
    line: '2014',
    direction: 'incoming',
    state: 'alerting',
    other: { number: '0199002015', name: 'Bruno Sample' },
    e164: '+33199002015',
    startedAt: '2026-11-20T07:00:00.000Z',
    ...change,
  };
}

/** The profile of a person whose PBX can ring the phone, changed as told. */
export function aMe(change: Partial<Me> = {}): Me {
  return {
    user: { id: 'u1', tenantId: 't1', displayName: 'Ada Example' },
    lines: [{ extension: '2014', state: 'idle' }],
    presence: 'available',
    pbx: 'up',
    can: { makeCall: true },
    country: 'FR',
    ...change,
  };
}

/** A colleague with two numbers, changed as told. */
export function aPerson(change: Partial<Person> = {}): Person {
  return {
    id: 'p1',
    displayName: 'Chloé Specimen',
    jobTitle: 'Buyer',
    department: 'Purchasing',
    numbers: [
      { kind: 'extension', number: '2016' },
      { kind: 'business', number: '+33199002016' },
    ],
    lineState: 'idle',
    ...change,
  };
}
