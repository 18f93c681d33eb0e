// What people do with phones, once for all connectors: every situation of the call log's table that can be played with three phones.
import type { Move, Step, Story } from './story.ts';

const busyWord = 'Busy/InACall';
const doNotDisturbWord = 'DoNotDisturb/Presenting';
const outsider = '+493012345';
const members = ['102', '103'];
const first = 'first';

function then(move: Move, ...busy: string[]): Step {
  return { moves: [move], shows: Object.fromEntries(busy.map((line) => [line, busyWord])) };
}

/** `from` calls `to`, which rings. */
function ringing(from: string, to: string, rings: readonly string[] = [to]): Step {
  return then({ do: 'dial', call: first, from, to, rings }, ...(from === outsider ? [] : [from]));
}

const talking: readonly Step[] = [ringing('101', '102'), then({ do: 'answer', call: first, by: '102' }, '101', '102')];
const over = then({ do: 'hangUp', call: first, by: '101' });
const caller = 'originated established connectionCleared';
const callee = 'delivered established connectionCleared';
const groupLog = (group: string, id: string): readonly string[] => [
  `101 outgoing answered ${id} ${group} ${id} by 102`,
  `102 incoming answered 101 ${group} ${id}`,
  `103 incoming answeredElsewhere 101 ${group} ${id} by 102`,
];
const groupWithout = (loser: string): readonly string[] => [
  '101 outgoing answered 120',
  '102 incoming answered 101',
  `103 incoming ${loser}`,
];

/** The stories by name. */
export const stories: Readonly<Record<string, Story>> = {
  'a call is answered': {
    steps: [...talking, over],
    log: ['101 outgoing answered 102', '102 incoming answered 101'],
    kinds: { '101': caller, '102': callee },
  },
  'a call from outside is answered': {
    steps: [
      ringing(outsider, '102'),
      then({ do: 'answer', call: first, by: '102' }, '102'),
      then({ do: 'hangUp', call: first, by: '102' }),
    ],
    log: [`102 incoming answered ${outsider}`],
    kinds: { '102': callee },
  },
  'the caller gives up': {
    steps: [ringing('101', '102'), then({ do: 'giveUp', call: first })], // ringing does not make busy
    log: ['101 outgoing cancelled 102', '102 incoming missed 101'],
    kinds: { '101': 'originated connectionCleared', '102': 'delivered connectionCleared' },
  },
  'the phone is busy': {
    steps: [ringing('101', '102', []), then({ do: 'refuse', call: first, by: '102', why: 'busy' })],
    log: ['101 outgoing busy 102', '102 incoming missed 101'],
    without: { causes: ['101 outgoing cancelled 102'] }, // a refusal without a word is a call that never rang
    kinds: { '101': 'originated connectionCleared', '102': 'failed connectionCleared' },
  },
  'the call is declined': {
    steps: [ringing('101', '102'), then({ do: 'refuse', call: first, by: '102', why: 'declined' })],
    log: ['101 outgoing rejected 102', '102 incoming rejected 101'],
    without: { causes: ['101 outgoing cancelled 102', '102 incoming missed 101'] },
    kinds: { '101': 'originated connectionCleared', '102': 'delivered connectionCleared' },
  },
  'a message is left': {
    steps: [
      ringing('101', '102'),
      then({ do: 'voicemail', call: first, of: '102' }, '101'),
      then({ do: 'leaveMessage', call: first, of: '102' }),
    ],
    log: ['101 outgoing voicemail 102', '102 incoming voicemail 101'],
    without: { moves: ['101 outgoing answered 102', '102 incoming missed 101'] },
    kinds: { '101': caller, '102': 'delivered diverted connectionCleared' },
    messages: { '102': 1 },
  },
  'a call is held': {
    steps: [
      ...talking,
      then({ do: 'hold', call: first, by: '102' }, '101', '102'), // hold is talk time, and stays busy
      then({ do: 'retrieve', call: first, by: '102' }, '101', '102'),
      over,
    ],
    log: ['101 outgoing answered 102', '102 incoming answered 101'],
    kinds: { '101': caller, '102': 'delivered established held retrieved connectionCleared' },
  },
  'a call is transferred blindly': {
    steps: [
      ...talking,
      then({ do: 'blindTransfer', call: first, by: '102', to: '103' }, '101'),
      then({ do: 'answer', call: first, by: '103' }, '101', '103'),
      over,
    ],
    log: ['101 outgoing answered 102 to 103', '102 incoming answered 101 to 103', '103 incoming answered 101 from 102'],
    without: {
      // Without a word on the transfer its two halves are two calls.
      moves: [
        '101 outgoing answered 102',
        '101 outgoing answered 103',
        '102 incoming answered 101',
        '103 incoming answered 101',
      ],
    },
    kinds: {
      '101': 'originated established transferred connectionCleared',
      '102': 'delivered established transferred connectionCleared',
      '103': 'delivered established transferred connectionCleared',
    },
  },
  'a call is transferred after asking': {
    steps: [
      ...talking,
      then({ do: 'consult', call: first, second: 'second', by: '102', to: '103' }, '101', '102'),
      then({ do: 'answer', call: 'second', by: '103' }, '101', '102', '103'),
      then({ do: 'completeTransfer', call: first, second: 'second', by: '102' }, '101', '103'),
      over,
    ],
    log: [
      '101 outgoing answered 102 to 103',
      '102 incoming answered 101 to 103',
      '102 outgoing answered 103',
      '103 incoming answered 102', // the enquiry ...
      '103 incoming answered 101 from 102', // ... and the transferred call
    ],
    without: {
      moves: [
        '101 outgoing answered 102',
        '101 outgoing answered 103',
        '102 incoming answered 101',
        '102 outgoing answered 103',
        '103 incoming answered 102',
        '103 incoming answered 101',
      ],
    },
    kinds: {
      '101': 'originated established transferred connectionCleared',
      '102': 'originated delivered established held transferred connectionCleared',
      '103': 'delivered established transferred connectionCleared',
    },
  },
  'a call is forwarded when nobody answers': {
    steps: [
      ringing('101', '102'),
      then({ do: 'forward', call: first, by: '102', to: '103' }, '101'),
      then({ do: 'answer', call: first, by: '103' }, '101', '103'),
      over,
    ],
    log: ['101 outgoing answered 102', '102 incoming missed 101 by 103', '103 incoming answered 101 for 102'],
    without: {
      moves: ['101 outgoing answered 102', '102 incoming missed 101 by 103', '103 incoming answered 101'],
    },
    kinds: { '101': caller, '102': 'delivered diverted connectionCleared', '103': callee },
  },
  'a call is parked and picked up': {
    steps: [
      ...talking,
      then({ do: 'park', call: first, by: '102', slot: '701' }, '101'),
      then({ do: 'pickUp', call: first, by: '103', slot: '701' }, '101', '103'),
      over,
    ],
    log: ['101 outgoing answered 102 to 103', '102 incoming answered 101 to 701', '103 incoming answered 101 from 102'],
    without: { moves: ['101 outgoing answered 102', '102 incoming answered 101', '103 outgoing answered 701'] },
    kinds: {
      '101': 'originated established parked unparked connectionCleared',
      '102': 'delivered established parked connectionCleared',
      '103': 'originated unparked connectionCleared',
    },
  },
  'a queue finds somebody': {
    steps: [
      then({ do: 'dial', call: first, from: '101', to: '600', rings: members, group: 'queue' }, '101'),
      then({ do: 'answer', call: first, by: '102' }, '101', '102'),
      over,
    ],
    log: groupLog('queue', '600'),
    without: {
      // Nobody says that the phones rang for one and the same caller.
      causes: ['101 outgoing answered 600', '102 incoming answered 101', '103 incoming missed 101'],
      groups: ['101 outgoing answered 600', '102 incoming answered 101', '103 incoming answeredElsewhere 101'],
    },
    kinds: {
      '101': 'originated queued established connectionCleared',
      '102': callee,
      '103': 'delivered connectionCleared',
    },
  },
  'the caller leaves the queue': {
    steps: [
      then({ do: 'dial', call: first, from: '101', to: '600', rings: members, group: 'queue' }, '101'),
      then({ do: 'giveUp', call: first }),
    ],
    log: [
      '101 outgoing cancelled 600 queue 600',
      '102 incoming missed 101 queue 600',
      '103 incoming missed 101 queue 600',
    ],
    without: {
      groups: ['101 outgoing answered 600', '102 incoming missed 101', '103 incoming missed 101'],
    },
    kinds: {
      '101': 'originated queued connectionCleared',
      '102': 'delivered connectionCleared',
      '103': 'delivered connectionCleared',
    },
  },
  'a ring group is called': {
    steps: [
      then({ do: 'dial', call: first, from: '101', to: '120', rings: members, group: 'ringGroup' }, '101'),
      then({ do: 'answer', call: first, by: '102' }, '101', '102'),
      over,
    ],
    log: groupLog('ringGroup', '120'),
    without: { groups: groupWithout('answeredElsewhere 101 by 102') },
    kinds: { '101': caller, '102': callee, '103': 'delivered connectionCleared' },
  },
  'a shared line is called': {
    steps: [
      ringing('101', '120', members),
      then({ do: 'answer', call: first, by: '103' }, '101', '103'),
      then({ do: 'hangUp', call: first, by: '103' }),
    ],
    log: [
      '101 outgoing answered 120 ringGroup 120 by 103',
      '102 incoming answeredElsewhere 101 ringGroup 120 by 103',
      '103 incoming answered 101 ringGroup 120',
    ],
    without: {
      groups: ['101 outgoing answered 120', '102 incoming answeredElsewhere 101 by 103', '103 incoming answered 101'],
    },
    kinds: { '101': caller, '102': 'delivered connectionCleared', '103': callee },
  },
  'somebody wants no calls': {
    steps: [
      { moves: [{ do: 'doNotDisturb', line: '102', isOn: true }], shows: { '102': doNotDisturbWord } },
      {
        moves: [
          { do: 'dial', call: first, from: '101', to: '102', rings: [] },
          { do: 'refuse', call: first, by: '102', why: 'doNotDisturb' },
        ],
        shows: { '102': doNotDisturbWord },
      },
      { moves: [{ do: 'doNotDisturb', line: '102', isOn: false }], shows: {} },
    ],
    log: ['101 outgoing busy 102', '102 incoming missed 101'],
    without: { causes: ['101 outgoing cancelled 102'] },
    kinds: { '101': 'originated connectionCleared', '102': 'failed connectionCleared' },
    fleeting: ['101'],
  },
};
