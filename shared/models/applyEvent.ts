// Decides what one event of the stream means to each model.
import type { StreamEvent } from '#shared/contracts';
import { isErrorCode } from '#shared/errors';
import type { AppModels } from './appModel.ts';

/** Feeds the models. */
export function applyEvent(models: AppModels, event: StreamEvent): void {
  switch (event.type) {
    case 'snapshot':
      models.live.replace(event.calls);
      models.session.setPresence(event.presence);
      models.session.setPbx(event.pbx);
      models.people.applyLineStates(event.people);
      return;
    case 'calls':
      models.live.replace(event.calls);
      return;
    case 'record':
      for (const log of [models.recent, models.missed, models.log]) log.apply(event.record);
      return;
    case 'removed':
      for (const log of [models.recent, models.missed, models.log]) log.remove(event.ids);
      return;
    case 'missed':
      models.session.setMissedCount(event.count);
      return;
    case 'people':
      models.people.applyLineStates(event.people);
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
    case 'reset':
      return;
  }
}
