// AMI messages about phones and what people set on them -> registration and user-state events, changes only.
import { userStateOf } from './causes.ts';
import { countOf } from './mapServices.ts';
import type { Handler, MapContext } from './mapContext.ts';

const statusUnavailable = 4;

function tellRegistration(context: MapContext, deviceId: string, registered: boolean): void {
  if (!changed(context, `registered ${deviceId}`, String(registered))) return;
  context.emit({ kind: 'registration', deviceId, registered });
}

function changed(context: MapContext, key: string, value: string): boolean {
  if (context.deviceFacts.get(key) === value) return false;
  context.deviceFacts.set(key, value);
  return true;
}

const onExtensionStatus: Handler = (context, fields) => {
  const status = Number(fields.Status);
  const deviceId = fields.Exten;
  // Negative: the hint was removed. Park slots and feature codes have hints too; nobody owns them, so the heart drops them.
  if (deviceId === undefined || !Number.isInteger(status) || status < 0) return;
  tellRegistration(context, deviceId, status !== statusUnavailable);
};

const onDeviceStateChange: Handler = (context, fields) => {
  const deviceId = context.device.exec(`${fields.Device ?? ''}-0`)?.[1];
  if (deviceId === undefined || fields.State === undefined) return;
  if (fields.State === 'UNKNOWN' || fields.State === 'INVALID') return;
  tellRegistration(context, deviceId, fields.State !== 'UNAVAILABLE');
};

const onPresence: Handler = (context, fields) => {
  const deviceId = fields.Exten ?? /:([^:@]+)/.exec(fields.Presentity ?? '')?.[1];
  const state = userStateOf(fields.Status ?? '');
  if (deviceId === undefined || state === undefined) return;
  if (!changed(context, `user ${deviceId}`, state)) return;
  context.emit({ kind: 'userState', deviceId, state });
};

/** Counts of a mailbox, as the answer to MailboxCount at start. */
export const onMailboxCount: Handler = (context, fields) => {
  const deviceId = (fields.Mailbox ?? '').split('@')[0] ?? '';
  if (deviceId === '' || fields.NewMessages === undefined) return;
  const newMessages = countOf(fields.NewMessages);
  context.emit({
    kind: 'messageWaiting',
    deviceId,
    waiting: newMessages > 0,
    newMessages,
    oldMessages: countOf(fields.OldMessages),
  });
};

/** The lamp of a mailbox is off; how many old messages it holds was not told. */
export function tellDarkMailbox(context: MapContext, mailbox: string): void {
  const deviceId = mailbox.split('@')[0] ?? '';
  context.emit({ kind: 'messageWaiting', deviceId, waiting: false, newMessages: 0, oldMessages: 0, hasCounts: false });
}

/** Handlers by message name. */
export const deviceHandlers: Readonly<Record<string, Handler>> = {
  ExtensionStatus: onExtensionStatus,
  DeviceStateChange: onDeviceStateChange,
  PresenceStatus: onPresence,
  PresenceStateChange: onPresence,
};
