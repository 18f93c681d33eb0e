// Rows of the scenario table: what becomes of calls that ring: parked, transferred, taken by another device or colleague, given up.
import { CallStory } from '../../../../support/callStory.ts';
import {
  outsider,
  queue,
  ringGroup,
  leg,
  party,
  talking,
  offered,
  groupCall,
  parkedBy,
  blindTransfer,
  type Case,
} from './scenarioStories.ts';

/** By the words of the table, in its order. */
export const handledRows: Readonly<Record<string, readonly Case[]>> = {
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
