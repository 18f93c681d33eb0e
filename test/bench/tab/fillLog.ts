// Gives one person a long log before the service starts: calls of a year, written through the store's own door.
import { openAsyncSqliteStore, type RecordSearch } from '../../../bot/store/index.ts';
import type { CallRecord } from '#shared/domain/call';

const rowsPerTurn = 5_000;
const betweenMs = 5 * 60_000;
const correspondents = 400;
const outcomes = ['answered', 'answered', 'missed', 'voicemail', 'answered', 'rejected'] as const;

/** Whose log is filled. */
export interface LogOwner {
  readonly tenantId: string;
  readonly userId: string;
  readonly extension: string;
}

/** Writes `rows` calls to the store at `path`, the newest now; no two neighbours are with the same person, so none are folded. */
export async function fillLog(path: string, owner: LogOwner, rows: number): Promise<void> {
  const store = await openAsyncSqliteStore(path);
  const newestMs = Date.now() - betweenMs;
  for (let at = 0; at < rows; at += rowsPerTurn) {
    const calls = Array.from({ length: Math.min(rowsPerTurn, rows - at) }, (_, index) =>
      callAt(owner, at + index, newestMs - (rows - at - index) * betweenMs),
    );
    await store.commitTurn(owner.tenantId, {
      records: calls.map(({ record }) => record),
      search: calls.map(({ search }) => search),
      openCalls: [],
      presence: [],
      presenceSettled: [],
      notices: [],
    });
  }
  await store.close();
}

function callAt(owner: LogOwner, index: number, startedAt: number): { record: CallRecord; search: RecordSearch } {
  const party = (index * 7) % correspondents;
  const number = `019900${String(5_000 + party)}`;
  const name = `Customer ${String(party)}`;
  const isOutgoing = index % 3 === 0;
  const record: CallRecord = {
    id: `filled-${String(index)}:${owner.userId}`,
    userId: owner.userId,
    pbxId: 'sandbox-pbx',
    deviceId: owner.extension,
    direction: isOutgoing ? 'outgoing' : 'incoming',
    outcome: isOutgoing ? 'answered' : (outcomes[index % outcomes.length] ?? 'answered'),
    other: { number, name },
    startedAt,
    endedAt: startedAt + 60_000,
    ringSeconds: 5,
    talkSeconds: 55,
  };
  return { record, search: { e164: `+33${number.slice(1)}`, digits: number, name: name.toLowerCase() } };
}
