// Decides what one event of the stream means to each model.
import type { LiveCall, StreamEvent } from '#shared/contracts';
import { isErrorCode } from '#shared/errors';
import type { AppModels } from './appModel.ts';
import type { CallLogModel } from './callLogModel.ts';

/** Feeds the models. */
export function applyEvent(models: AppModels, event: StreamEvent): void {
  switch (event.type) {
    case 'snapshot':
      hearCalls(models, event.calls);
      models.session.setPresence(event.presence);
      models.session.setPbx(event.pbx);
      hearLines(models, (shown) => {
        shown.replaceLineStates(event.people);
      });
      models.sharedLines.replace(event.sharedLines ?? []);
      models.voicemail.setMailboxes(event.mailboxes);
      return;
    case 'calls':
      hearCalls(models, event.calls);
      return;
    case 'record':
      for (const log of logsOf(models)) log.apply(event.record);
      return;
    case 'removed':
      for (const log of logsOf(models)) log.remove(event.ids);
      return;
    case 'missed':
      models.session.setMissedCount(event.count);
      return;
    case 'people':
      hearLines(models, (shown) => {
        shown.applyLineStates(event.people);
      });
      return;
    case 'presence':
      models.session.setPresence(event.presence);
      return;
    case 'pbx':
      models.session.setPbx(event.pbx);
      return;
    case 'dial':
      models.dial.orderFailed(event.requestId, isErrorCode(event.code) ? event.code : 'pbx.refused');
      return;
    case 'sharedLines':
      models.sharedLines.apply(event.lines);
      return;
    case 'mailboxes':
      models.voicemail.setMailboxes(event.mailboxes);
      return;
    case 'personal':
      models[event.what].heard(event.revision);
      return;
    case 'phone':
      models.phone.heard();
      return;
    case 'reset':
      return;
  }
}

function hearLines(
  { people, speedDials }: AppModels,
  tell: (shown: AppModels['people'] | AppModels['speedDials']) => void,
): void {
  for (const shown of [people, speedDials]) tell(shown);
}

function hearCalls({ live, dial }: AppModels, calls: readonly LiveCall[]): void {
  live.replace(calls);
  dial.heardCalls(calls);
}

function logsOf({ recent, missed, log, voicemail }: AppModels): readonly CallLogModel[] {
  return [recent, missed, log, voicemail.calls];
}
