// A PBX that says what a test wants and remembers the calls it was asked to place.
import type {
  ControlOrder,
  ForwardingOrder,
  MakeCallOrder,
  PbxPort,
  PbxSink,
  RingOrder,
  ToldUserState,
} from '#bot/pbx';
import type { CallAction } from '#shared/contracts';
import type { CallEvent, PbxEvent } from '#shared/domain/call';
import type { AppError } from '#shared/errors';

type Bare<Event> = Event extends PbxEvent ? Omit<Event, 'eventId' | 'pbxId' | 'occurredAt' | 'receivedAt'> : never;
type BareLeg<Event> = Event extends CallEvent ? Omit<Bare<Event>, 'globalCallId' | 'connectionId' | 'deviceId'> : never;

/** PbxPort in memory. */
export class PbxFake implements PbxPort {
  readonly pbxId: string;
  readonly capabilities = {
    hasRemoteParty: true,
    hasCallId: true,
    hasTransferInfo: true,
    makeCall: true,
    /** A test says so where a phone can be rung and nobody called. */
    ringPhone: false,
    messageWaiting: true,
    tellUserStates: ['busy', 'doNotDisturb'] as readonly ('busy' | 'doNotDisturb')[],
    setForwarding: true,
    control: ['answer', 'hold', 'retrieve', 'clear'] as readonly CallAction[],
  };
  /** Reports a state it was told, as a PBX with presence states does. */
  doesReport = false;
  readonly toldStates: { readonly deviceId: string; readonly state: ToldUserState }[] = [];
  readonly forwardings: ForwardingOrder[] = [];
  readonly controls: ControlOrder[] = [];
  watched: readonly string[] = [];
  readonly orders: MakeCallOrder[] = [];
  readonly rung: RingOrder[] = [];
  refusal: AppError | undefined;
  private sink: PbxSink = () => undefined;
  private count = 0;

  constructor(pbxId = 'pbx') {
    this.pbxId = pbxId;
  }

  start(sink: PbxSink): void {
    this.sink = sink;
  }

  async makeCall(order: MakeCallOrder): Promise<void> {
    await Promise.resolve();
    if (this.refusal !== undefined) throw this.refusal;
    this.orders.push(order);
  }

  async ringPhone(order: RingOrder): Promise<void> {
    await Promise.resolve();
    if (this.refusal !== undefined) throw this.refusal;
    this.rung.push(order);
  }

  watch(deviceIds: readonly string[]): void {
    this.watched = deviceIds;
  }

  async setUserState(deviceId: string, state: ToldUserState): Promise<void> {
    await Promise.resolve();
    if (this.refusal !== undefined) throw this.refusal;
    this.toldStates.push({ deviceId, state });
    if (this.doesReport) this.tell({ kind: 'userState', deviceId, state });
  }

  async setForwarding(order: ForwardingOrder): Promise<void> {
    await Promise.resolve();
    if (this.refusal !== undefined) throw this.refusal;
    this.forwardings.push(order);
  }

  async controlCall(order: ControlOrder): Promise<void> {
    await Promise.resolve();
    if (this.refusal !== undefined) throw this.refusal;
    this.controls.push(order);
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }

  /** Tells events as one batch. */
  tell(...events: Bare<PbxEvent>[]): void {
    const now = Date.now();
    this.sink(
      events.map((event) => {
        this.count += 1;
        const common = { eventId: `f${String(this.count)}`, pbxId: this.pbxId, occurredAt: now, receivedAt: now };
        return { ...event, ...common };
      }),
    );
  }

  /** Snapshot with these legs alive, then the link is up. */
  comeUp(...liveConnectionIds: string[]): void {
    this.tell({ kind: 'snapshot', liveConnectionIds }, { kind: 'link', up: true });
  }

  /** One event of the leg that `device` has in `call`. */
  leg(call: string, device: string, event: BareLeg<CallEvent>): void {
    this.tell({ ...event, globalCallId: call, connectionId: `${call}-${device}`, deviceId: device });
  }

  /** `from` dials and `to` rings. */
  ring(call: string, from: string, to: string): void {
    this.leg(call, from, { kind: 'originated', called: { number: to } });
    this.leg(call, to, { kind: 'delivered', calling: { number: from, deviceId: from } });
  }

  answer(call: string, from: string, to: string): void {
    this.leg(call, to, { kind: 'established', other: { number: from, deviceId: from } });
    this.leg(call, from, { kind: 'established', other: { number: to, deviceId: to } });
  }

  end(call: string, ...devices: string[]): void {
    for (const device of devices) this.leg(call, device, { kind: 'connectionCleared', cause: 'normalClearing' });
  }
}
