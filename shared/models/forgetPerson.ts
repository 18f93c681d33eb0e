// Somebody else has signed in on the same page: nothing of the person before stays in any model.
import type { AppModels } from './appModel.ts';

/** Empties the models. The returned function reads again, for the new person, what was on show. */
export function forgetPerson(models: AppModels): () => void {
  const { people, phone, log, voicemail } = models;
  const shown = [
    { model: people, read: people.search },
    ...[phone, log, voicemail.calls].map((model) => ({ model, read: model.load })),
  ].filter(({ model }) => model.getSnapshot().phase !== 'idle');

  for (const one of [models.session, models.live, models.dial, models.numberChoice, models.report]) one.forget();
  for (const one of [people, models.peoplePresence, phone, models.meetings, voicemail]) one.forget();
  for (const one of [models.recent, models.missed, log, models.speedDials, models.settings]) one.forget();
  models.settingsData.forget();
  models.sharedLines.replace([]);
  models.lookup.close();
  models.why.close();
  models.logActions.dismiss();
  models.dialTest.stop();

  return () => {
    for (const { read } of shown) void read();
  };
}
