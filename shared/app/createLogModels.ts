// Builds the models of the call log: its short lists, the whole of it, and what can be done with it.
import type { ApiClient, ClockPort } from '#shared/client';
import { createCallLogActions, createCallLogModel, type AppModels, type CallLogModel } from '#shared/models';
import { saveFile } from './saveFile.ts';

/** More than the page shows: equal calls collapse. */
const homePageSize = 30;

type LogApi = Pick<ApiClient, 'calls' | 'deleteCall' | 'deleteSomeCalls' | 'deleteCalls' | 'exportCalls'>;
type LogModels = Pick<AppModels, 'recent' | 'missed' | 'log' | 'logActions'>;

/** The logs; `others` may show deleted calls too. */
export function createLogModels(api: LogApi, clock: ClockPort, others: readonly CallLogModel[]): LogModels {
  const { timeZone } = Intl.DateTimeFormat().resolvedOptions();
  const recent = createCallLogModel({ api, clock, pageSize: homePageSize });
  const missed = createCallLogModel({ api, clock, filter: 'missed', pageSize: homePageSize });
  const log = createCallLogModel({ api, clock, timeZone });
  const logs = [recent, missed, log, ...others];
  const logActions = createCallLogActions({ api, clock, log, logs, save: saveFile, timeZone, now: () => clock.now() });
  return { recent, missed, log, logActions };
}
