// CSTA events about what people set on their phones, and about phones that come and go -> normalised events.
import type { ForwardingType } from '#shared/domain/call';
import { childOf, textAt, type XmlNode } from '../xml/parseXml.ts';
import { deviceAt, parseDeviceId } from './deviceId.ts';
import type { Handler, MapContext } from './mapContext.ts';
import { flagAt } from './message.ts';

const forwardingTypes: Readonly<Record<string, ForwardingType>> = {
  forwardimmediate: 'immediate',
  forwardbusy: 'busy',
  forwardbusyint: 'busy',
  forwardbusyext: 'busy',
  forwardnoans: 'noAnswer',
  forwardnoansint: 'noAnswer',
  forwardnoansext: 'noAnswer',
  forwardimmint: 'immediate',
  forwardimmext: 'immediate',
};

/** The words of SetForwarding. */
export const forwardingWord: Readonly<Record<ForwardingType, string>> = {
  immediate: 'forwardImmediate',
  busy: 'forwardBusy',
  noAnswer: 'forwardNoAns',
};

function lineOf(context: MapContext, event: XmlNode, name: string): string | undefined {
  const device = deviceAt(event, name);
  return device === undefined ? undefined : context.lineOf(device);
}

const onDoNotDisturb: Handler = (context, event) => {
  const isOn = flagAt(event, 'doNotDisturbOn');
  const deviceId = lineOf(context, event, 'device');
  if (isOn === undefined || deviceId === undefined) return;
  tellDoNotDisturb(context, deviceId, isOn);
};

/** Do-not-disturb as an event or as the answer to a question. */
export function tellDoNotDisturb(context: MapContext, deviceId: string, isOn: boolean): void {
  context.emit({ kind: 'userState', deviceId, state: isOn ? 'doNotDisturb' : 'available' });
}

const onForwarding: Handler = (context, event) => {
  const deviceId = lineOf(context, event, 'device');
  const isOn = flagAt(event, 'forwardStatus');
  // The type is optional: without one the whole device is forwarded.
  const word = (textAt(event, 'forwardingType') ?? 'forwardImmediate').toLowerCase();
  const forwardingType = Object.hasOwn(forwardingTypes, word) ? forwardingTypes[word] : undefined;
  if (deviceId === undefined || isOn === undefined || forwardingType === undefined) return;
  const to = parseDeviceId(textAt(event, 'forwardTo') ?? textAt(event, 'forwardDN') ?? '')?.deviceId;
  const forwardTo = isOn && to !== undefined ? { forwardTo: to } : {};
  context.emit({ kind: 'forwarding', deviceId, forwardingType, isOn, ...forwardTo });
};

const onMessageWaiting: Handler = (context, event) => {
  const waiting = flagAt(event, 'messageWaitingOn');
  const deviceId = lineOf(context, event, 'targetDevice');
  if (waiting === undefined || deviceId === undefined) return;
  learnMailbox(context, event);
  tellMessageWaiting(context, deviceId, waiting);
};

/** The lamp; CSTA has no counts for it (spec pbx G). */
export function tellMessageWaiting(context: MapContext, deviceId: string, waiting: boolean): void {
  context.emit({ kind: 'messageWaiting', deviceId, waiting, newMessages: 0, oldMessages: 0, hasCounts: false });
}

/** The device that keeps the messages is a mailbox: calls it answers went to voicemail. */
function learnMailbox(context: MapContext, event: XmlNode): void {
  const element = childOf(event, 'deviceForMessage');
  const device = deviceAt(event, 'deviceForMessage') ?? parseDeviceId(element?.text ?? '');
  if (device !== undefined && !context.watched.has(device.key)) context.learnVoicemail(device.deviceId);
}

function onService(registered: boolean): Handler {
  return (context, event) => {
    const deviceId = lineOf(context, event, 'device');
    if (deviceId !== undefined) context.emit({ kind: 'registration', deviceId, registered });
  };
}

/** Handlers by message name. */
export const deviceHandlers: Readonly<Record<string, Handler>> = {
  DoNotDisturbEvent: onDoNotDisturb,
  ForwardingEvent: onForwarding,
  MessageWaitingEvent: onMessageWaiting,
  OutOfServiceEvent: onService(false),
  BackInServiceEvent: onService(true),
};
