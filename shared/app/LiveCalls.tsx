// Binds the live calls to their model: shown, and controlled where the phone system lets us.
import type { ReactElement } from 'react';
import type { AppModel } from '#shared/models';
import { LiveCallList, useModel } from '#shared/ui';

/** The live calls of the person, on whatever page. */
export function LiveCalls({ model }: { readonly model: Pick<AppModel, 'live' | 'session'> }): ReactElement {
  const { calls, orders } = useModel(model.live);
  const { clockSkewMs, connection } = useModel(model.session);
  return (
    <LiveCallList
      calls={calls}
      clockSkewMs={clockSkewMs}
      orders={orders}
      // Without the service nothing could be asked, and the calls may be over.
      {...(connection !== 'lost' && { onControl: (id, action) => void model.live.control(id, action) })}
    />
  );
}
