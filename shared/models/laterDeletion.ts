// A call the person has deleted with one click: hidden at once, deleted on the service when it can no longer be taken back.
import type { ApiClient, ClockPort } from '#shared/client';
import type { CallRecordWire } from '#shared/contracts';
import { toAppError } from '#shared/errors';
import type { CallLogModel } from './callLogModel.ts';

/**
 * One call at a time.
 *
 *   none --begin--> waiting --undo--> none (shown again)
 *                   waiting --time is over, flush, another begin--> deleted on the service
 *                                                                   or, when that fails, none (shown again)
 */
export interface LaterDeletion {
  readonly begin: (record: CallRecordWire) => void;
  readonly undo: () => void;
  /** The time does not run while somebody is at the notice. */
  readonly hold: (isHeld: boolean) => void;
  /** Deletes now what waits. Never rejects. */
  readonly flush: () => Promise<void>;
}

/** What it works with. */
export interface LaterDeletionOptions {
  readonly api: Pick<ApiClient, 'deleteCall'>;
  readonly clock: Pick<ClockPort, 'after'>;
  /** Every log that may show the call. */
  readonly logs: readonly Pick<CallLogModel, 'hide' | 'remove'>[];
  /** The call that can still be brought back. */
  readonly onChange: (waiting: CallRecordWire | undefined) => void;
  readonly onFault: (fault: unknown) => void;
}

/** Long enough to hear what happened and to reach the button by keyboard; it starts anew whenever the person leaves the notice. */
const undoMs = 20_000;

/** Nothing waits yet. */
export function createLaterDeletion({ api, clock, logs, onChange, onFault }: LaterDeletionOptions): LaterDeletion {
  let waiting: CallRecordWire | undefined;
  let cancelTimer = (): void => undefined;

  const hide = (id: string, isHidden: boolean): void => {
    for (const log of logs) log.hide(id, isHidden);
  };
  const take = (): CallRecordWire | undefined => {
    const taken = waiting;
    cancelTimer();
    waiting = undefined;
    if (taken !== undefined) onChange(undefined);
    return taken;
  };
  const flush = async (): Promise<void> => {
    const record = take();
    if (record === undefined) return;
    try {
      await deleteCall(api, record.id);
      for (const log of logs) log.remove([record.id]);
    } catch (fault) {
      onFault(fault);
    }
    hide(record.id, false);
  };
  const wait = (): void => {
    cancelTimer = clock.after(undoMs, () => void flush());
  };

  return {
    begin: (record) => {
      void flush();
      waiting = record;
      hide(record.id, true);
      onChange(record);
      wait();
    },
    undo: () => {
      const record = take();
      if (record !== undefined) hide(record.id, false);
    },
    hold: (isHeld) => {
      cancelTimer();
      if (!isHeld && waiting !== undefined) wait();
    },
    flush,
  };
}

/** Deletes one call; deleted elsewhere meanwhile is deleted. Rejects with the service's code. */
export async function deleteCall(api: Pick<ApiClient, 'deleteCall'>, id: string): Promise<void> {
  try {
    await api.deleteCall(id);
  } catch (fault) {
    if (toAppError(fault).code !== 'http.notFound') throw fault;
  }
}
