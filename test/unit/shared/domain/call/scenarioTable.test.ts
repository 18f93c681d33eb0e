// The whole scenario table of the telephony spec (section 6): each of its rows by its words, with the record of every user.
import { recordsOfCall, type CallRecord, type Party } from '#shared/domain/call';
import { CallStory } from '../../../../support/callStory.ts';

/** Users own the extensions 101 to 109; 201 is the second phone of 101's; 900 is a line of 109's that others share. */
function owner(deviceId: string): string | undefined {
  if (deviceId === '201') return '101';
  if (deviceId === '900') return '109';
  return /^10\d$/.test(deviceId) ? deviceId : undefined;
}

const outsider = '+12025550101';
const queue = { kind: 'queue', id: '600' } as const;
const ringGroup = { kind: 'ringGroup', id: '120' } as const;

function leg(device: string, name = device): { connectionId: string; deviceId: string } {
  return { connectionId: `leg-${name}`, deviceId: device };
}

function party(number: string): Party {
  return { number, deviceId: number };
}

/** `user direction outcome other ring talk [on line] [group] [by] [for] [to] [from]`. */
function line(record: CallRecord): string {
  const seen = (word: string, whom: Party | undefined): readonly string[] =>
    whom === undefined ? [] : [word, whom.number ?? '?'];
  return [
    record.userId,
    record.direction,
    record.outcome,
    record.other.number ?? '?',
    `${String(record.ringSeconds)}+${String(record.talkSeconds)}`,
    ...(record.deviceId === record.userId ? [] : ['on', record.deviceId]),
    ...(record.group === undefined ? [] : [record.group.kind, record.group.id]),
    ...seen('by', record.answeredBy),
    ...seen('for', record.originalTarget),
    ...seen('to', record.transferredTo),
    ...seen('from', record.transferredFrom),
  ].join(' ');
}

/** 101 and 102 talk from second 2 on. */
function talking(): CallStory {
  return new CallStory().dials('101', '102').rings('102', '101').at(2).answers('102', '101').answers('101', '102');
}

function offered(story: CallStory, device: string, from: string): CallStory {
  return story.add({ kind: 'offered', ...leg(device), calling: party(from) });
}

/** A call to `member`s of a group; all ring. */
function groupCall(group: typeof queue | typeof ringGroup, ...members: readonly string[]): CallStory {
  const story = new CallStory().dials('trunk', group.id);
  if (group.kind === 'queue') story.add({ kind: 'queued', ...leg('trunk'), queue: group });
  for (const member of members) story.rings(member, outsider, { group });
  return story;
}

/** 102 parks 101 in slot 701 at second 4, and `by` picks it up at second 9. */
function parkedBy(parker: '101' | '102', by: string): CallStory {
  const waiting = parker === '101' ? '102' : '101';
  return talking()
    .at(4)
    .add({ kind: 'parked', ...leg(waiting), role: 'parked', parkedAt: '701' })
    .add({ kind: 'parked', ...leg(parker), role: 'parker', parkedAt: '701' })
    .ends(parker)
    .at(9)
    .add({ kind: 'originated', ...leg(by, 'retriever'), called: { number: '701' } })
    .add({ kind: 'unparked', ...leg(waiting), role: 'parked', parkedAt: '701', other: party(by) })
    .add({ kind: 'unparked', ...leg(by, 'retriever'), role: 'retriever', parkedAt: '701', other: party(waiting) })
    .at(12)
    .add({ kind: 'connectionCleared', ...leg(by, 'retriever'), cause: 'normalClearing' })
    .ends(waiting);
}

interface Case {
  /** What happens, where the row alone does not say. */
  readonly what: string;
  /** Calls apart from each other: each has a global id of its own. */
  readonly calls: readonly CallStory[];
  readonly log: readonly string[];
}

/** The rows of the table by their words, in its order. */
const table: Readonly<Record<string, readonly Case[]>> = {
  'Authorisation or account codes dialled': [
    {
      what: 'behind the number, after a pause',
      calls: [new CallStory().dials('101', '0012025550101,,4711#').at(3).ends('101')],
      log: ['101 outgoing cancelled 0012025550101 3+0'],
    },
    {
      what: 'to a program that asks for them before the phone rings',
      calls: [
        new CallStory()
          .dials('101', '102;4711#')
          .add({ kind: 'established', ...leg('101'), withApplication: true })
          .at(5)
          .rings('102', '101')
          .at(7)
          .answers('102', '101')
          .answers('101', '102')
          .at(9)
          .ends('101')
          .ends('102'),
      ],
      log: ['101 outgoing answered 102 7+2', '102 incoming answered 101 2+2'],
    },
  ],
  'Automatic callback answered': [
    {
      what: 'the PBX rings the own phone, and calls the target once it is picked up',
      calls: [
        new CallStory()
          .rings('101', '102')
          .at(4)
          .add({ kind: 'originated', ...leg('101'), called: party('102') })
          .rings('102', '101')
          .at(6)
          .answers('102', '101')
          .answers('101', '102')
          .at(9)
          .ends('101')
          .ends('102'),
      ],
      log: ['101 outgoing answered 102 2+3', '102 incoming answered 101 2+3'],
    },
    {
      what: 'nobody picks up the own phone: nothing was placed, and its ringing was missed',
      calls: [new CallStory().rings('101', '102').at(9).ends('101', 'callNotAnswered')],
      log: ['101 incoming missed 102 9+0'],
    },
  ],
  'Call placed by an application for the user': [
    {
      what: 'told as placed by an application from its beginning',
      calls: [
        new CallStory()
          .add({ kind: 'originated', ...leg('101'), called: party('102'), byApplication: true })
          .at(3)
          .rings('102', '101')
          .at(4)
          .answers('102', '101')
          .answers('101', '102')
          .at(8)
          .ends('102')
          .ends('101'),
      ],
      log: ['101 outgoing answered 102 4+4', '102 incoming answered 101 1+4'],
    },
    {
      what: 'told as a call to the own phone first',
      calls: [
        new CallStory()
          .rings('101', '102')
          .at(2)
          .answers('101', '102')
          .add({ kind: 'originated', ...leg('101'), called: party('102'), byApplication: true })
          .rings('102', '101')
          .at(3)
          .ends('102', 'rejected')
          .ends('101'),
      ],
      log: ['101 outgoing rejected 102 1+0', '102 incoming rejected 101 1+0'],
    },
  ],
  'Ad-hoc conference': [
    {
      what: '101 talks to 102, calls 103 and joins them',
      calls: [
        talking()
          .at(4)
          .add({ kind: 'held', ...leg('101') })
          .at(8)
          .add({ kind: 'retrieved', ...leg('101') })
          .add({ kind: 'conferenced', ...leg('101') })
          .add({ kind: 'conferenced', ...leg('102') })
          .at(20)
          .ends('101')
          .ends('102'),
        new CallStory('call-2')
          .at(4)
          .dials('101', '103')
          .rings('103', '101')
          .at(6)
          .answers('103', '101')
          .answers('101', '103')
          .at(8)
          .add({ kind: 'conferenced', ...leg('103') })
          .at(20)
          .ends('101')
          .ends('103'),
      ],
      log: [
        '101 outgoing answered 102 2+18',
        '101 outgoing answered 103 2+14',
        '102 incoming answered 101 2+18',
        '103 incoming answered 101 2+14',
      ],
    },
  ],
  'Meet-me conference': [
    {
      what: 'two people dial the room',
      calls: [
        new CallStory()
          .dials('101', '800')
          .at(1)
          .add({ kind: 'established', ...leg('101'), withApplication: true })
          .add({ kind: 'conferenced', ...leg('101') })
          .at(61)
          .ends('101'),
        new CallStory('call-2')
          .dials('102', '800')
          .add({ kind: 'established', ...leg('102'), withApplication: true })
          .add({ kind: 'conferenced', ...leg('102') })
          .at(30)
          .ends('102'),
      ],
      log: ['101 outgoing answered 800 1+60', '102 outgoing answered 800 0+30'],
    },
  ],
  'Forward on busy / no answer, answered there': [
    {
      what: 'nobody answers',
      calls: [
        new CallStory()
          .dials('101', '102')
          .rings('102', '101')
          .at(12)
          .add({ kind: 'diverted', ...leg('102'), newDestination: party('103'), toVoicemail: false })
          .ends('102', 'callNotAnswered')
          .rings('103', '101', { lastRedirection: party('102') })
          .at(15)
          .answers('103', '101')
          .answers('101', '103')
          .at(25)
          .ends('101')
          .ends('103'),
      ],
      log: [
        '101 outgoing answered 102 15+10',
        '102 incoming missed 101 12+0 by 103',
        '103 incoming answered 101 3+10 for 102',
      ],
    },
    {
      what: 'the phone is busy and never rings',
      calls: [
        offered(new CallStory().dials('101', '102'), '102', '101')
          .add({ kind: 'failed', ...leg('102'), cause: 'busy' })
          .ends('102', 'busy')
          .rings('103', '101', { lastRedirection: party('102') })
          .at(2)
          .answers('103', '101')
          .answers('101', '103')
          .at(4)
          .ends('101')
          .ends('103'),
      ],
      log: [
        '101 outgoing answered 102 2+2',
        '102 incoming missed 101 0+0 by 103',
        '103 incoming answered 101 2+2 for 102',
      ],
    },
    {
      what: 'to a number outside, which is told and not its trunk',
      calls: [
        new CallStory()
          .dials('101', '102')
          .rings('102', '101')
          .at(5)
          .add({ kind: 'diverted', ...leg('102'), newDestination: { number: outsider }, toVoicemail: false })
          .ends('102', 'callNotAnswered')
          .rings('trunk', '101')
          .at(8)
          .answers('trunk', '101')
          .answers('101', '102')
          .at(9)
          .ends('101')
          .ends('trunk'),
      ],
      log: ['101 outgoing answered 102 8+1', `102 incoming missed 101 5+0 by ${outsider}`],
    },
  ],
  'Forward on busy / no answer to voicemail': [
    {
      what: 'nobody answers',
      calls: [
        new CallStory()
          .dials('101', '102')
          .rings('102', '101')
          .at(12)
          .ends('102', 'callNotAnswered')
          .add({ kind: 'established', ...leg('101'), withApplication: true })
          .add({ kind: 'diverted', ...leg('102'), toVoicemail: true })
          .at(20)
          .ends('101'),
      ],
      log: ['101 outgoing voicemail 102 20+0', '102 incoming voicemail 101 12+0'],
    },
    {
      what: 'the phone is busy and never rings',
      calls: [
        offered(new CallStory().dials('101', '102'), '102', '101')
          .add({ kind: 'failed', ...leg('102'), cause: 'busy' })
          .ends('102', 'busy')
          .add({ kind: 'established', ...leg('101'), withApplication: true })
          .add({ kind: 'diverted', ...leg('102'), toVoicemail: true })
          .at(6)
          .ends('101'),
      ],
      log: ['101 outgoing voicemail 102 6+0', '102 incoming voicemail 101 0+0'],
    },
  ],
  'Unconditional forward': [
    {
      what: 'to a colleague: none for the forwarding user',
      calls: [
        offered(new CallStory().dials('101', '102'), '102', '101')
          .add({ kind: 'diverted', ...leg('102'), newDestination: party('103'), toVoicemail: false })
          .ends('102')
          .rings('103', '101', { lastRedirection: party('102') })
          .at(2)
          .answers('103', '101')
          .answers('101', '103')
          .at(4)
          .ends('103')
          .ends('101'),
      ],
      log: ['101 outgoing answered 102 2+2', '103 incoming answered 101 2+2 for 102'],
    },
    {
      what: 'to voicemail: missed, went to voicemail',
      calls: [
        new CallStory().add({ kind: 'diverted', ...leg('102'), calling: { number: outsider }, toVoicemail: true }),
      ],
      log: [`102 incoming voicemail ${outsider} 0+0`],
    },
  ],
  'Page calls': [
    {
      what: 'nobody answers',
      calls: [
        offered(offered(new CallStory().dials('101', '180'), '102', '101'), '103', '101')
          .add({ kind: 'established', ...leg('101'), withApplication: true })
          .add({ kind: 'established', ...leg('102'), withApplication: true })
          .add({ kind: 'established', ...leg('103'), withApplication: true })
          .at(8)
          .ends('101')
          .ends('102')
          .ends('103'),
      ],
      log: [],
    },
    {
      what: 'somebody talks back',
      calls: [
        offered(offered(new CallStory().dials('101', '180'), '102', '101'), '103', '101')
          .add({ kind: 'established', ...leg('102'), withApplication: true })
          .add({ kind: 'established', ...leg('103'), withApplication: true })
          .at(3)
          .answers('102', '101')
          .answers('101', '102')
          .at(8)
          .ends('101')
          .ends('102')
          .ends('103'),
      ],
      log: ['101 outgoing answered 180 3+5', '102 incoming answered 101 0+5'],
    },
  ],
  'Park retrieve': [
    {
      what: 'by a colleague',
      calls: [parkedBy('102', '103')],
      log: [
        '101 outgoing answered 102 2+10 to 103',
        '102 incoming answered 101 2+2 to 701',
        '103 incoming answered 101 0+3',
      ],
    },
    {
      what: 'by the called one who parked',
      calls: [parkedBy('102', '102')],
      log: [
        '101 outgoing answered 102 2+10 to 102',
        '102 incoming answered 101 2+2 to 701',
        '102 incoming answered 101 0+3',
      ],
    },
    {
      what: 'by the caller who parked',
      calls: [parkedBy('101', '101')],
      log: [
        '101 outgoing answered 102 2+2 to 701',
        '101 incoming answered 102 0+3',
        '102 incoming answered 101 2+10 to 101',
      ],
    },
  ],
  'Attended transfer accepted': [
    {
      what: '102 asks 103 and joins 101 and 103',
      calls: [
        talking()
          .at(10)
          .add({
            kind: 'transferred',
            ...leg('102'),
            role: 'transferring',
            transferKind: 'consultation',
            other: party('103'),
          })
          .add({
            kind: 'transferred',
            ...leg('101'),
            role: 'transferred',
            transferKind: 'consultation',
            other: party('103'),
          })
          .ends('102')
          .at(30)
          .ends('101'),
        new CallStory('call-2')
          .at(5)
          .dials('102', '103')
          .rings('103', '102')
          .at(6)
          .answers('103', '102')
          .answers('102', '103')
          .at(10)
          .add({
            kind: 'transferred',
            ...leg('103'),
            role: 'target',
            transferKind: 'consultation',
            other: party('101'),
            transferringParty: party('102'),
          })
          .ends('102')
          .at(30)
          .ends('103'),
      ],
      log: [
        '101 outgoing answered 102 2+28 to 103',
        '102 incoming answered 101 2+8 to 103',
        '102 outgoing answered 103 1+4',
        '103 incoming answered 102 1+4',
        '103 incoming answered 101 0+20 from 102',
      ],
    },
  ],
  'Blind transfer target': [
    {
      what: 'who answers',
      calls: [blindTransfer().at(12).answers('103', '101').at(20).ends('103').ends('101')],
      log: [
        '101 outgoing answered 102 2+18 to 103',
        '102 incoming answered 101 2+8 to 103',
        '103 incoming answered 101 2+8 from 102',
      ],
    },
    {
      what: 'who does not',
      calls: [blindTransfer().at(25).ends('103', 'callNotAnswered').ends('101')],
      log: [
        '101 outgoing answered 102 2+23 to 103',
        '102 incoming answered 101 2+8 to 103',
        '103 incoming missed 101 15+0 from 102',
      ],
    },
  ],
  'Twinned / several own devices ring': [
    {
      what: 'one of them is answered',
      calls: [
        new CallStory()
          .dials('trunk', '101')
          .rings('101', outsider)
          .rings('201', outsider)
          .at(2)
          .answers('201', outsider)
          .ends('101', 'answeredElsewhere')
          .at(5)
          .ends('201')
          .ends('trunk'),
      ],
      log: [`101 incoming answered ${outsider} 2+3 on 201`],
    },
    {
      what: 'none of them is',
      calls: [
        new CallStory()
          .dials('trunk', '101')
          .rings('101', outsider)
          .rings('201', outsider)
          .at(6)
          .ends('201', 'callCancelled')
          .ends('101', 'callCancelled')
          .ends('trunk'),
      ],
      log: [`101 incoming missed ${outsider} 6+0`],
    },
    {
      what: 'calls between own devices: none',
      calls: [
        new CallStory()
          .dials('101', '201')
          .rings('201', '101')
          .at(1)
          .answers('201', '101')
          .answers('101', '201')
          .at(9)
          .ends('101')
          .ends('201'),
      ],
      log: [],
    },
  ],
  'Do not disturb or signed out': [
    {
      what: 'do not disturb',
      calls: [
        offered(new CallStory().dials('101', '102'), '102', '101')
          .add({ kind: 'failed', ...leg('102'), cause: 'doNotDisturb' })
          .ends('102', 'doNotDisturb')
          .ends('101'),
      ],
      log: ['101 outgoing busy 102 0+0', '102 incoming missed 101 0+0'],
    },
    {
      what: 'signed out',
      calls: [
        offered(new CallStory().dials('101', '102'), '102', '101')
          .add({ kind: 'failed', ...leg('102'), cause: 'unreachable' })
          .ends('102', 'unreachable')
          .at(1)
          .ends('101'),
      ],
      log: ['101 outgoing failed 102 1+0', '102 incoming missed 101 0+0'],
    },
  ],
  'Ring group / queue, a colleague answered': [
    {
      what: 'a ring group',
      calls: [
        groupCall(ringGroup, '102', '103')
          .at(4)
          .answers('103', outsider)
          .ends('102', 'answeredElsewhere')
          .at(9)
          .ends('103')
          .ends('trunk'),
      ],
      log: [
        `102 incoming answeredElsewhere ${outsider} 4+0 ringGroup 120 by 103`,
        `103 incoming answered ${outsider} 4+5 ringGroup 120`,
      ],
    },
    {
      what: 'a queue, after it rang at one who did not',
      calls: [
        groupCall(queue, '102')
          .at(10)
          .ends('102', 'callNotAnswered')
          .rings('103', outsider, { group: queue })
          .at(12)
          .answers('103', outsider)
          .at(20)
          .ends('103')
          .ends('trunk'),
      ],
      log: [
        `102 incoming answeredElsewhere ${outsider} 10+0 queue 600 by 103`,
        `103 incoming answered ${outsider} 2+8 queue 600`,
      ],
    },
    {
      what: 'nobody did: missed by all',
      calls: [
        groupCall(queue, '102', '103')
          .at(7)
          .ends('trunk', 'callCancelled')
          .ends('102', 'callCancelled')
          .ends('103', 'callCancelled'),
      ],
      log: [`102 incoming missed ${outsider} 7+0 queue 600`, `103 incoming missed ${outsider} 7+0 queue 600`],
    },
    {
      what: 'a shared line: a record of its owner, whom its sharers read it from, and of whoever has it as a phone',
      calls: [
        new CallStory()
          .dials('trunk', '900')
          .rings('900', outsider)
          .rings('102', outsider)
          .at(3)
          .answers('102', outsider)
          .ends('900', 'answeredElsewhere')
          .at(9)
          .ends('102')
          .ends('trunk'),
      ],
      log: [`102 incoming answered ${outsider} 3+6`, `109 incoming answeredElsewhere ${outsider} 3+0 on 900 by 102`],
    },
  ],
  'Caller gave up before anyone rang': [
    {
      what: 'none for whom the call was to reach; the caller has what they dialled',
      calls: [
        offered(new CallStory().dials('101', '102'), '102', '101')
          .at(1)
          .ends('101', 'callCancelled')
          .ends('102', 'callCancelled'),
      ],
      log: ['101 outgoing cancelled 102 1+0'],
    },
    {
      what: 'from outside: none at all',
      calls: [
        offered(new CallStory().dials('trunk', '102'), '102', outsider)
          .at(1)
          .ends('trunk', 'callCancelled')
          .ends('102', 'callCancelled'),
      ],
      log: [],
    },
  ],
};

/** 102 sends 101 to 103, whose phone rings from second 10 on. */
function blindTransfer(): CallStory {
  return talking()
    .at(10)
    .add({ kind: 'transferred', ...leg('102'), role: 'transferring', transferKind: 'singleStep', other: party('103') })
    .add({ kind: 'transferred', ...leg('101'), role: 'transferred', transferKind: 'singleStep', other: party('103') })
    .ends('102')
    .rings('103', '101')
    .add({
      kind: 'transferred',
      ...leg('103'),
      role: 'target',
      transferKind: 'singleStep',
      other: party('101'),
      transferringParty: party('102'),
    });
}

describe('the scenario table', () => {
  for (const [row, cases] of Object.entries(table)) {
    describe(`when it is: ${row}`, () => {
      it.each(cases)('logs $what', ({ calls, log }) => {
        const records = calls.flatMap((story) => recordsOfCall(story.call(), owner));
        expect(records.map(line).sort()).toEqual([...log].sort());
        expect(new Set(records.map(({ id }) => id)).size).toBe(records.length);
      });
    });
  }

  it('keeps no code in the open call either', () => {
    const [first] = table['Authorisation or account codes dialled'] ?? [];
    expect(JSON.stringify(first?.calls.map((story) => story.call()))).not.toContain('4711');
  });
});
