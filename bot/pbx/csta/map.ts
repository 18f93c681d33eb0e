// Turns the messages of one CSTA PBX into normalised events; keeps the calls it needs to know for that, does no I/O.
import type { PbxEvent } from '#shared/domain/call';
import type { XmlNode } from '../xml/parseXml.ts';
import { isOpenLeg, type CstaLeg } from './cstaCall.ts';
import { parseDeviceId, type CstaDevice } from './deviceId.ts';
import { endLimbo } from './endCall.ts';
import { callHandlers, onOrderPlaced } from './mapCalls.ts';
import { MapContext, type Handler } from './mapContext.ts';
import { deviceHandlers, tellDoNotDisturb, tellMessageWaiting } from './mapDevices.ts';
import { divertHandlers } from './mapDivert.ts';
import { endHandlers } from './mapEnds.ts';
import type { WatchedLine } from './monitors.ts';
import { ringingHandlers } from './mapRinging.ts';
import { transferHandlers } from './mapTransfer.ts';
import { alignDevice, unknownCalls, type CallParties, type DeviceCall } from './snapshot.ts';

const handlers: Readonly<Record<string, Handler>> = {
  ...callHandlers,
  ...ringingHandlers,
  ...endHandlers,
  ...divertHandlers,
  ...transferHandlers,
  ...deviceHandlers,
};

/** One mapper per PBX, alive across reconnects. Every method returns the events it makes, in order. */
export class CstaMapper {
  private readonly context: MapContext;

  /** Devices of `voicemailDevices` are mailboxes; others are learnt from the message-waiting events. */
  constructor(pbxId: string, voicemailDevices: readonly string[] = []) {
    this.context = new MapContext(pbxId, voicemailDevices);
  }

  /** The events of one CSTA event message; none for messages of no interest. `receivedAt` in ms since the epoch. */
  map(event: XmlNode, receivedAt: number): readonly PbxEvent[] {
    this.context.begin(receivedAt);
    if (Object.hasOwn(handlers, event.name)) handlers[event.name]?.(this.context, event);
    return this.context.take();
  }

  /** A monitor runs for this line, which the PBX writes as `text` (a device template filled in). */
  watch(lineId: string, text: string): void {
    const device = deviceOf(lineId, text);
    this.context.watched.set(device.key, lineId);
    this.context.watched.set(device.deviceId, lineId);
  }

  /** The line is heard of no more: its legs end here, their real end will not be seen. */
  unwatch(lineId: string, text: string, receivedAt: number): readonly PbxEvent[] {
    const device = deviceOf(lineId, text);
    this.context.begin(receivedAt);
    alignDevice(this.context, device, [], new Map());
    this.context.watched.delete(device.key);
    this.context.watched.delete(device.deviceId);
    return this.context.take();
  }

  /** The link went up or down. */
  link(up: boolean, receivedAt: number): readonly PbxEvent[] {
    this.context.begin(receivedAt);
    if (!up) this.context.session += 1;
    this.context.emit({ kind: 'link', up });
    return this.context.take();
  }

  /** Lines with a monitor that have a call. */
  linesInCalls(): readonly string[] {
    const lines = new Set<string>();
    for (const call of this.context.calls.values()) {
      for (const leg of call.legs) if (isOpenLeg(leg) && this.context.isWatched(leg)) lines.add(leg.deviceId);
    }
    return [...lines];
  }

  /** A told leg as the PBX knows it now, a transfer may have given it another call id; undefined once it is gone. */
  connectionOf(deviceId: string, connectionId: string): { readonly callId: string; readonly key: string } | undefined {
    for (const { callId, isOver, legs } of this.context.calls.values()) {
      const isWanted = ({ connectionId: id, deviceId: at }: CstaLeg): boolean => id === connectionId && at === deviceId;
      const leg = isOver ? undefined : legs.find((each) => isWanted(each) && isOpenLeg(each));
      if (leg !== undefined) return { callId, key: leg.key };
    }
    return undefined;
  }

  /** Calls of a device's snapshot whose parties should be asked for. */
  unknownCalls(lineId: string, text: string, calls: readonly DeviceCall[]): readonly string[] {
    return unknownCalls(this.context, deviceOf(lineId, text), calls);
  }

  /** The snapshot of one device. */
  deviceSnapshot(
    line: WatchedLine,
    calls: readonly DeviceCall[],
    parties: ReadonlyMap<string, CallParties>,
    receivedAt: number,
  ): readonly PbxEvent[] {
    this.context.begin(receivedAt);
    alignDevice(this.context, deviceOf(line.lineId, line.text), calls, parties);
    return this.context.take();
  }

  /** Gives up calls that nobody can tell the end of. */
  expire(receivedAt: number): readonly PbxEvent[] {
    this.context.begin(receivedAt);
    endLimbo(this.context);
    return this.context.take();
  }

  /** Every device has told its calls: legs of the heart that are in none of them have ended. */
  snapshot(receivedAt: number): readonly PbxEvent[] {
    this.context.begin(receivedAt);
    endLimbo(this.context);
    const liveConnectionIds: string[] = [];
    for (const call of this.context.calls.values()) {
      for (const leg of call.legs) if (isOpenLeg(leg)) liveConnectionIds.push(leg.connectionId);
    }
    this.context.emit({ kind: 'snapshot', liveConnectionIds });
    return this.context.take();
  }

  /** The answer to GetDoNotDisturb. */
  doNotDisturb(lineId: string, isOn: boolean, receivedAt: number): readonly PbxEvent[] {
    this.context.begin(receivedAt);
    tellDoNotDisturb(this.context, lineId, isOn);
    return this.context.take();
  }

  /** The answer to GetMessageWaitingIndicator. */
  messageWaiting(lineId: string, waiting: boolean, receivedAt: number): readonly PbxEvent[] {
    this.context.begin(receivedAt);
    tellMessageWaiting(this.context, lineId, waiting);
    return this.context.take();
  }

  /** The PBX took an order to dial `called` from a line, and gave it a call id. */
  orderPlaced(line: WatchedLine, callId: string, called: string, receivedAt: number): readonly PbxEvent[] {
    this.context.begin(receivedAt);
    onOrderPlaced(this.context, callId, deviceOf(line.lineId, line.text), called);
    return this.context.take();
  }
}

function deviceOf(lineId: string, text: string): CstaDevice {
  return parseDeviceId(text) ?? { deviceId: lineId, key: lineId };
}
