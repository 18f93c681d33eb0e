// Which filters a log record answers to, as one number a database can test inside an index.
import type { CallOutcome, CallRecord } from '#shared/domain/call';
import type { RecordFilter } from './StorePort.ts';

const incomingBit = 1;
const outgoingBit = 2;
const missedBit = 4;
const voicemailBit = 8;
/** Above the filter bits stands the outcome, so that equal calls are known without reading their records. */
const outcomeShift = 4;
// Only ever added to at the end: the places are on disk.
const outcomes: readonly CallOutcome[] = [
  'answered',
  'answeredElsewhere',
  'voicemail',
  'missed',
  'busy',
  'rejected',
  'cancelled',
  'failed',
];

/** The kinds of a row that was deleted: it answers to no filter. */
export const deletedKinds = 0;

/** A record is in the filter's page when its kinds and this mask share a bit. */
export const filterMask: Readonly<Record<RecordFilter, number>> = {
  all: incomingBit | outgoingBit,
  incoming: incomingBit,
  outgoing: outgoingBit,
  missed: missedBit,
  voicemail: voicemailBit,
};

/** The filters `record` answers to, and its outcome; never `deletedKinds`. */
export function recordKinds(record: Pick<CallRecord, 'direction' | 'outcome'>): number {
  return filterBits(record) | ((outcomes.indexOf(record.outcome) + 1) << outcomeShift);
}

function filterBits(record: Pick<CallRecord, 'direction' | 'outcome'>): number {
  if (record.direction === 'outgoing') return outgoingBit | (record.outcome === 'voicemail' ? voicemailBit : 0);
  if (record.outcome === 'voicemail') return incomingBit | missedBit | voicemailBit;
  return record.outcome === 'missed' ? incomingBit | missedBit : incomingBit;
}
