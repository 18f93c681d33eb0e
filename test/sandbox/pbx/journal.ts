// What the sandbox PBX keeps for benches: every change that must show in Teams, and every log row that must be written.
import type { CallOutcome, Direction } from '#shared/domain/call';

/** A phone got its first call, or lost its last; the time is CLOCK_MONOTONIC in microseconds, shared by processes. */
export interface StateChange {
  readonly index: number;
  readonly extension: string;
  readonly state: 'busy' | 'clear';
  /** Taken just before the decisive event was handed to the sockets. */
  readonly sentAtUs: string;
  readonly callId: string;
}

/** A row that must be in the user's log, once. */
export interface ExpectedRecord {
  readonly extension: string;
  readonly direction: Direction;
  readonly outcome: CallOutcome;
  readonly other: string;
  readonly callId: string;
}

/** Facts a bench compares with what the service did. */
export class Journal {
  private readonly changeList: StateChange[] = [];
  private readonly recordList: ExpectedRecord[] = [];
  private readonly busyLegs = new Map<string, number>();

  /** Counts a leg in; the first one makes the phone busy. */
  legStarted(extension: string, callId: string, sentAtUs: bigint): void {
    const legs = (this.busyLegs.get(extension) ?? 0) + 1;
    this.busyLegs.set(extension, legs);
    if (legs === 1) this.note(extension, 'busy', callId, sentAtUs);
  }

  /** Counts a leg out; the last one clears the phone. */
  legEnded(extension: string, callId: string, sentAtUs: bigint): void {
    const legs = (this.busyLegs.get(extension) ?? 0) - 1;
    this.busyLegs.set(extension, legs);
    if (legs === 0) this.note(extension, 'clear', callId, sentAtUs);
  }

  expect(record: ExpectedRecord): void {
    this.recordList.push(record);
  }

  changes(from = 0): readonly StateChange[] {
    return this.changeList.slice(from);
  }

  records(from = 0): readonly ExpectedRecord[] {
    return this.recordList.slice(from);
  }

  /** What each phone that ever changed must show in the end. */
  finalStates(): Readonly<Record<string, 'busy' | 'clear'>> {
    return Object.fromEntries([...this.busyLegs].map(([extension, legs]) => [extension, legs > 0 ? 'busy' : 'clear']));
  }

  private note(extension: string, state: 'busy' | 'clear', callId: string, sentAtUs: bigint): void {
    this.changeList.push({ index: this.changeList.length, extension, state, sentAtUs: String(sentAtUs), callId });
  }
}
