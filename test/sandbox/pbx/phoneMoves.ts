// What a person does to a phone apart from calls: do not disturb, and losing or finding its registration.
import { codesOf, deviceStateOf, hintStateOf, phoneHint } from './phoneBook.ts';
import type { Switchboard } from './switchboard.ts';

/** `*78` / `*79`: Busy in the hint, dnd in the presence state; only the second tells it from a call. */
export function setDoNotDisturb(board: Switchboard, extension: string, on: boolean): void {
  setDeviceBusy(board, extension, on);
  setPresence(board, extension, on ? 'dnd' : 'available');
}

/** The device state `Custom:DNDx`; nothing is told when it is that already. */
export function setDeviceBusy(board: Switchboard, extension: string, on: boolean): void {
  const phone = board.book.phone(extension);
  if (phone.doNotDisturb === on) return;
  phone.doNotDisturb = on;
  board.emit('call', 'DeviceStateChange', [
    ['Device', `Custom:DND${extension}`],
    ['State', on ? 'BUSY' : 'NOT_INUSE'],
  ]);
  board.tellHint(extension, phoneHint(phone), codesOf(hintStateOf(phone)));
}

/** The presence state `CustomPresence:x`, in Asterisk's words. */
export function setPresence(board: Switchboard, extension: string, status: string): void {
  const phone = board.book.phone(extension);
  if ((phone.presence ?? 'not_set') === status) return;
  phone.presence = status;
  const presence = [
    ['Status', status],
    ['Subtype', ''],
    ['Message', ''],
  ] as const;
  board.emit('call', 'PresenceStateChange', [['Presentity', `CustomPresence:${extension}`], ...presence]);
  board.emit('call', 'PresenceStatus', [
    ['Exten', extension],
    ['Context', board.context],
    ['Hint', phoneHint(phone)],
    ...presence,
  ]);
}

/** The phone registers or drops out. */
export function setRegistered(board: Switchboard, extension: string, registered: boolean): void {
  const phone = board.book.phone(extension);
  if (phone.registered === registered) return;
  phone.registered = registered;
  board.emit('system', 'ContactStatus', [
    ['URI', `sip:${extension}@phone.example.test`],
    ['ContactStatus', registered ? 'NonQualified' : 'Removed'],
    ['AOR', extension],
    ['EndpointName', extension],
    ['RoundtripUsec', 0],
  ]);
  if (deviceStateOf(phone) !== phone.shownState) board.touch(phone);
}
