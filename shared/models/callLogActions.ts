// What a person does with the log as a whole: deletes rows, deletes everything, takes it home as a table.
import { systemClock, type ApiClient, type ClockPort } from '#shared/client';
import { mostDeletedCalls, type CallRecordWire } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';
import type { CallLogModel } from './callLogModel.ts';
import type { CallRow } from './callOrder.ts';
import { createLaterDeletion, deleteCall } from './laterDeletion.ts';
import { createStore, type Readable } from './store.ts';

/**
 * What is being done, and what became of it.
 *
 *   idle --deleteRow, deleteAll--> deleting --done--> deleted
 *   idle --exportTable--> exporting --done--> exported
 *   deleting, exporting --fault--> failed
 *   deleted, exported, failed --dismiss, another one--> idle, deleting, exporting
 */
export type LogWork = 'idle' | 'deleting' | 'deleted' | 'exporting' | 'exported' | 'failed';

/** What the page says of it. */
export interface CallLogActionsSnapshot {
  readonly work: LogWork;
  readonly error: ErrorCode | undefined;
  /** The call that was deleted last and can still be brought back. */
  readonly undoable: CallRecordWire | undefined;
}

/** Deleting and exporting. Nothing rejects: the snapshot tells. */
export interface CallLogActions extends Readable<CallLogActionsSnapshot> {
  /** Hides the one call of a row, and deletes it once it can no longer be brought back. */
  deleteSoon(row: CallRow): void;
  /** Brings it back. */
  undo(): void;
  /** Somebody is at the notice: it stays as long. */
  hold(isHeld: boolean): void;
  /** The page is left: what waits is deleted now. Never rejects. */
  flush(): Promise<void>;
  /** Deletes the calls a row stands for. */
  deleteRow(row: CallRow): Promise<void>;
  /** Deletes the person's whole log, whatever is shown of it. */
  deleteAll(): Promise<void>;
  /** Saves what the log shows, all of it, as a table in the words of `locale`. */
  exportTable(locale: string): Promise<void>;
  dismiss(): void;
}

type DeletingApi = Pick<ApiClient, 'deleteCall' | 'deleteSomeCalls'>;

/** What the actions work with. */
export interface CallLogActionsOptions {
  readonly api: DeletingApi & Pick<ApiClient, 'deleteCalls' | 'exportCalls'>;
  /** @default the clock of the machine */
  readonly clock?: Pick<ClockPort, 'after'>;
  /** The log whose rows are meant. */
  readonly log: CallLogModel;
  /** Every log that may show a deleted call, `log` among them. */
  readonly logs: readonly CallLogModel[];
  /** Hands a file to the person. */
  readonly save: (name: string, content: Blob) => void;
  /** IANA zone. */
  readonly timeZone: string;
  /** Milliseconds since the epoch, for the name of the file. */
  readonly now: () => number;
}

/** The actions of one app. */
export function createCallLogActions(options: CallLogActionsOptions): CallLogActions {
  const { api, log, logs, timeZone, clock = systemClock } = options;
  const store = createStore<CallLogActionsSnapshot>({ work: 'idle', error: undefined, undoable: undefined });
  const later = createLaterDeletion({
    api,
    clock,
    logs,
    onChange: (undoable) => {
      store.patch({ undoable });
    },
    onFault: (fault) => {
      store.patch({ work: 'failed', error: toAppError(fault).code });
    },
  });
  const doing = async (during: LogWork, after: LogWork, action: () => Promise<void>): Promise<void> => {
    const { work } = store.getSnapshot();
    if (work === 'deleting' || work === 'exporting') return;
    store.patch({ work: during, error: undefined });
    // A table must not show what the page no longer does.
    await later.flush();
    try {
      await action();
      store.patch({ work: after });
    } catch (fault) {
      store.patch({ work: 'failed', error: toAppError(fault).code });
    }
  };

  const dismiss = (): void => {
    const { work } = store.getSnapshot();
    if (work !== 'deleting' && work !== 'exporting') store.patch({ work: 'idle', error: undefined });
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    undo: later.undo,
    hold: later.hold,
    flush: later.flush,
    deleteSoon: (row) => {
      dismiss();
      later.begin(row.record);
    },
    deleteRow: (row) => doing('deleting', 'deleted', () => deleteRowOf(row, options)),
    deleteAll: () => doing('deleting', 'deleted', () => deleteEverything(options)),
    exportTable: (locale) =>
      doing('exporting', 'exported', async () => {
        const { filter, text } = log.getSnapshot();
        const table = await api.exportCalls({ filter, text: text.trim(), locale, timeZone });
        options.save(`calls-${dayIn(timeZone, options.now())}.csv`, table);
      }),
    dismiss: () => {
      dismiss();
      void later.flush();
    },
  };
}

/** One request for many calls: one for each would use up what the person may ask in a minute. `onGone` hears of each that worked. */
async function deleteAtOnce(
  api: DeletingApi,
  calls: readonly CallRecordWire[],
  onGone: (ids: readonly string[]) => void,
): Promise<void> {
  const ids = calls.map(({ id }) => id);
  for (let from = 0; from < ids.length; from += mostDeletedCalls) {
    const some = ids.slice(from, from + mostDeletedCalls);
    const [only] = some;
    if (some.length === 1 && only !== undefined) await deleteCall(api, only);
    else await api.deleteSomeCalls(some);
    onGone(some);
  }
}

/** The day as ISO 8601 writes it, where the person is. */
function dayIn(timeZone: string, ms: number): string {
  const format = new Intl.DateTimeFormat('en', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  const parts = new Map(format.formatToParts(ms).map(({ type, value }) => [type, value]));
  return (['year', 'month', 'day'] as const).map((part) => parts.get(part) ?? '').join('-');
}

/** Deletes the calls of a row; those that are gone go from the lists also when the next ones are refused. */
async function deleteRowOf(row: CallRow, { api, log, logs }: CallLogActionsOptions): Promise<void> {
  await deleteAtOnce(api, await log.callsOf(row), (ids) => {
    for (const one of logs) one.remove(ids);
  });
}

async function deleteEverything({ api, logs }: CallLogActionsOptions): Promise<void> {
  await api.deleteCalls();
  await Promise.all(logs.filter((one) => one.getSnapshot().phase !== 'idle').map((one) => one.load()));
}
