// Builder of log records as the heart writes them.
import type { CallRecord } from '#shared/domain/call';

/** A missed call of Bruno Sample on line 102, changed as told. */
export function aStoredRecord(change: Partial<CallRecord> = {}): CallRecord {
  return {
    id: 'r1',
    userId: 'user-102',
    pbxId: 'pbx',
    deviceId: '102',
    direction: 'incoming',
    outcome: 'missed',
    other: { number: '+33199002015' },
    startedAt: Date.UTC(2026, 10, 20, 8),
    endedAt: Date.UTC(2026, 10, 20, 8, 0, 20),
    ringSeconds: 20,
    talkSeconds: 0,
    ...change,
  };
}
