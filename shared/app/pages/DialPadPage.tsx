// The dial pad page.
import type { ReactElement } from 'react';
import type { AppModel } from '#shared/models';
import { DialPad, LiveCallList, useModel } from '#shared/ui';

/** The dial pad page, with the live calls above it: what was dialled shows where it was dialled. */
export function DialPadPage({ model }: { readonly model: AppModel }): ReactElement {
  const { text, lastNumber } = useModel(model.dial);
  const { calls } = useModel(model.live);
  const { clockSkewMs } = useModel(model.session);
  return (
    <>
      <LiveCallList calls={calls} clockSkewMs={clockSkewMs} />
      <DialPad
        text={text}
        lastNumber={lastNumber}
        onTextChange={model.dial.setText}
        onKey={model.dial.press}
        onErase={model.dial.erase}
      />
    </>
  );
}
