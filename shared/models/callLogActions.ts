// What a person does with the log as a whole: deletes rows, deletes everything, takes it home as a table.
import type { ApiClient } from '#shared/client';
import { toAppError, type ErrorCode } from '#shared/errors';
import type { CallLogModel } from './callLogModel.ts';
import type { CallRow } from './callOrder.ts';
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
}

/** Deleting and exporting. Nothing rejects: the snapshot tells. */
export interface CallLogActions extends Readable<CallLogActionsSnapshot> {
  /** Deletes the calls a row stands for. */
  deleteRow(row: CallRow): Promise<void>;
  /** Deletes the person's whole log, whatever is shown of it. */
  deleteAll(): Promise<void>;
  /** Saves what the log shows, all of it, as a table in the words of `locale`. */
  exportTable(locale: string): Promise<void>;
  dismiss(): void;
}

/** What the actions work with. */
export interface CallLogActionsOptions {
  readonly api: Pick<ApiClient, 'deleteCall' | 'deleteCalls' | 'exportCalls'>;
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
  const { api, log, logs, timeZone } = options;
  const store = createStore<CallLogActionsSnapshot>({ work: 'idle', error: undefined });
  const doing = async (during: LogWork, after: LogWork, action: () => Promise<void>): Promise<void> => {
    const { work } = store.getSnapshot();
    if (work === 'deleting' || work === 'exporting') return;
    store.patch({ work: during, error: undefined });
    try {
      await action();
      store.patch({ work: after });
    } catch (fault) {
      store.patch({ work: 'failed', error: toAppError(fault).code });
    }
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    deleteRow: (row) =>
      doing('deleting', 'deleted', async () => {
        const calls = await log.callsOf(row);
        const gone: string[] = [];
        try {
          for (const { id } of calls) {
            await deleteOne(api, id);
            gone.push(id);
          }
        } finally {
          for (const one of logs) one.remove(gone);
        }
      }),
    deleteAll: () =>
      doing('deleting', 'deleted', async () => {
        await api.deleteCalls();
        await Promise.all(logs.filter((one) => one.getSnapshot().phase !== 'idle').map((one) => one.load()));
      }),
    exportTable: (locale) =>
      doing('exporting', 'exported', async () => {
        const { filter, text } = log.getSnapshot();
        const table = await api.exportCalls({ filter, text: text.trim(), locale, timeZone });
        options.save(`calls-${new Date(options.now()).toISOString().slice(0, 10)}.csv`, table);
      }),
    dismiss: () => {
      const { work } = store.getSnapshot();
      if (work !== 'deleting' && work !== 'exporting') store.patch({ work: 'idle', error: undefined });
    },
  };
}

/** Deleted elsewhere meanwhile is deleted. */
async function deleteOne(api: Pick<ApiClient, 'deleteCall'>, id: string): Promise<void> {
  try {
    await api.deleteCall(id);
  } catch (fault) {
    if (toAppError(fault).code !== 'http.notFound') throw fault;
  }
}
