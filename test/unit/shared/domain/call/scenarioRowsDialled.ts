// Rows of the scenario table: how calls are dialled, forwarded and paged.
import { CallStory } from '../../../../support/callStory.ts';
import { outsider, leg, party, talking, offered, type Case } from './scenarioStories.ts';

/** By the words of the table, in its order. */
export const dialledRows: Readonly<Record<string, readonly Case[]>> = {
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
};
