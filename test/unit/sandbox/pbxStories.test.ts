// The stories of the sandbox PBX, against the table of decisive events (spec pbx C.3) and what each user is owed.
import { startSandboxPbx, type SandboxPbx } from '../../sandbox/pbx/index.ts';
import type { Stories } from '../../sandbox/pbx/stories.ts';
import { AmiProbe, type ProbePacket } from '../../support/amiProbe.ts';

const phones = ['101', '102', '103', '104'].map((extension) => ({ extension, name: `User ${extension}` }));
const quick = { from: '101', to: '102', ringMs: 2, talkMs: 2 };
const groups = {
  ringGroups: [{ extension: '120', name: 'Ring group', members: ['102', '103'] }],
  queues: [{ extension: '600', name: 'support', members: ['102', '103'] }],
};

let pbx: SandboxPbx;
let client: AmiProbe;

beforeEach(async () => {
  pbx = await startSandboxPbx({ phones, ...groups, controlPort: false });
  client = new AmiProbe(pbx.port);
  await client.login('sandbox-secret');
});
afterEach(async () => {
  client.close();
  await pbx.close();
});

/** One line per event that decides something: what happened, to whom, how. */
function decisive(): readonly string[] {
  return client.events().flatMap((event) => describeEvent(event) ?? []);
}

type Words = Readonly<Record<string, (of: (key: string) => string, who: (key: string) => string) => string>>;

const words: Words = {
  Newchannel: (_of, who) => who('Channel'),
  DialBegin: (_of, who) => `${who('Channel')}>${who('DestChannel')}`,
  DialEnd: (of, who) => `${who('DestChannel')} ${of('DialStatus')}`,
  BridgeEnter: (_of, who) => who('Channel'),
  Hangup: (of, who) => `${who('Channel')} ${of('Cause')}`,
  Hold: (_of, who) => who('Channel'),
  Unhold: (_of, who) => who('Channel'),
  BlindTransfer: (of, who) => `${who('TransfererChannel')} ${who('TransfereeChannel')}>${of('Extension')}`,
  AttendedTransfer: (_of, who) =>
    `${who('OrigTransfererChannel')} ${who('TransfereeChannel')}>${who('TransferTargetChannel')}`,
  ParkedCall: (of, who) => `${who('ParkeeChannel')} ${of('ParkingSpace')} ${of('ParkerDialString')}`,
  UnParkedCall: (_of, who) => `${who('ParkeeChannel')} ${who('RetrieverChannel')}`,
  MessageWaiting: (of) => `${of('Mailbox')} ${of('New')}/${of('Old')}`,
  PresenceStatus: (of) => `${of('Exten')} ${of('Status')}`,
};

function describeEvent(event: ProbePacket): string | undefined {
  const of = (key: string) => event.get(key) ?? '';
  const who = (key: string) => /\/(\w+)-/.exec(of(key))?.[1] ?? '';
  const name = of('Event');
  if (name === 'ExtensionStatus') return of('Exten') === '120' ? undefined : `Hint ${of('Exten')} ${of('StatusText')}`;
  if (/^(Queue(?!Member)|Agent)/.test(name)) return name;
  const say = words[name];
  return say === undefined ? undefined : `${name} ${say(of, who)}`;
}

/** The rows owed, as `extension direction outcome other`. */
function owed(): readonly string[] {
  return pbx.journal
    .records()
    .map((row) => `${row.extension} ${row.direction} ${row.outcome} ${row.other}`)
    .sort();
}

function changes(): string {
  return pbx.journal
    .changes()
    .map((change) => `${change.extension} ${change.state}`)
    .join(', ');
}

async function told(): Promise<void> {
  await client.send('Ping');
}

const ringing = ['Newchannel 101', 'Newchannel 102', 'DialBegin 101>102', 'Hint 102 Ringing', 'Hint 101 InUse'];
const talking = ['Hint 102 InUse', 'DialEnd 102 ANSWER', 'BridgeEnter 102', 'BridgeEnter 101'];
const hungUp = ['Hangup 101 16', 'Hint 101 Idle', 'Hangup 102 16', 'Hint 102 Idle'];

describe('a story', () => {
  const table: readonly [string, (stories: Stories) => Promise<void>, readonly string[], readonly string[]][] = [
    [
      'answered',
      (stories) => stories.answered(quick).done,
      [...ringing, ...talking, ...hungUp],
      ['101 outgoing answered 102', '102 incoming answered 101'],
    ],
    [
      'missed, the caller gives up',
      (stories) => stories.missed(quick).done,
      [...ringing, 'DialEnd 102 CANCEL', 'Hangup 101 127', 'Hint 101 Idle', 'Hangup 102 127', 'Hint 102 Idle'],
      ['101 outgoing cancelled 102', '102 incoming missed 101'],
    ],
    [
      'not answered, to voicemail, with a message',
      (stories) => stories.voicemail({ ...quick, message: true }).done,
      [
        ...ringing,
        'DialEnd 102 NOANSWER',
        'Hangup 102 0',
        'Hint 102 Idle',
        'MessageWaiting 102@default 1/0',
        'Hangup 101 0',
        'Hint 101 Idle',
      ],
      ['101 outgoing voicemail 102', '102 incoming voicemail 101'],
    ],
    [
      'busy 486',
      (stories) => stories.busy(quick).done,
      ['Newchannel 101', 'Newchannel 102', 'DialBegin 101>102', 'DialEnd 102 BUSY', 'Hangup 102 17', 'Hangup 101 17'],
      ['101 outgoing busy 102', '102 incoming missed 101'],
    ],
    [
      'declined 603',
      (stories) => stories.declined(quick).done,
      [...ringing, 'DialEnd 102 NOANSWER', 'Hangup 102 21', 'Hint 102 Idle', 'Hangup 101 21', 'Hint 101 Idle'],
      ['101 outgoing rejected 102', '102 incoming rejected 101'],
    ],
    [
      'hold and retrieve',
      (stories) => stories.hold(quick).done,
      [...ringing, ...talking, 'Hold 101', 'Hint 102 Hold', 'Unhold 101', 'Hint 102 InUse', ...hungUp],
      ['101 outgoing answered 102', '102 incoming answered 101'],
    ],
    [
      'blind transfer',
      (stories) => stories.blindTransfer({ ...quick, target: '103' }).done,
      [
        ...ringing,
        ...talking,
        'Unhold 102',
        'BlindTransfer 102 101>103',
        'Hangup 102 16',
        'Hint 102 Idle',
        'Newchannel 103',
        'DialBegin 101>103',
        'Hint 103 Ringing',
        'Hint 103 InUse',
        'DialEnd 103 ANSWER',
        'BridgeEnter 103',
        'BridgeEnter 101',
        'Hangup 101 16',
        'Hint 101 Idle',
        'Hangup 103 16',
        'Hint 103 Idle',
      ],
      ['101 outgoing answered 102', '102 incoming answered 101', '103 incoming answered 101'],
    ],
    [
      'attended transfer',
      (stories) => stories.attendedTransfer({ ...quick, target: '103' }).done,
      [
        ...ringing,
        ...talking,
        'Hold 102',
        'Hint 101 Hold',
        'Newchannel 102',
        'Newchannel 103',
        'DialBegin 102>103',
        'Hint 103 Ringing',
        'Hint 103 InUse',
        'DialEnd 103 ANSWER',
        'BridgeEnter 103',
        'BridgeEnter 102',
        'Unhold 102',
        'Hint 101 InUse',
        'Unhold 102',
        'BridgeEnter 101',
        'AttendedTransfer 102 101>103',
        'Hangup 102 16',
        'Hangup 102 16',
        'Hint 102 Idle',
        'Hangup 101 16',
        'Hint 101 Idle',
        'Hangup 103 16',
        'Hint 103 Idle',
      ],
      [
        '101 outgoing answered 102',
        '102 incoming answered 101',
        '102 outgoing answered 103',
        '103 incoming answered 102',
      ],
    ],
    [
      'park and pick up',
      (stories) => stories.parkAndPickUp({ ...quick, by: '103' }).done,
      [
        ...ringing,
        ...talking,
        'Unhold 102',
        'BlindTransfer 102 101>700',
        'Hint 701 InUse',
        'BridgeEnter 101',
        'ParkedCall 101 701 PJSIP/102',
        'Hangup 102 16',
        'Hint 102 Idle',
        'Newchannel 103',
        'Hint 103 InUse',
        'Hint 701 Idle',
        'UnParkedCall 101 103',
        'BridgeEnter 101',
        'BridgeEnter 103',
        'Hangup 101 16',
        'Hint 101 Idle',
        'Hangup 103 16',
        'Hint 103 Idle',
      ],
      ['101 outgoing answered 102', '102 incoming answered 101', '103 incoming answered 101'],
    ],
    [
      'ring group',
      (stories) => stories.group({ ...quick, to: '120', answeredBy: '102' }).done,
      [
        'Newchannel 101',
        'Newchannel 102',
        'Newchannel 103',
        'DialBegin 101>102',
        'DialBegin 101>103',
        'Hint 102 Ringing',
        'Hint 101 InUse',
        'Hint 103 Ringing',
        'Hint 102 InUse',
        'DialEnd 103 CANCEL',
        'Hangup 103 26',
        'Hint 103 Idle',
        'DialEnd 102 ANSWER',
        'BridgeEnter 102',
        'BridgeEnter 101',
        ...hungUp,
      ],
      ['101 outgoing answered 120', '102 incoming answered 101', '103 incoming answeredElsewhere 101'],
    ],
    [
      'queue, answered',
      (stories) => stories.group({ ...quick, to: '600', answeredBy: '102' }).done,
      [
        'Newchannel 101',
        'Hint 101 InUse',
        'QueueCallerJoin',
        'Newchannel 102',
        'AgentCalled',
        'DialBegin 101>102',
        'Newchannel 103',
        'AgentCalled',
        'DialBegin 101>103',
        'Hint 102 Ringing',
        'Hint 103 Ringing',
        'Hint 102 InUse',
        'DialEnd 102 ANSWER',
        'DialEnd 103 CANCEL',
        'DialEnd 103 CANCEL',
        'Hangup 103 26',
        'Hint 103 Idle',
        'QueueCallerLeave',
        'AgentConnect',
        'BridgeEnter 102',
        'BridgeEnter 101',
        'AgentComplete',
        ...hungUp,
      ],
      ['101 outgoing answered 600', '102 incoming answered 101', '103 incoming answeredElsewhere 101'],
    ],
  ];

  it.each(table)('%s: events in order, and the rows owed', async (_name, play, events, rows) => {
    await play(pbx.stories);
    await told();
    expect(decisive()).toEqual(events);
    expect(owed()).toEqual(rows);
    expect(pbx.state().calls).toEqual([]);
    expect(Object.values(pbx.journal.finalStates()).every((state) => state === 'clear')).toBe(true);
  });

  it('says CANCEL twice per member when a queue call is abandoned', async () => {
    await pbx.stories.group({ ...quick, to: '600' }).done;
    await told();
    expect(decisive().filter((line) => line === 'DialEnd 103 CANCEL')).toHaveLength(2);
    expect(decisive()).toContain('QueueCallerAbandon');
    expect(owed()).toEqual(['101 outgoing cancelled 600', '102 incoming missed 101', '103 incoming missed 101']);
  });
});

describe('do not disturb', () => {
  it('shows Busy in the hint and dnd in the presence, and turns calls away with 17', async () => {
    pbx.setDoNotDisturb('102', true);
    await pbx.call({ from: '101', to: '102' }).over;
    await told();
    expect(decisive()).toEqual(['Hint 102 Busy', 'PresenceStatus 102 dnd', 'Newchannel 101', 'Hangup 101 17']);
    expect(owed()).toEqual(['101 outgoing busy 102', '102 incoming missed 101']);
  });
});

describe('a call from outside', () => {
  it('comes over the trunk with the number of the caller and is owed to one user only', async () => {
    await pbx.stories.answered({ ...quick, from: 'outside', number: '+12025550142', name: 'Ada Example' }).done;
    await told();
    const dial = client.events('DialBegin')[0];
    expect(dial?.get('Channel')).toMatch(/^PJSIP\/trunk-[0-9a-f]{8}$/);
    expect([dial?.get('CallerIDNum'), dial?.get('CallerIDName')]).toEqual(['+12025550142', 'Ada Example']);
    expect(owed()).toEqual(['102 incoming answered +12025550142']);
  });
});

describe('the journal', () => {
  it('makes a phone busy when it dials or answers, never while it only rings', () => {
    const call = pbx.call({ from: '101', to: '102' });
    expect(changes()).toBe('101 busy');
    call.answer();
    expect(changes()).toBe('101 busy, 102 busy');
    call.hangup('102');
    expect(changes()).toBe('101 busy, 102 busy, 102 clear, 101 clear');
  });

  it('clears a phone with two legs when the last one ends', async () => {
    await pbx.stories.attendedTransfer({ ...quick, target: '103' }).done;
    expect(changes()).toBe('101 busy, 102 busy, 103 busy, 102 clear, 101 clear, 103 clear');
  });

  it('never goes back in time', async () => {
    await pbx.stories.answered(quick).done;
    const times = pbx.journal.changes().map((change) => BigInt(change.sentAtUs));
    expect([...times].sort((a, b) => Number(a - b))).toEqual(times);
  });
});

describe('traffic', () => {
  it('is the same for the same seed, ends, and owes every user his rows', async () => {
    const fast = {
      bhcc: 360_000,
      answeredShare: 0.5,
      meanTalkSeconds: 0.02,
      meanRingSeconds: 0.02,
      maxTalkSeconds: 0.05,
    };
    pbx.startTraffic({ ...fast, seed: 7 });
    while (pbx.counts().traffic.started < 12) await client.send('Ping');
    await pbx.stopTraffic({ drain: true });
    await told();
    const { traffic, callCount } = pbx.counts();
    expect([traffic.on, traffic.active, callCount]).toEqual([false, 0, traffic.started]);
    expect(client.events('Newchannel').length).toBe(client.events('Hangup').length);
    expect(pbx.journal.records().length).toBeGreaterThanOrEqual(traffic.started);
    expect(Object.values(pbx.journal.finalStates()).every((state) => state === 'clear')).toBe(true);
  });
});
