// Binds the first steps to the models; fetched only for those who have not taken them.
import type { ReactElement } from 'react';
import { suggestFavourites, type AppModel } from '#shared/models';
import { FirstRun, useModel } from '#shared/ui';
import { useDialSetup } from './useDialSetup.ts';

/** The first steps. */
export function FirstRunPanel({ model }: { readonly model: AppModel }): ReactElement {
  const { ways, test } = useDialSetup(model);
  const { list } = useModel(model.speedDials);
  const { rows } = useModel(model.recent);
  return (
    <FirstRun
      ways={ways}
      test={test}
      suggestions={suggestFavourites(
        rows.map(({ record }) => record),
        list,
      )}
      onAdd={({ label, number }) => {
        model.speedDials.add(label, number);
      }}
      onEnd={() => {
        model.dialTest.stop();
        model.settings.change({ isWelcomed: true });
      }}
    />
  );
}
