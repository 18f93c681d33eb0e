// Builders of wire objects with sensible contents.
import type { CallRecordWire, Dialling, LiveCall, Me, Person, PresenceWhy } from '#shared/contracts';
import { emptyDialPlan } from '#shared/domain/number';

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

/** A French site without a dial plan, changed as told. */
export function someDialling(change: Partial<Dialling> = {}): Dialling {
  return { telForm: 'e164', plan: { ...emptyDialPlan, country: 'FR' }, ...change };
}

/** The profile of a person whose PBX can ring the phone, changed as told. */
export function aMe(change: Partial<Me> = {}): Me {
  return {
    user: { id: 'u1', tenantId: 't1', displayName: 'Ada Example' },
    lines: [{ extension: '2014', state: 'idle' }],
    presence: 'available',
    pbx: 'up',
    can: { makeCall: true, ringTest: true },
    country: 'FR',
    dialling: someDialling(),
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

/** The answer to "why do I look busy?" of a person in a call, changed as told. */
export function aWhy(change: Partial<PresenceWhy> = {}): PresenceWhy {
  const session = { availability: 'Busy', activity: 'InACall' };
  return {
    sources: [{ kind: 'line', pbxId: 'pbx', extension: '2014', link: 'up', state: 'connected', calls: 1 }],
    composite: 'busy',
    ours: { wanted: session, acknowledged: session, expiresAt: '2026-11-20T08:05:00.000Z', isReleased: false },
    teams: { ...session, readAt: '2026-11-20T08:00:00.000Z' },
    layer: 'ours',
    words: ['Your line 2014 has been in a call since 10:42.', 'Teams shows: Busy, in a call.'],
    can: { release: true },
    ...change,
  };
}
