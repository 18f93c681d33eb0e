// The calls inside folded rows of the log that a person has opened.
import type { ApiClient } from '#shared/client';
import type { CallRecordWire } from '#shared/contracts';
import { isEqualCall, type CallRow } from './callOrder.ts';
import type { LogScope } from './callRecords.ts';

/** The opened rows of one log. */
export interface CallMembers {
  /** `rows` with the calls of the opened ones below them. Reads those that are not known, or no longer all. */
  readonly within: (rows: readonly CallRow[]) => readonly CallRow[];
  /** Opens a closed row, closes an open one. */
  readonly toggle: (row: CallRow) => void;
  /** A call was rewritten, e.g. its end became known. */
  readonly put: (record: CallRecordWire) => void;
  readonly remove: (ids: readonly string[]) => void;
  /** Leaves a call out, or no longer. */
  readonly hide: (id: string, isHidden: boolean) => void;
  readonly clear: () => void;
  /** The calls a row stands for, newest first. Rejects with the service's code. */
  readonly callsOf: (row: CallRow) => Promise<readonly CallRecordWire[]>;
}

/** What opened rows work with. */
export interface CallMembersOptions {
  readonly api: Pick<ApiClient, 'calls'>;
  readonly scope: () => LogScope;
  /** Calls of an opened row came. */
  readonly onChange: () => void;
  /** They could not be read: the row is closed again. */
  readonly onFault: (fault: unknown) => void;
}

interface OpenRow {
  /** The row as it was when it was opened; it is known again by its oldest call. */
  readonly row: CallRow;
  readonly calls: readonly CallRecordWire[] | undefined;
  readonly isReading: boolean;
}

const pageSize = 200;
/** The service folds no more calls into one row. */
const mostCalls = 1_000;

/** No row is open. */
export function createCallMembers({ api, scope, onChange, onFault }: CallMembersOptions): CallMembers {
  let open: readonly OpenRow[] = [];
  const hidden = new Set<string>();

  const isSame = ({ row }: OpenRow, other: CallRow): boolean =>
    row.oldest === other.oldest && isEqualCall(row.record, other.record);
  const find = (row: CallRow): OpenRow | undefined => open.find((one) => isSame(one, row));
  const change = (row: CallRow, part: Partial<OpenRow>): void => {
    open = open.map((one) => (isSame(one, row) ? { ...one, ...part } : one));
  };
  const close = (row: CallRow): void => {
    open = open.filter((one) => !isSame(one, row));
  };

  const callsOf = (row: CallRow): Promise<readonly CallRecordWire[]> => readCalls(api, scope(), row);
  const read = async (row: CallRow): Promise<void> => {
    change(row, { isReading: true });
    try {
      const calls = await callsOf(row);
      // However many there are: asking again and again for a count that does not agree helps nobody.
      change(row, { row, calls, isReading: false });
    } catch (fault) {
      close(row);
      onFault(fault);
    }
    onChange();
  };
  const opened = (row: CallRow): readonly CallRow[] => {
    const one = find(row);
    if (one === undefined || row.count === 1) return [row];
    const isOutdated = one.calls === undefined || one.row.count !== row.count;
    if (isOutdated && !one.isReading) void read(row);
    return [{ ...row, isOpen: true }, ...(one.calls ?? []).filter(({ id }) => !hidden.has(id)).map(toMember)];
  };

  return {
    within: (rows) => (open.length === 0 ? rows : rows.flatMap(opened)),
    toggle: (row) => {
      if (find(row) !== undefined) close(row);
      else open = [...open, { row, calls: undefined, isReading: false }];
      onChange();
    },
    put: (record) => {
      open = open.map((one) => ({ ...one, calls: one.calls?.map((call) => (call.id === record.id ? record : call)) }));
    },
    hide: (id, isHidden) => {
      if (isHidden) hidden.add(id);
      else hidden.delete(id);
    },
    remove: (ids) => {
      open = open.map((one) => ({ ...one, calls: one.calls?.filter((call) => !ids.includes(call.id)) }));
    },
    clear: () => {
      open = [];
    },
    callsOf: async (row) => (row.count === 1 ? [row.record] : await callsOf(row)),
  };
}

function toMember(record: CallRecordWire): CallRow {
  return { record, count: 1, oldest: record.startedAt, startsDay: false, isMember: true };
}

async function readCalls(
  api: Pick<ApiClient, 'calls'>,
  { filter, text }: LogScope,
  row: CallRow,
): Promise<readonly CallRecordWire[]> {
  // The service takes times before `to`.
  const to = new Date(Date.parse(row.record.startedAt) + 1).toISOString();
  const query = { filter, from: row.oldest, to, limit: pageSize, ...(text !== '' && { text }) };
  let found: readonly CallRecordWire[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.calls({ ...query, ...(cursor !== undefined && { cursor }) });
    found = [...found, ...page.items.filter((record) => isEqualCall(record, row.record))];
    cursor = page.next;
  } while (cursor !== undefined && found.length < Math.min(row.count, mostCalls));
  return found;
}
