// The calls of the sandbox CSTA PBX and the events they make. Written after ECMA-269 and the samples of the survey; no vendor's PBX
// has been tried, and a real one may tell less, more, or in another order.
import type { Content } from './cstaWire.ts';
import type { CstaSession } from './CstaSession.ts';

/** A call: who is in it, and how. */
export interface SimCall {
  readonly callId: string;
  readonly calling: string;
  readonly called: string;
  readonly states: Map<string, string>;
}

/** How events come out of line. */
export type Disturbance = 'none' | 'repeated' | 'reordered';

interface Pending {
  readonly session: CstaSession;
  readonly crossRef: string;
  readonly name: string;
  readonly content: Content;
}

/** Calls, devices and their monitors. */
export class CstaSwitch {
  readonly devices: readonly string[];
  readonly sessions = new Set<CstaSession>();
  readonly doNotDisturb = new Set<string>();
  readonly calls = new Map<string, SimCall>();
  disturbance: Disturbance = 'none';
  onOrder: (call: SimCall) => void = () => undefined;
  /** An application controls a connection; its request was granted. */
  onControl: (service: string, call: SimCall, device: string) => void = () => undefined;
  private readonly writeDevice: (device: string) => string;
  private callCount = 4710;
  private crossRefCount = 76;
  private pending: Pending[] = [];

  constructor(devices: readonly string[], writeDevice: (device: string) => string) {
    this.devices = devices;
    this.writeDevice = writeDevice;
  }

  /** The device behind any way of writing it. */
  lineOf(text: string): string {
    return /<([^<>!]*)/.exec(text)?.[1] ?? text;
  }

  nextCrossRef(): string {
    this.crossRefCount += 1;
    return String(this.crossRefCount);
  }

  newCall(calling: string, called: string): SimCall {
    this.callCount += 1;
    const call: SimCall = { callId: String(this.callCount), calling, called, states: new Map() };
    call.states.set(calling, 'initiated');
    this.calls.set(call.callId, call);
    return call;
  }

  /** Everything is lost and counting begins again, as after a power cut. */
  restart(): void {
    this.calls.clear();
    this.callCount = 0;
    this.crossRefCount = 0;
  }

  connection(call: SimCall, device: string): Content {
    return [
      ['callID', call.callId],
      ['deviceID', this.writeDevice(device)],
    ];
  }

  device(device: string | undefined): Content {
    return device === undefined ? [['notRequired', '']] : [['deviceIdentifier', this.writeDevice(device)]];
  }

  parties(call: SimCall, lastRedirection?: string): readonly (readonly [string, Content])[] {
    const isHidden = call.calling === 'restricted';
    const isOutside = !isHidden && call.calling.startsWith('+');
    return [
      ['callingDevice', isHidden ? [['restricted', '']] : this.device(call.calling)],
      ['calledDevice', this.device(call.called)],
      ['lastRedirectionDevice', this.device(lastRedirection)],
      ...(isOutside ? [['networkCallingDevice', this.device(call.calling)] as const] : []),
    ];
  }

  /** Tells every monitor of a device that is in the call, or named besides. */
  tell(call: SimCall, name: string, content: readonly (readonly [string, Content])[], ...besides: string[]): void {
    const concerned = new Set([...call.states.keys(), ...besides]);
    for (const session of this.sessions) {
      for (const [crossRef, device] of session.monitors) {
        if (!concerned.has(device)) continue;
        const state = call.states.get(device) ?? 'null';
        this.pending.push({ session, crossRef, name, content: [...content, ['localConnectionInfo', state]] });
      }
    }
    if (this.disturbance !== 'reordered') this.flush();
  }

  /** Sends what waits: events of one step come from several monitors, and nothing orders these among each other. */
  flush(): void {
    const pending = this.disturbance === 'reordered' ? byMonitor(this.pending) : this.pending;
    this.pending = [];
    const times = this.disturbance === 'repeated' ? 2 : 1;
    for (let time = 0; time < times; time += 1) {
      for (const { session, crossRef, name, content } of pending) {
        const parts = typeof content === 'string' ? [] : content;
        session.send('9999', name, [['monitorCrossRefID', crossRef], ...parts]);
      }
    }
  }

  deviceSnapshot(device: string): Content {
    const calls = [...this.calls.values()].filter((call) => call.states.has(device));
    const items = calls.map((call): readonly [string, Content] => {
      const others = [...call.states].filter(([each]) => each !== device).map(([, state]) => state);
      const states = [call.states.get(device) ?? 'null', ...others];
      return [
        'snapshotDeviceResponseInfo',
        [
          ['connectionIdentifier', this.connection(call, device)],
          ['localCallState', [['compoundCallState', states.map((state) => ['localConnectionState', state] as const)]]],
        ],
      ];
    });
    return [['crossRefIDorSnapshotData', [['snapshotData', items]]]];
  }

  callSnapshot(callId: string): Content {
    const call = this.calls.get(callId);
    if (call === undefined) return [['crossRefIDorSnapshotData', [['snapshotData', []]]]];
    const items = [...call.states].map(([device, state]): readonly [string, Content] => [
      'snapshotCallResponseInfo',
      [
        ['deviceOnCall', this.device(device)],
        ['callIdentifier', this.connection(call, device)],
        ['localConnectionInfo', state],
      ],
    ]);
    const data: readonly [string, Content] = ['crossRefIDorSnapshotData', [['snapshotData', items]]];
    return [data, ['callingDevice', this.device(call.calling)], ['calledDevice', this.device(call.called)]];
  }

  setDoNotDisturb(device: string, isOn: boolean): void {
    if (isOn) this.doNotDisturb.add(device);
    else this.doNotDisturb.delete(device);
    this.tellDevice(device, 'DoNotDisturbEvent', [
      ['device', this.device(device)],
      ['doNotDisturbOn', String(isOn)],
    ]);
  }

  setForwarding(device: string, how: { readonly type: string; readonly isOn: boolean; readonly to: string }): void {
    this.tellDevice(device, 'ForwardingEvent', [
      ['device', this.device(device)],
      ['forwardingType', how.type],
      ['forwardStatus', String(how.isOn)],
      ...(how.to === '' ? [] : [['forwardTo', how.to] as const]),
    ]);
  }

  setMessageWaiting(device: string, isOn: boolean, mailbox?: string): void {
    this.tellDevice(device, 'MessageWaitingEvent', [
      ['targetDevice', this.device(device)],
      ...(mailbox === undefined ? [] : [['deviceForMessage', this.device(mailbox)] as const]),
      ['messageWaitingOn', String(isOn)],
    ]);
  }

  private tellDevice(device: string, name: string, content: readonly (readonly [string, Content])[]): void {
    for (const session of this.sessions) {
      for (const [crossRef, each] of session.monitors) {
        if (each === device) session.send('9999', name, [['monitorCrossRefID', crossRef], ...content]);
      }
    }
  }
}

/** The events of the last monitor first, each monitor's own in their order. */
function byMonitor(pending: readonly Pending[]): readonly Pending[] {
  const refs = [...new Set(pending.map((each) => each.crossRef))].reverse();
  return refs.flatMap((crossRef) => pending.filter((each) => each.crossRef === crossRef));
}
