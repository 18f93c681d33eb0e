// One connection to the sandbox CSTA PBX: its monitors and the answers to its requests.
import type { Socket } from 'node:net';
import { frameOf, textIn, WireReader, type Content, type WireRequest } from './cstaWire.ts';
import type { CstaSwitch } from './CstaSwitch.ts';
import type { CstaSandboxOptions } from './startCstaSandbox.ts';

/** In which state of the connection a service means anything. */
const statesFor: Readonly<Record<string, string>> = {
  AnswerCall: 'alerting',
  HoldCall: 'connected',
  RetrieveCall: 'hold',
};

/** A connected application. */
export class CstaSession {
  readonly socket: Socket;
  readonly monitors = new Map<string, string>();
  readonly requests: WireRequest[] = [];
  isSilent = false;
  private readonly pbx: CstaSwitch;
  private readonly options: CstaSandboxOptions;
  private readonly reader = new WireReader();

  constructor(socket: Socket, pbx: CstaSwitch, options: CstaSandboxOptions) {
    this.socket = socket;
    this.pbx = pbx;
    this.options = options;
    socket.on('data', (chunk: Buffer) => {
      for (const request of this.reader.feed(chunk)) this.take(request);
    });
    if (options.statusFirst === true) this.send('0001', 'SystemStatus', [['systemStatus', 'normal']]);
  }

  send(invokeId: string, name: string, content: Content): void {
    if (this.isSilent || this.socket.destroyed) return;
    this.socket.write(frameOf(invokeId, name, content, this.options.prefix));
  }

  private refuse(invokeId: string, category: string, word: string): void {
    this.send(invokeId, 'CSTAErrorCode', [[category, word]]);
  }

  private take(request: WireRequest): void {
    this.requests.push(request);
    const { invokeId, name, xml } = request;
    const device = this.pbx.lineOf(textIn(xml, 'device') || textIn(xml, 'snapshotObject'));
    switch (name) {
      case 'SystemRegister':
        if (this.options.refuseRegistration === true) this.refuse(invokeId, 'security', 'invalidSecurityId');
        else this.send(invokeId, 'SystemRegisterResponse', [['sysStatRegisterID', '1']]);
        return;
      case 'RequestSystemStatus':
        this.send(invokeId, 'RequestSystemStatusResponse', [['systemStatus', 'normal']]);
        return;
      case 'MonitorStart':
        this.startMonitor(invokeId, textIn(xml, 'deviceObject'));
        return;
      case 'MonitorStop':
        this.monitors.delete(textIn(xml, 'monitorCrossRefID'));
        this.send(invokeId, 'MonitorStopResponse', []);
        return;
      case 'SnapshotDevice':
        this.send(invokeId, 'SnapshotDeviceResponse', this.pbx.deviceSnapshot(device));
        return;
      case 'SnapshotCall':
        this.send(invokeId, 'SnapshotCallResponse', this.pbx.callSnapshot(textIn(xml, 'callID')));
        return;
      case 'GetDoNotDisturb':
        this.send(invokeId, 'GetDoNotDisturbResponse', [['doNotDisturbOn', String(this.pbx.doNotDisturb.has(device))]]);
        return;
      case 'SetDoNotDisturb':
        this.send(invokeId, 'SetDoNotDisturbResponse', []);
        this.pbx.setDoNotDisturb(device, textIn(xml, 'doNotDisturbOn') === 'true');
        return;
      case 'SetForwarding':
        this.send(invokeId, 'SetForwardingResponse', []);
        this.pbx.setForwarding(device, {
          type: textIn(xml, 'forwardingType'),
          isOn: textIn(xml, 'activateForward') === 'true',
          to: textIn(xml, 'forwardDN'),
        });
        return;
      case 'AnswerCall':
      case 'HoldCall':
      case 'RetrieveCall':
      case 'ClearConnection':
        this.control(request);
        return;
      case 'MakeCall':
        this.makeCall(invokeId, xml);
        return;
      default:
        if (!name.endsWith('Response')) this.refuse(invokeId, 'operation', 'serviceNotSupported');
    }
  }

  private startMonitor(invokeId: string, text: string): void {
    const device = this.pbx.lineOf(text);
    if (!this.pbx.devices.includes(device)) {
      this.refuse(invokeId, 'operation', 'invalidDeviceID');
      return;
    }
    const isFull = this.monitors.size >= (this.options.monitorLimit ?? Infinity);
    if (isFull || this.options.unlicensed?.includes(device) === true) {
      this.refuse(invokeId, 'systemResourceAvailibility', 'overallMonitorLimitExceeded');
      return;
    }
    const crossRef = this.pbx.nextCrossRef();
    this.monitors.set(crossRef, device);
    this.send(invokeId, 'MonitorStartResponse', [
      ['monitorCrossRefID', crossRef],
      ['monitorExistingCalls', 'false'],
    ]);
  }

  /** ECMA-269 17.1: the answer first, then the events of what happened. */
  private control({ invokeId, name, xml }: WireRequest): void {
    const call = this.pbx.calls.get(textIn(xml, 'callID'));
    const device = this.pbx.lineOf(textIn(xml, 'deviceID'));
    const state = call?.states.get(device);
    if (call === undefined || state === undefined) {
      this.refuse(invokeId, 'operation', 'invalidConnectionID');
      return;
    }
    const wanted = statesFor[name];
    if (wanted !== undefined && wanted !== state) {
      this.refuse(invokeId, 'stateIncompatibility', 'incorrectConnectionState');
      return;
    }
    this.send(invokeId, `${name}Response`, []);
    this.pbx.onControl(name, call, device);
  }

  private makeCall(invokeId: string, xml: string): void {
    const from = this.pbx.lineOf(textIn(xml, 'callingDevice'));
    const to = textIn(xml, 'calledDirectoryNumber');
    if (!this.pbx.devices.includes(from)) {
      this.refuse(invokeId, 'operation', 'invalidCallingDevice');
      return;
    }
    const call = this.pbx.newCall(from, to);
    this.send(invokeId, 'MakeCallResponse', [['callingDevice', this.pbx.connection(call, from)]]);
    this.pbx.onOrder(call);
  }
}
