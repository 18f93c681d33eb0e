// The calls of a sender of webhooks, and the events that tell them.
import type { WebhookEventWire } from '#shared/contracts';
import type { ClearCause, Party } from '#shared/domain/call';
import type { Moves } from '../TestPbx.ts';

/** An event as it is sent. */
export type SentEvent = Readonly<Record<string, unknown>> & { readonly deviceId?: string };

interface Call {
  readonly id: string;
  from: string;
  readonly to: string;
  readonly group?: { readonly kind: 'queue' | 'ringGroup'; readonly id: string };
  ringing: string[];
  talking: string[];
  /** Ids of legs that came from another call. */
  readonly connectionIds: Map<string, { readonly globalCallId: string; readonly connectionId: string }>;
  transferredBy: string | undefined;
  redirectedBy: string | undefined;
}

/** What is sent for each move; `take` gives the events since the last time. */
export class WebhookStory {
  private readonly calls = new Map<string, Call>();
  private out: SentEvent[] = [];
  private count = 0;

  readonly moves: Moves = {
    dial: ({ call, from, to, rings, group }) => {
      this.dial(call, from, to, { rings, ...(group === undefined ? {} : { group: { kind: group, id: to } }) });
    },
    answer: ({ call, by }) => {
      this.answer(this.named(call), by);
    },
    giveUp: ({ call }) => {
      this.end(this.named(call), 'callCancelled');
    },
    refuse: ({ call: name, by, why }) => {
      const call = this.named(name);
      const cause = why === 'declined' ? 'rejected' : why;
      if (why !== 'declined') {
        this.leg(call, by, 'offered', { calling: partyOf(call.from), called: { number: call.to } });
        this.leg(call, by, 'failed', { cause });
        call.ringing = [by];
      }
      this.end(call, cause);
    },
    voicemail: ({ call: name, of }) => {
      const call = this.named(name);
      this.leg(call, of, 'diverted', { calling: partyOf(call.from), toVoicemail: true });
      this.drop(call, of, 'callNotAnswered');
      this.leg(call, call.from, 'established', { withApplication: true });
    },
    leaveMessage: ({ call, of }) => {
      this.tell('messageWaiting', { deviceId: of, waiting: true, newMessages: 1, oldMessages: 0 });
      this.end(this.named(call), 'normalClearing');
    },
    hangUp: ({ call }) => {
      this.end(this.named(call), 'normalClearing');
    },
    hold: ({ call, by }) => {
      this.leg(this.named(call), by, 'held');
    },
    retrieve: ({ call, by }) => {
      this.leg(this.named(call), by, 'retrieved');
    },
    forward: ({ call: name, by, to }) => {
      const call = this.named(name);
      this.leg(call, by, 'diverted', { newDestination: partyOf(to), toVoicemail: false });
      this.drop(call, by, 'callNotAnswered');
      call.redirectedBy = by;
      this.ring(call, to);
    },
    blindTransfer: ({ call: name, by, to }) => {
      const call = this.named(name);
      const moved = call.talking.find((line) => line !== by) ?? '';
      const common = { transferKind: 'singleStep', other: partyOf(to) };
      this.leg(call, by, 'transferred', { ...common, role: 'transferring' });
      this.leg(call, moved, 'transferred', { ...common, role: 'transferred', transferringParty: partyOf(by) });
      this.drop(call, by, 'normalClearing');
      call.from = moved;
      call.transferredBy = by;
      this.ring(call, to);
    },
    consult: ({ call, second, by, to }) => {
      this.leg(this.named(call), by, 'held');
      this.dial(second, by, to, { rings: [to] });
    },
    completeTransfer: ({ call, second, by }) => {
      this.complete(this.named(call), this.named(second), by);
    },
    park: ({ call: name, by, slot }) => {
      const call = this.named(name);
      const parked = call.talking.find((line) => line !== by) ?? '';
      this.leg(call, parked, 'parked', { role: 'parked', parkedAt: slot });
      this.leg(call, by, 'parked', { role: 'parker', parkedAt: slot });
      this.drop(call, by, 'normalClearing');
      call.transferredBy = by;
    },
    pickUp: ({ call: name, by, slot }) => {
      const call = this.named(name);
      const [parked = ''] = call.talking;
      const common = { parkedAt: slot, parkedBy: partyOf(call.transferredBy ?? '') };
      this.leg(call, by, 'originated', { called: { number: slot } });
      this.leg(call, parked, 'unparked', { ...common, role: 'parked', other: partyOf(by) });
      this.leg(call, by, 'unparked', { ...common, role: 'retriever', other: partyOf(parked) });
      call.talking.push(by);
    },
    doNotDisturb: ({ line, isOn }) => {
      this.tell('userState', { deviceId: line, state: isOn ? 'doNotDisturb' : 'available' });
    },
  };

  take(): readonly SentEvent[] {
    const events = this.out;
    this.out = [];
    return events;
  }

  heartbeat(): SentEvent {
    return this.event('heartbeat', {});
  }

  /** What is true now, as a sender tells it at its start and after a gap: each leg that stands, then the snapshot. */
  present(): readonly SentEvent[] {
    const before = this.take();
    const live: string[] = [];
    for (const call of this.calls.values()) {
      for (const line of new Set([call.from, ...call.ringing, ...call.talking])) {
        if (!isLine(line)) continue;
        live.push(this.idsOf(call, line).connectionId);
        this.tellPresent(call, line);
      }
    }
    return [...before, ...this.take(), this.event('snapshot', { liveConnectionIds: live })];
  }

  private tellPresent(call: Call, line: string): void {
    const inferred = { synthesized: true };
    const isCaller = line === call.from;
    if (isCaller) this.leg(call, line, 'originated', { called: { number: call.to }, ...inferred });
    else this.leg(call, line, 'delivered', { calling: partyOf(call.from), ...inferred });
    if (!call.talking.includes(line)) return;
    const other = call.talking.find((each) => each !== line) ?? '';
    this.leg(call, line, 'established', { other: partyOf(other), ...inferred });
  }

  private dial(name: string, from: string, to: string, how: Pick<Call, 'group'> & { rings: readonly string[] }): void {
    const { rings, ...group } = how;
    const call: Call = {
      id: name,
      from,
      to,
      ...group,
      ringing: [],
      talking: [],
      connectionIds: new Map(),
      transferredBy: undefined,
      redirectedBy: undefined,
    };
    this.calls.set(name, call);
    this.leg(call, from, 'originated', { called: { number: to } });
    if (call.group?.kind === 'queue') this.leg(call, from, 'queued', { queue: call.group });
    for (const line of rings) this.ring(call, line);
  }

  private ring(call: Call, line: string): void {
    // Forwarded and transferred calls ring elsewhere than where they were dialled to as well.
    const isSentOn = call.redirectedBy !== undefined || call.transferredBy !== undefined;
    const group = call.group ?? (call.to === line || isSentOn ? undefined : ringGroup(call.to));
    call.ringing.push(line);
    this.leg(call, line, 'delivered', {
      calling: partyOf(call.from),
      called: { number: call.to },
      ...(group === undefined ? {} : { group }),
      ...(call.redirectedBy === undefined ? {} : { lastRedirection: partyOf(call.redirectedBy) }),
    });
    if (call.transferredBy === undefined) return;
    const transferringParty = partyOf(call.transferredBy);
    const common = { role: 'target', transferKind: 'singleStep' };
    this.leg(call, line, 'transferred', { ...common, other: partyOf(call.from), transferringParty });
  }

  private answer(call: Call, by: string): void {
    const losers = call.ringing.filter((line) => line !== by);
    call.ringing = call.ringing.filter((line) => line === by);
    this.leg(call, by, 'established', { other: partyOf(call.from) });
    for (const line of losers) this.leg(call, line, 'connectionCleared', { cause: 'answeredElsewhere' });
    call.ringing = [];
    if (call.transferredBy === undefined) this.leg(call, call.from, 'established', { other: partyOf(by) });
    else {
      const common = { role: 'transferred', transferKind: 'singleStep', other: partyOf(by) };
      this.leg(call, call.from, 'transferred', { ...common, transferringParty: partyOf(call.transferredBy) });
    }
    call.talking = [call.from, by];
  }

  private complete(call: Call, second: Call, by: string): void {
    const moved = call.talking.find((line) => line !== by) ?? '';
    const target = second.talking.find((line) => line !== by) ?? '';
    const common = { transferKind: 'consultation' };
    const transferringParty = partyOf(by);
    this.leg(call, by, 'transferred', { ...common, role: 'transferring', other: partyOf(target) });
    this.leg(call, moved, 'transferred', { ...common, role: 'transferred', other: partyOf(target), transferringParty });
    this.leg(second, target, 'transferred', { ...common, role: 'target', other: partyOf(moved), transferringParty });
    this.drop(call, by, 'normalClearing');
    this.drop(second, by, 'normalClearing');
    call.connectionIds.set(target, this.idsOf(second, target));
    call.talking.push(target);
    second.talking = [];
    second.from = '';
  }

  private end(call: Call, cause: ClearCause): void {
    for (const line of new Set([...call.ringing, call.from, ...call.talking])) {
      this.leg(call, line, 'connectionCleared', { cause });
    }
    for (const [name, each] of this.calls) if (each === call) this.calls.delete(name);
  }

  private drop(call: Call, line: string, cause: ClearCause): void {
    this.leg(call, line, 'connectionCleared', { cause });
    call.ringing = call.ringing.filter((each) => each !== line);
    call.talking = call.talking.filter((each) => each !== line);
    if (call.from === line) call.from = call.talking[0] ?? '';
  }

  private leg(call: Call, line: string, kind: WebhookEventWire['kind'], facts: object = {}): void {
    if (isLine(line)) this.tell(kind, { ...this.idsOf(call, line), deviceId: line, ...facts });
  }

  private idsOf(call: Call, line: string): { readonly globalCallId: string; readonly connectionId: string } {
    return call.connectionIds.get(line) ?? { globalCallId: call.id, connectionId: `${call.id}|${line}` };
  }

  private tell(kind: WebhookEventWire['kind'], facts: object): void {
    this.out.push(this.event(kind, facts));
  }

  private event(kind: WebhookEventWire['kind'], facts: object): SentEvent {
    this.count += 1;
    return { kind, eventId: `e${String(this.count)}`, occurredAt: new Date().toISOString(), ...facts };
  }

  private named(name: string): Call {
    const call = this.calls.get(name);
    if (call === undefined) throw new Error(`no call ${name}`);
    return call;
  }
}

function isLine(line: string): boolean {
  return line !== '' && !line.startsWith('+');
}

function ringGroup(id: string): NonNullable<Call['group']> {
  return { kind: 'ringGroup', id };
}

function partyOf(number: string): Party {
  return isLine(number) ? { number, deviceId: number } : { number };
}
