// Builds the models of what goes on around the person: calls, shared lines, voicemail, meetings, and the problem report.
import type { ApiClient, ClockPort } from '#shared/client';
import {
  createCallLogModel,
  createLiveCallsModel,
  createMeetingsModel,
  createReportModel,
  createSharedLinesModel,
  createVoicemailModel,
  type AppModels,
  type DeviceCopy,
  type ReportLog,
  type SettingsPort,
} from '#shared/models';
import { appVersion } from './appVersion.ts';

/** What they are built over. */
export interface DayModelOptions {
  readonly api: Pick<ApiClient, 'calls' | 'controlCall' | 'meetings' | 'sendReport'>;
  readonly clock: ClockPort;
  readonly copy: DeviceCopy;
  readonly log: ReportLog;
  readonly settings: SettingsPort;
  /** Host and platform, for problem reports; undefined until the host has told them. */
  readonly hostName?: () => string | undefined;
}

type DayModels = Pick<AppModels, 'live' | 'sharedLines' | 'voicemail' | 'meetings' | 'report' | 'copy'>;

const longestFact = 256;

/** The models; nothing is asked before somebody looks. */
export function createDayModels({ api, clock, copy, log, settings, hostName }: DayModelOptions): DayModels {
  return {
    copy,
    live: createLiveCallsModel({ api, clock }),
    sharedLines: createSharedLinesModel(),
    voicemail: createVoicemailModel(createCallLogModel({ api, filter: 'voicemail' })),
    meetings: createMeetingsModel({
      api,
      clock,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      isVisible: () => document.visibilityState === 'visible',
    }),
    report: createReportModel({
      api,
      copy,
      logs: log.text,
      facts: () => factsOf(settings, hostName?.()),
      newId: () => crypto.randomUUID(),
    }),
  };
}

/** What helps to understand a report and says nothing about the person. */
function factsOf(settings: SettingsPort, host = 'unknown'): Readonly<Record<string, string>> {
  return {
    version: appVersion,
    host: host.slice(0, longestFact),
    app: location.pathname.slice(0, longestFact),
    language: document.documentElement.lang,
    theme: settings.read('host.theme') ?? 'light',
    size: `${String(innerWidth)} x ${String(innerHeight)}`,
    browser: navigator.userAgent.slice(0, longestFact),
    online: String(navigator.onLine),
  };
}
