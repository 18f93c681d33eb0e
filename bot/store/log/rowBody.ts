// The JSON in a row of the log: a record, or what is left of one its user has deleted.
import { AppError } from '#shared/errors';
import type { CallRecord } from '#shared/domain/call';

/** Which record a row was. */
export interface Tombstone {
  readonly userId: string;
  readonly recordId: string;
}

// No record begins so: it has no such field.
const tombstoneStart = '{"deleted":';

/** What is left in place of a deleted record's JSON: enough to tell streams, and to keep it deleted. */
export function tombstoneOf({ userId, recordId }: Tombstone): string {
  return `${tombstoneStart}${JSON.stringify([userId, recordId])}}`;
}

/** The record a tombstone stands for; undefined when the row is a record. */
export function readTombstone(body: string): Tombstone | undefined {
  if (!body.startsWith(tombstoneStart)) return undefined;
  const { deleted } = parse(body) as { readonly deleted: readonly [string, string] };
  return { userId: deleted[0], recordId: deleted[1] };
}

/** Only this store writes bodies, so their shape is not checked again; that they are JSON is. */
export function toRecord(body: unknown): CallRecord {
  return parse(String(body)) as CallRecord;
}

function parse(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch (cause) {
    throw new AppError('store.corrupt', 'a log record on disk is not readable', { cause });
  }
}
