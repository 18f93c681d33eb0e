// What people do with their phones, as events of the sandbox CSTA PBX.
import type { Content } from './cstaWire.ts';
import type { CstaSwitch, SimCall } from './CstaSwitch.ts';

/** The moves of the phones on one switch. */
export class CallMoves {
  readonly pbx: CstaSwitch;

  constructor(pbx: CstaSwitch) {
    this.pbx = pbx;
  }

  /** `from` lifts and dials; a caller from outside simply comes in. */
  dial(from: string, to: string): SimCall {
    const call = this.pbx.newCall(from, to);
    this.lift(call);
    this.dialled(call);
    return call;
  }

  lift(call: SimCall, cause = 'newCall'): void {
    this.pbx.tell(call, 'ServiceInitiatedEvent', [
      ['initiatedConnection', this.pbx.connection(call, call.calling)],
      ['initiatingDevice', this.pbx.device(call.calling)],
      ['cause', cause],
    ]);
  }

  dialled(call: SimCall): void {
    call.states.set(call.calling, 'connected');
    this.pbx.tell(call, 'OriginatedEvent', [
      ['originatedConnection', this.pbx.connection(call, call.calling)],
      ['callingDevice', this.pbx.device(call.calling)],
      ['calledDevice', this.pbx.device(call.called)],
      ['cause', 'newCall'],
    ]);
  }

  ring(call: SimCall, at: string, how: { readonly cause?: string; readonly redirectedBy?: string } = {}): void {
    call.states.set(at, 'alerting');
    this.pbx.tell(call, 'DeliveredEvent', [
      ['connection', this.pbx.connection(call, at)],
      ['alertingDevice', this.pbx.device(at)],
      ...this.pbx.parties(call, how.redirectedBy),
      ['cause', how.cause ?? 'newCall'],
    ]);
  }

  answer(call: SimCall, at: string, cause = 'newCall'): void {
    call.states.set(at, 'connected');
    this.pbx.tell(call, 'EstablishedEvent', [
      ['establishedConnection', this.pbx.connection(call, at)],
      ['answeringDevice', this.pbx.device(at)],
      ...this.pbx.parties(call),
      ['cause', cause],
    ]);
  }

  /** One connection is gone; the monitors of its device hear it too. */
  clear(call: SimCall, device: string, releasing: string, cause = 'normalClearing'): void {
    call.states.delete(device);
    this.pbx.tell(
      call,
      'ConnectionClearedEvent',
      [
        ['droppedConnection', this.pbx.connection(call, device)],
        ['releasingDevice', this.pbx.device(releasing)],
        ['cause', cause],
      ],
      device,
    );
    if (call.states.size === 0) this.pbx.calls.delete(call.callId);
  }

  /** `by` hangs up and the call is over. */
  hangUp(call: SimCall, by: string): void {
    for (const device of [by, ...[...call.states.keys()].filter((each) => each !== by)]) this.clear(call, device, by);
  }

  hold(call: SimCall, by: string): void {
    call.states.set(by, 'hold');
    this.pbx.tell(call, 'HeldEvent', [
      ['heldConnection', this.pbx.connection(call, by)],
      ['holdingDevice', this.pbx.device(by)],
      ['cause', 'normal'],
    ]);
  }

  retrieve(call: SimCall, by: string): void {
    call.states.set(by, 'connected');
    this.pbx.tell(call, 'RetrievedEvent', [
      ['retrievedConnection', this.pbx.connection(call, by)],
      ['retrievingDevice', this.pbx.device(by)],
      ['cause', 'normal'],
    ]);
  }

  fail(call: SimCall, at: string, cause: string): void {
    call.states.set(at, 'fail');
    this.pbx.tell(call, 'FailedEvent', [
      ['failedConnection', this.pbx.connection(call, at)],
      ['failingDevice', this.pbx.device(at)],
      ...this.pbx.parties(call),
      ['cause', cause],
    ]);
  }

  divert(call: SimCall, from: string, to: string, cause: string): void {
    call.states.delete(from);
    this.pbx.tell(
      call,
      'DivertedEvent',
      [
        ['connection', this.pbx.connection(call, from)],
        ['divertingDevice', this.pbx.device(from)],
        ['newDestination', this.pbx.device(to)],
        ...this.pbx.parties(call),
        ['cause', cause],
      ],
      from,
    );
  }

  queue(call: SimCall, queue: string, cause = 'newCall'): void {
    call.states.set(queue, 'queued');
    this.pbx.tell(call, 'QueuedEvent', [
      ['queuedConnection', this.pbx.connection(call, queue)],
      ['queue', this.pbx.device(queue)],
      ...this.pbx.parties(call),
      ['numberQueued', '1'],
      ['cause', cause],
    ]);
  }

  /** `by` leaves two calls joined into one with a call id of its own; with one call it is a blind transfer. */
  transfer(by: string, to: string, primary: SimCall, secondary?: SimCall): SimCall {
    const moved = [...primary.states.keys()].filter((device) => device !== by);
    const call = this.pbx.newCall(moved[0] ?? '', to);
    call.states.clear();
    for (const device of moved) call.states.set(device, 'connected');
    if (secondary !== undefined) call.states.set(to, 'connected');
    const olds = [primary, ...(secondary === undefined ? [] : [secondary])];
    this.pbx.tell(
      call,
      'TransferedEvent',
      [
        ['primaryOldCall', this.pbx.connection(primary, by)],
        ...(secondary === undefined ? [] : [['secondaryOldCall', this.pbx.connection(secondary, by)] as const]),
        ['transferringDevice', this.pbx.device(by)],
        ['transferredToDevice', this.pbx.device(to)],
        ['transferredConnections', [...call.states.keys()].map((device) => this.moved(call, device, olds))],
        ['cause', secondary === undefined ? 'singleStepTransfer' : 'transfer'],
      ],
      by,
    );
    for (const old of olds) this.pbx.calls.delete(old.callId);
    return call;
  }

  conference(by: string, primary: SimCall, secondary: SimCall): SimCall {
    const call = this.pbx.newCall(by, primary.called);
    for (const device of [...primary.states.keys(), ...secondary.states.keys()]) call.states.set(device, 'connected');
    this.pbx.tell(call, 'ConferencedEvent', [
      ['primaryOldCall', this.pbx.connection(primary, by)],
      ['secondaryOldCall', this.pbx.connection(secondary, by)],
      ['conferencingDevice', this.pbx.device(by)],
      ['addedParty', this.pbx.device(secondary.called)],
      ['conferenceConnections', [...call.states.keys()].map((each) => this.moved(call, each, [primary, secondary]))],
      ['cause', 'conference'],
    ]);
    for (const old of [primary, secondary]) this.pbx.calls.delete(old.callId);
    return call;
  }

  private moved(call: SimCall, device: string, olds: readonly SimCall[]): readonly [string, Content] {
    const old = olds.find((each) => each.states.has(device));
    return [
      'connectionListItem',
      [
        ['newConnection', this.pbx.connection(call, device)],
        ...(old === undefined ? [] : [['oldConnection', this.pbx.connection(old, device)] as const]),
        ['endpoint', [['deviceID', device]]],
      ],
    ];
  }
}
