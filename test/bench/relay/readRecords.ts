// Reads the call log rows out of the stopped service's SQLite file.
import Database from 'libsql';
import type { RowFacts } from './compareRecords.ts';

const query = 'SELECT owners.user AS user, records.body AS body FROM records JOIN owners USING (owner)';

/** Every row of the store. The record id is `pbx/linkedid/uniqueid/segment` (shared/domain/call/recordsOfCall.ts). */
export function readRecords(path: string): readonly RowFacts[] {
  const database = new Database(path, { readonly: true });
  try {
    const rows = database.prepare(query).all() as readonly { readonly user: string; readonly body: string }[];
    return rows.map(({ user, body }) => toFacts(user, body));
  } finally {
    database.close();
  }
}

function toFacts(user: string, body: string): RowFacts {
  const record = JSON.parse(body) as { readonly id: string; readonly direction: string; readonly outcome: string };
  return { user, direction: record.direction, outcome: record.outcome, callId: record.id.split('/')[1] ?? '' };
}
