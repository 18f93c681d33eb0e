// The dial pad page.
import type { ReactElement } from 'react';
import type { AppModel } from '#shared/models';
import { DialPad, useModel } from '#shared/ui';
import { LiveCalls } from '../LiveCalls.tsx';

/** The dial pad page, with the live calls above it: what was dialled shows where it was dialled. */
export function DialPadPage({ model }: { readonly model: AppModel }): ReactElement {
  const { text, found, lastNumber } = useModel(model.dial);
  return (
    <>
      <LiveCalls model={model} />
      <DialPad
        text={text}
        lastNumber={lastNumber}
        found={found}
        onTextChange={model.dial.setText}
        onPaste={model.dial.paste}
        onTake={model.dial.take}
        onKey={model.dial.press}
        onErase={model.dial.erase}
      />
    </>
  );
}
