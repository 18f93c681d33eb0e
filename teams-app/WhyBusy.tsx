// Binds the question "why do I look busy?" to its model.
import type { ReactElement } from 'react';
import type { AppModel } from '#shared/models';
import { WhyBusyButton, useModel, useTranslator } from '#shared/ui';

/** The button beside the own state, with its panel. */
export function WhyBusy({ model }: { readonly model: AppModel['why'] }): ReactElement {
  const { phase, why, error } = useModel(model);
  const { locale } = useTranslator();
  return (
    <WhyBusyButton
      isOpen={phase !== 'closed'}
      words={why?.words ?? []}
      isBusy={phase === 'loading' || phase === 'releasing'}
      {...(error !== undefined && { error })}
      onOpen={() => void model.open(locale)}
      onRefresh={() => void model.refresh()}
      {...(why?.can.release === true && { onRelease: () => void model.release() })}
      onClose={model.close}
    />
  );
}
