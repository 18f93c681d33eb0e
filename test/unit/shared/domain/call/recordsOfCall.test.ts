// The scenario table of the telephony spec (section 6), row by row.
import { recordsOfCall, type CallRecord } from '#shared/domain/call';
import { CallStory } from '../../../../support/callStory.ts';

/** Users own the extensions 101 to 109; 201 is the second phone of whoever has 101. */
function owner(deviceId: string): string | undefined {
  if (deviceId === '201') return 'user-101';
  return /^10\d$/.test(deviceId) ? `user-${deviceId}` : undefined;
}

function line(record: CallRecord): string {
  const by = record.answeredBy === undefined ? '' : ` by ${record.answeredBy.number ?? '?'}`;
  const who = `${record.userId.replace('user-', '')} ${record.direction} ${record.outcome}`;
  return `${who} ${record.other.number ?? '?'} ring ${String(record.ringSeconds)} talk ${String(record.talkSeconds)}${by}`;
}

const leg = (device: string): { connectionId: string; deviceId: string } => ({
  connectionId: `leg-${device}`,
  deviceId: device,
});

const rows: readonly { situation: string; story: CallStory; log: readonly string[] }[] = [
  {
    situation: 'an answered call',
    story: new CallStory()
      .dials('101', '102')
      .rings('102', '101')
      .at(3)
      .answers('102', '101')
      .answers('101', '102')
      .at(63)
      .ends('101')
      .ends('102'),
    log: ['101 outgoing answered 102 ring 3 talk 60', '102 incoming answered 101 ring 3 talk 60'],
  },
  {
    situation: 'the caller gives up',
    story: new CallStory()
      .dials('101', '102')
      .rings('102', '101')
      .at(8)
      .ends('101', 'callCancelled')
      .ends('102', 'callCancelled'),
    log: ['101 outgoing cancelled 102 ring 8 talk 0', '102 incoming missed 101 ring 8 talk 0'],
  },
  {
    situation: 'the caller gives up before anyone rang',
    story: new CallStory()
      .dials('101', '102')
      .add({ kind: 'offered', ...leg('102'), calling: { number: '101' } })
      .at(1)
      .ends('101', 'callCancelled')
      .ends('102', 'callCancelled'),
    log: ['101 outgoing cancelled 102 ring 1 talk 0'],
  },
  {
    situation: 'the phone declines',
    story: new CallStory().dials('101', '102').rings('102', '101').at(2).ends('102', 'rejected').ends('101'),
    log: ['101 outgoing rejected 102 ring 2 talk 0', '102 incoming rejected 101 ring 2 talk 0'],
  },
  {
    situation: 'do not disturb or signed out',
    story: new CallStory()
      .dials('101', '102')
      .add({ kind: 'offered', ...leg('102'), calling: { number: '101' } })
      .add({ kind: 'failed', ...leg('102'), cause: 'busy' })
      .ends('102', 'busy')
      .ends('101'),
    log: ['101 outgoing busy 102 ring 0 talk 0', '102 incoming missed 101 ring 0 talk 0'],
  },
  {
    situation: 'forward on no answer, answered there',
    story: new CallStory()
      .dials('101', '102')
      .rings('102', '101')
      .at(12)
      .ends('102', 'callNotAnswered')
      .rings('103', '101', { lastRedirection: { number: '102', deviceId: '102' } })
      .at(15)
      .answers('103', '101')
      .answers('101', '103')
      .at(25)
      .ends('101')
      .ends('103'),
    log: [
      '101 outgoing answered 102 ring 15 talk 10',
      '102 incoming missed 101 ring 12 talk 0 by 103',
      '103 incoming answered 101 ring 3 talk 10',
    ],
  },
  {
    situation: 'forward on busy to voicemail',
    story: new CallStory()
      .dials('101', '102')
      .rings('102', '101')
      .at(1)
      .ends('102', 'busy')
      .add({ kind: 'established', ...leg('101'), withApplication: true })
      .add({ kind: 'diverted', ...leg('102'), toVoicemail: true })
      .at(20)
      .ends('101'),
    log: ['101 outgoing voicemail 102 ring 20 talk 0', '102 incoming voicemail 101 ring 1 talk 0'],
  },
  {
    situation: 'unconditional forward',
    story: new CallStory()
      .dials('101', '102')
      .add({
        kind: 'diverted',
        ...leg('102'),
        calling: { number: '101' },
        newDestination: { number: '103' },
        toVoicemail: false,
      })
      .rings('103', '101')
      .at(2)
      .answers('103', '101')
      .answers('101', '103')
      .at(4)
      .ends('103')
      .ends('101'),
    log: ['101 outgoing answered 102 ring 2 talk 2', '103 incoming answered 101 ring 2 talk 2'],
  },
  {
    situation: 'unconditional forward to voicemail',
    story: new CallStory().add({
      kind: 'diverted',
      ...leg('102'),
      calling: { number: '+12025550101' },
      toVoicemail: true,
    }),
    log: ['102 incoming voicemail +12025550101 ring 0 talk 0'],
  },
  {
    situation: 'several own devices ring',
    story: new CallStory()
      .dials('trunk', '101')
      .rings('101', 'trunk')
      .rings('201', 'trunk')
      .at(2)
      .answers('201', 'trunk')
      .ends('101', 'answeredElsewhere')
      .at(5)
      .ends('201')
      .ends('trunk'),
    log: ['101 incoming answered trunk ring 2 talk 3'],
  },
  {
    situation: 'several own devices ring and nobody answers',
    story: new CallStory()
      .dials('trunk', '101')
      .rings('101', 'trunk')
      .rings('201', 'trunk')
      .at(6)
      .ends('101', 'callCancelled')
      .ends('201', 'callCancelled')
      .ends('trunk'),
    log: ['101 incoming missed trunk ring 6 talk 0'],
  },
  {
    situation: 'a call between own devices',
    story: new CallStory()
      .dials('101', '201')
      .rings('201', '101')
      .at(1)
      .answers('201', '101')
      .answers('101', '201')
      .at(9)
      .ends('101')
      .ends('201'),
    log: [],
  },
  {
    situation: 'a call placed by an application',
    story: new CallStory()
      .add({ kind: 'originated', ...leg('101'), called: { number: '102' }, byApplication: true })
      .at(3)
      .rings('102', '101')
      .at(4)
      .answers('102', '101')
      .answers('101', '102')
      .at(8)
      .ends('102')
      .ends('101'),
    log: ['101 outgoing answered 102 ring 4 talk 4', '102 incoming answered 101 ring 1 talk 4'],
  },
  {
    situation: 'a queue whose caller gives up',
    story: new CallStory()
      .dials('101', '600')
      .add({ kind: 'established', ...leg('101'), withApplication: true })
      .add({ kind: 'queued', ...leg('101'), queue: { kind: 'queue', id: '600' } })
      .rings('102', '101', { group: { kind: 'queue', id: '600' } })
      .at(9)
      .ends('102', 'callCancelled')
      .ends('101'),
    log: ['101 outgoing cancelled 600 ring 9 talk 0', '102 incoming missed 101 ring 9 talk 0'],
  },
  {
    situation: 'another phone of one number answers, and the PBX does not say why this one stopped',
    story: new CallStory()
      .dials('101', '120')
      .rings('102', '101')
      .rings('103', '101')
      .at(5)
      .ends('103', 'unknown')
      .answers('102', '101')
      .answers('101', '102')
      .at(9)
      .ends('101')
      .ends('102'),
    log: [
      '101 outgoing answered 120 ring 5 talk 4',
      '102 incoming answered 101 ring 5 talk 4',
      '103 incoming answeredElsewhere 101 ring 5 talk 0 by 102',
    ],
  },
  {
    situation: 'a forward on no answer, and the PBX does not say why the first phone stopped',
    story: new CallStory()
      .dials('101', '102')
      .rings('102', '101')
      .at(15)
      .rings('103', '101')
      .at(16)
      .ends('102', 'unknown')
      .at(20)
      .answers('103', '101')
      .answers('101', '103')
      .at(25)
      .ends('101')
      .ends('103'),
    log: [
      '101 outgoing answered 102 ring 20 talk 5',
      '102 incoming missed 101 ring 16 talk 0 by 103',
      '103 incoming answered 101 ring 5 talk 5',
    ],
  },
  {
    situation: 'the end was not seen',
    story: new CallStory()
      .dials('101', '102')
      .rings('102', '101')
      .at(2)
      .answers('102', '101')
      .answers('101', '102')
      .at(60)
      .add({ kind: 'connectionCleared', ...leg('101'), cause: 'unknown', synthesized: true })
      .add({ kind: 'connectionCleared', ...leg('102'), cause: 'unknown', synthesized: true }),
    log: ['101 outgoing answered 102 ring 2 talk 58', '102 incoming answered 101 ring 2 talk 58'],
  },
];

describe('recordsOfCall', () => {
  it.each(rows)('logs $situation', ({ story, log }) => {
    expect(recordsOfCall(story.call(), owner).map(line).sort()).toEqual([...log].sort());
  });

  describe('when a queue still rings others', () => {
    it('tells nobody of a missed call, and then of a call answered elsewhere', () => {
      const group = { kind: 'queue', id: '600' } as const;
      const story = new CallStory()
        .dials('trunk', '600')
        .add({ kind: 'queued', ...leg('trunk'), queue: group })
        .rings('102', 'trunk', { group })
        .at(10)
        .ends('102', 'callNotAnswered')
        .rings('103', 'trunk', { group });
      expect(recordsOfCall(story.call(), owner)).toEqual([]);
      story.at(12).answers('103', 'trunk').answers('trunk', '103');
      expect(recordsOfCall(story.call(), owner).map(line)).toEqual([
        '102 incoming answeredElsewhere trunk ring 10 talk 0 by 103',
      ]);
    });
  });

  describe('when the story goes on', () => {
    it('keeps the id of a record, so that it is replaced', () => {
      const story = new CallStory()
        .dials('101', '102')
        .rings('102', '101')
        .at(5)
        .ends('102', 'callNotAnswered')
        .ends('101');
      const missed = recordsOfCall(story.call(), owner).find((record) => record.userId === 'user-102');
      story.add({ kind: 'diverted', ...leg('102'), toVoicemail: true });
      const voicemail = recordsOfCall(story.call(), owner).find((record) => record.userId === 'user-102');
      expect([missed?.outcome, voicemail?.outcome]).toEqual(['missed', 'voicemail']);
      expect(voicemail?.id).toBe(missed?.id);
    });
  });

  describe('when the clock of the PBX goes back', () => {
    it('never gives a negative duration', () => {
      const story = new CallStory()
        .at(100)
        .dials('101', '102')
        .rings('102', '101')
        .at(50)
        .answers('102', '101')
        .answers('101', '102')
        .at(10)
        .ends('101')
        .ends('102');
      for (const record of recordsOfCall(story.call(), owner)) {
        expect(record.ringSeconds).toBeGreaterThanOrEqual(0);
        expect(record.talkSeconds).toBeGreaterThanOrEqual(0);
        expect(record.endedAt).toBeGreaterThanOrEqual(record.startedAt);
      }
    });
  });
});
