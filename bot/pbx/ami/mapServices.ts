// AMI messages about hold, transfer, park, queue and the end of legs -> normalised events.
import type { Party } from '#shared/domain/call';
import { partyOf, type AmiChannel, type Fields } from './amiChannel.ts';
import { clearCause, originateFailure } from './causes.ts';
import type { Handler, MapContext } from './mapContext.ts';
import { tookVoicemail } from './mapDial.ts';

const onHold: Handler = (context, fields) => {
  const channel = context.channelOf(fields);
  if (channel !== undefined) context.leg(channel, { kind: 'held' });
};

const onUnhold: Handler = (context, fields) => {
  const channel = context.channelOf(fields);
  if (channel !== undefined) context.leg(channel, { kind: 'retrieved' });
};

const onBlindTransfer: Handler = (context, fields) => {
  if (fields.Result !== 'Success') return;
  const by = context.channelOf(fields, 'Transferer');
  const moved = context.channelOf(fields, 'Transferee');
  if (by === undefined || moved === undefined) return;
  const target: Party = { number: fields.Extension ?? '' };
  const party = partyOf(by);
  context.leg(by, { kind: 'transferred', role: 'transferring', transferKind: 'singleStep', other: target });
  context.leg(moved, {
    kind: 'transferred',
    role: 'transferred',
    transferKind: 'singleStep',
    other: target,
    transferringParty: party,
  });
  moved.transferredBy = { party, uniqueId: by.uniqueId };
  moved.dialled = [];
};

const onAttendedTransfer: Handler = (context, fields) => {
  if (fields.Result !== 'Success') return;
  const by = context.channelOf(fields, 'OrigTransferer');
  const moved = context.channelOf(fields, 'Transferee');
  const target = context.channelOf(fields, 'TransferTarget');
  if (by === undefined || moved === undefined) return;
  const other = target === undefined ? {} : { other: partyOf(target) };
  const transferringParty = partyOf(by);
  const common = { kind: 'transferred', transferKind: 'consultation' } as const;
  context.leg(by, { ...common, role: 'transferring', ...other });
  context.leg(moved, { ...common, role: 'transferred', ...other, transferringParty });
  if (target !== undefined) {
    context.leg(target, { ...common, role: 'target', other: partyOf(moved), transferringParty });
  }
};

/** `PJSIP/102` of ParkerDialString as a party. */
function parkerOf(context: MapContext, fields: Fields): Party | undefined {
  const dialString = fields.ParkerDialString ?? '';
  const slash = dialString.indexOf('/');
  if (slash < 0) return undefined;
  const deviceId = dialString.slice(slash + 1);
  const known = [...context.channels.values()].find((channel) => channel.deviceId === deviceId);
  return known === undefined ? { number: deviceId, deviceId } : partyOf(known);
}

const onParkedCall: Handler = (context, fields) => {
  const parked = context.channelOf(fields, 'Parkee');
  if (parked === undefined) return;
  const slot = fields.ParkingSpace ?? '';
  const parker = parked.transferredBy === undefined ? undefined : context.channels.get(parked.transferredBy.uniqueId);
  parked.transferredBy = undefined;
  context.leg(parked, { kind: 'parked', role: 'parked', parkedAt: slot });
  if (parker !== undefined) context.leg(parker, { kind: 'parked', role: 'parker', parkedAt: slot });
};

const onUnParkedCall: Handler = (context, fields) => {
  const parked = context.channelOf(fields, 'Parkee');
  const retriever = context.channelOf(fields, 'Retriever');
  if (parked === undefined || retriever === undefined) return;
  const parkedAt = fields.ParkingSpace ?? '';
  const parkedBy = parkerOf(context, fields);
  const by = parkedBy === undefined ? {} : { parkedBy };
  retriever.isTalking = true;
  retriever.role = 'terminating';
  context.leg(parked, { kind: 'unparked', role: 'parked', parkedAt, other: partyOf(retriever), ...by });
  context.leg(retriever, { kind: 'unparked', role: 'retriever', parkedAt, other: partyOf(parked), ...by });
};

const onQueueCallerJoin: Handler = (context, fields) => {
  const channel = context.channelOf(fields);
  if (channel === undefined) return;
  const name = fields.Queue ?? '';
  channel.queue = { kind: 'queue', id: channel.exten === '' ? name : channel.exten, name };
  context.leg(channel, { kind: 'queued', queue: channel.queue });
};

/** A message was left; a mailbox reached without any phone ringing is known only from here. */
const onMessageWaiting: Handler = (context, fields) => {
  const mailbox = (fields.Mailbox ?? '').split('@')[0] ?? '';
  if (mailbox === '') return;
  const depositor = fields.Uniqueid === undefined ? undefined : context.channels.get(fields.Uniqueid);
  if (depositor !== undefined) tookVoicemail(context, depositor, mailbox);
  context.emit({
    kind: 'messageWaiting',
    deviceId: mailbox,
    waiting: fields.Waiting === '1',
    newMessages: countOf(fields.New),
    oldMessages: countOf(fields.Old),
  });
};

/** A count header; anything else than a small number is 0. */
export function countOf(value: string | undefined): number {
  return value !== undefined && /^\d{1,6}$/.test(value) ? Number(value) : 0;
}

const onHangup: Handler = (context, fields) => {
  const channel = context.channelOf(fields);
  if (channel === undefined) return;
  context.channels.delete(channel.uniqueId);
  context.orders.delete(channel.uniqueId);
  for (const leg of channel.dialled) if (leg.dialledBy === channel) leg.dialledBy = undefined;
  if (channel.role === undefined) return;
  if (channel.role === 'originating') tellUnrung(context, channel, fields.Cause);
  context.leg(channel, {
    kind: 'connectionCleared',
    cause: clearCause(fields.Cause, channel.dialStatus, channel.isTalking),
  });
};

/**
 * A call to an extension that the dial plan refused without ringing it (do not disturb, signed out): the extension's user
 * has missed it. Numbers that are no extension of anybody are told as well; only the heart knows who owns what.
 */
function tellUnrung(context: MapContext, caller: AmiChannel, q850: string | undefined): void {
  const isRefused = q850 === '17' && !caller.isUp && caller.dialled.length === 0;
  if (!isRefused || caller.exten === '' || caller.exten === 's') return;
  const ids = {
    globalCallId: caller.globalCallId,
    connectionId: `${caller.uniqueId}:${caller.exten}`,
    deviceId: caller.exten,
  };
  context.emit({ ...ids, kind: 'offered', calling: partyOf(caller) });
  context.emit({ ...ids, kind: 'failed', cause: 'busy' });
  context.emit({ ...ids, kind: 'connectionCleared', cause: 'busy' });
}

/** The result of an order of ours: whether the own phone was picked up. The call behind it tells its own end. */
const onOriginateResponse: Handler = (context, fields) => {
  const id = fields.ActionID ?? '';
  const order = context.placed.get(id);
  if (order === undefined) return;
  context.placed.delete(id);
  if (fields.Response !== 'Failure') return;
  context.orders.delete(id);
  const { requestId, deviceId } = order;
  context.emit({ kind: 'orderFailed', requestId, deviceId, cause: originateFailure(fields.Reason) });
};

/** Handlers by message name. */
export const serviceHandlers: Readonly<Record<string, Handler>> = {
  Hold: onHold,
  Unhold: onUnhold,
  BlindTransfer: onBlindTransfer,
  AttendedTransfer: onAttendedTransfer,
  ParkedCall: onParkedCall,
  UnParkedCall: onUnParkedCall,
  QueueCallerJoin: onQueueCallerJoin,
  MessageWaiting: onMessageWaiting,
  OriginateResponse: onOriginateResponse,
  Hangup: onHangup,
};

/** Exported for the snapshot: forgets a channel that is gone without a Hangup. */
export function forget(context: MapContext, channel: AmiChannel): void {
  context.channels.delete(channel.uniqueId);
  context.orders.delete(channel.uniqueId);
}
