// Builds PBX events for stories in a few words: one call, legs by name, times in seconds.
import { reduceCall, type CallEvent, type CallState } from '#shared/domain/call';

type Bare<Event> = Event extends CallEvent
  ? Omit<Event, 'eventId' | 'pbxId' | 'occurredAt' | 'receivedAt' | 'globalCallId'>
  : never;

/** An event without what the story fills in. */
export type Step = Bare<CallEvent>;

const start = 1_795_000_000_000;

/** The events of one call; `at` in seconds from its start. */
export class CallStory {
  readonly events: CallEvent[] = [];
  private seconds = 0;
  private readonly globalCallId: string;

  constructor(globalCallId = 'call-1') {
    this.globalCallId = globalCallId;
  }

  at(seconds: number): this {
    this.seconds = seconds;
    return this;
  }

  add(step: Step): this {
    const occurredAt = start + this.seconds * 1000;
    this.events.push({
      ...step,
      eventId: `e${String(this.events.length)}`,
      pbxId: 'pbx',
      occurredAt,
      receivedAt: occurredAt,
      globalCallId: this.globalCallId,
    });
    return this;
  }

  /** `device` dials `number`; the leg is named after the device. */
  dials(device: string, number: string): this {
    return this.add({ kind: 'originated', connectionId: `leg-${device}`, deviceId: device, called: { number } });
  }

  /** The call rings at `device`. */
  rings(device: string, from: string, extra: Partial<Extract<Step, { kind: 'delivered' }>> = {}): this {
    const leg = { connectionId: `leg-${device}`, deviceId: device };
    return this.add({ kind: 'delivered', ...leg, calling: { number: from, deviceId: from }, ...extra });
  }

  answers(device: string, other: string): this {
    const leg = { connectionId: `leg-${device}`, deviceId: device };
    return this.add({ kind: 'established', ...leg, other: { number: other, deviceId: other } });
  }

  ends(device: string, cause: Extract<Step, { kind: 'connectionCleared' }>['cause'] = 'normalClearing'): this {
    return this.add({ kind: 'connectionCleared', connectionId: `leg-${device}`, deviceId: device, cause });
  }

  call(): CallState {
    const first: CallState = { pbxId: 'pbx', globalCallId: this.globalCallId, connections: [] };
    return this.events.reduce<CallState>((call, event) => reduceCall(call, event), first);
  }
}
