// What goes over the wire of a record, whatever stands in the store.
import * as v from 'valibot';
import { callsPageSchema } from '#shared/contracts';
import type { CallRecord } from '#shared/domain/call';
import { recordToWire, type WireContext } from '../../../../bot/bridge/toWire.ts';
import { someDialling } from '../../../support/aRecord.ts';

const { plan } = someDialling();
const context: WireContext = {
  plan,
  callerPlan: plan,
  nameOfExtension: () => undefined,
  isExtension: () => false,
  hideDigits: 0,
};

const record: CallRecord = {
  id: 'pbx/G/a/0',
  userId: 'user-102',
  pbxId: 'pbx',
  deviceId: '102',
  direction: 'incoming',
  outcome: 'answered',
  other: { number: '+33199002015' },
  startedAt: 0,
  endedAt: 0,
  ringSeconds: 0,
  talkSeconds: 0,
};

const wild = [
  [9e15, '9999-12-31T23:59:59.999Z'],
  [Infinity, '9999-12-31T23:59:59.999Z'],
  [-9e15, '1970-01-01T00:00:00.000Z'],
  [NaN, '1970-01-01T00:00:00.000Z'],
] as const;

describe('recordToWire', () => {
  it.each(wild)('shows a stored time of %d as the calendar’s end', (at, shown) => {
    const wire = recordToWire({ ...record, startedAt: at, answeredAt: at, endedAt: at }, context);
    expect(wire).toMatchObject({ startedAt: shown, answeredAt: shown, endedAt: shown });
    expect(v.is(callsPageSchema, { items: [wire] })).toBe(true);
  });
});
