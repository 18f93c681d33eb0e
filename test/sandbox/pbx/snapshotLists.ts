// Answers the list actions a connector sends at start: what is going on right now, item by item.
import { channelFields, type Fields, packetText } from './amiText.ts';
import type { AmiAction } from './amiFrames.ts';
import { idField } from './amiSession.ts';
import type { Channel } from './channel.ts';
import { codesOf, deviceStateOf, groupStateOf, hintStateOf, phoneHint } from './phoneBook.ts';
import { memberFields, type Switchboard } from './switchboard.ts';

interface ListAnswer {
  readonly message: string;
  readonly complete: string;
  readonly items: readonly string[];
  readonly moreAtEnd?: Fields;
}

type ListMaker = (board: Switchboard, action: AmiAction) => ListAnswer;

const lists: Readonly<Record<string, ListMaker>> = {
  coreshowchannels: coreShowChannels,
  extensionstatelist: extensionStateList,
  devicestatelist: deviceStateList,
  presencestatelist: presenceStateList,
  queuestatus: queueStatus,
  parkedcalls: parkedCalls,
};

/** The packets that answer a list action, or null when `action` is none. */
export function listAnswer(board: Switchboard, action: AmiAction): readonly string[] | null {
  if (!Object.hasOwn(lists, action.name)) return null;
  const answer = lists[action.name]?.(board, action);
  if (answer === undefined) return null;
  const start = packetText([
    ['Response', 'Success'],
    ...idField(action),
    ['EventList', 'start'],
    ['Message', answer.message],
  ]);
  const end = packetText([
    ['Event', answer.complete],
    ...idField(action),
    ['EventList', 'Complete'],
    ['ListItems', answer.items.length],
    ...(answer.moreAtEnd ?? []),
  ]);
  return [start, ...answer.items, end];
}

function coreShowChannels(board: Switchboard, action: AmiAction): ListAnswer {
  const items = [...board.channels.values()].map((channel) => item('CoreShowChannel', action, channelItem(channel)));
  return { message: 'Channels will follow', complete: 'CoreShowChannelsComplete', items };
}

function channelItem(channel: Channel): Fields {
  const seconds = Math.floor((Date.now() - channel.openedAtMs) / 1000);
  const pad = (value: number) => String(value).padStart(2, '0');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(pad).join(':');
  return [
    ...channelFields(channel),
    ['Application', channel.application.name],
    ['ApplicationData', channel.application.data],
    ['Duration', clock],
    ['BridgeId', channel.bridge?.id ?? ''],
  ];
}

function extensionStateList(board: Switchboard, action: AmiAction): ListAnswer {
  const { book } = board;
  const hint = (exten: string, text: string, codes: { status: number; text: string }, context = board.context) =>
    item('ExtensionStatus', action, [
      ['Exten', exten],
      ['Context', context],
      ['Hint', text],
      ['Status', codes.status],
      ['StatusText', codes.text],
    ]);
  const phones = [...book.phones.values()].map((p) => hint(p.extension, phoneHint(p), codesOf(hintStateOf(p))));
  const groups = [...book.ringGroups.values()].map((group) => {
    const members = book.membersOf(group);
    return hint(group.extension, members.map((m) => m.device).join('&'), codesOf(groupStateOf(members)));
  });
  const slots = book.parkingSlots.map((slot) =>
    hint(slot, `park:${slot}@parkedcalls`, codesOf(board.parked.has(slot) ? 'INUSE' : 'NOT_INUSE'), 'parkedcalls'),
  );
  return {
    message: 'Extension Statuses will follow',
    complete: 'ExtensionStateListComplete',
    items: [...phones, ...groups, ...slots],
  };
}

function deviceStateList(board: Switchboard, action: AmiAction): ListAnswer {
  const device = (name: string, state: string) =>
    item('DeviceStateChange', action, [
      ['Device', name],
      ['State', state],
    ]);
  const items: string[] = [];
  for (const phone of board.book.phones.values()) {
    items.push(device(phone.device, deviceStateOf(phone)));
    if (phone.doNotDisturb) items.push(device(`Custom:DND${phone.extension}`, 'BUSY'));
    items.push(device(`MWI:${phone.extension}@default`, phone.mailbox.newMessages > 0 ? 'INUSE' : 'NOT_INUSE'));
  }
  return { message: 'Device State Changes will follow', complete: 'DeviceStateListComplete', items };
}

function presenceStateList(board: Switchboard, action: AmiAction): ListAnswer {
  const items = [...board.book.phones.values()].flatMap(({ extension, presence }) =>
    presence === undefined
      ? []
      : item('PresenceStateChange', action, [
          ['Presentity', `CustomPresence:${extension}`],
          ['Status', presence],
          ['Subtype', ''],
          ['Message', ''],
        ]),
  );
  return { message: 'Presence State Changes will follow', complete: 'PresenceStateListComplete', items };
}

function queueStatus(board: Switchboard, action: AmiAction): ListAnswer {
  const wanted = action.headers.get('queue');
  const queues = [...board.book.queues.values()].filter((queue) => wanted === undefined || wanted === queue.name);
  const items = queues.flatMap((queue) => [
    packetText([['Event', 'QueueParams'], ['Queue', queue.name], ...queueParams, ...idField(action)]),
    ...board.book
      .membersOf(queue)
      .map((phone) =>
        packetText([
          ['Event', 'QueueMember'],
          ['Queue', queue.name],
          ['Name', phone.name],
          ['Location', phone.device],
          ...memberFields(phone, board.loginTime, false),
          ...idField(action),
        ]),
      ),
  ]);
  return { message: 'Queue status will follow', complete: 'QueueStatusComplete', items };
}

const queueParams: Fields = [
  ['Max', 0],
  ['Strategy', 'ringall'],
  ['Calls', 0],
  ['Holdtime', 0],
  ['TalkTime', 0],
  ['Completed', 0],
  ['Abandoned', 0],
  ['ServiceLevel', 0],
  ['ServicelevelPerf', '0.0'],
  ['ServicelevelPerf2', '0.0'],
  ['Weight', 0],
];

function parkedCalls(board: Switchboard, action: AmiAction): ListAnswer {
  const items = [...board.parked].map(([slot, parked]) =>
    item('ParkedCall', action, [
      ...channelFields(parked.parkee, 'Parkee'),
      ['ParkerDialString', parked.parker?.device ?? ''],
      ['Parkinglot', 'default'],
      ['ParkingSpace', slot],
      ['ParkingTimeout', 45],
      ['ParkingDuration', Math.floor((Date.now() - parked.at) / 1000)],
    ]),
  );
  return {
    message: 'Parked calls will follow',
    complete: 'ParkedCallsComplete',
    items,
    moreAtEnd: [['Total', items.length]],
  };
}

function item(name: string, action: AmiAction, fields: Fields): string {
  return packetText([['Event', name], ...idField(action), ...fields]);
}
