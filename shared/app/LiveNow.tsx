// Binds the one announcer of live calls and the strip of them to their models, on every page.
import type { ReactElement } from 'react';
import type { AppModel } from '#shared/models';
import { LiveAnnouncer, LiveStrip, useModel, type AppPage } from '#shared/ui';

/** Properties of the strip and its voice. */
export interface LiveNowProps {
  readonly model: Pick<AppModel, 'live' | 'session' | 'sharedLines' | 'settings'>;
  /** The sections of this app. */
  readonly pages: readonly AppPage[];
  readonly page: AppPage;
  readonly onPageChange: (page: AppPage) => void;
}

/** Pages with the cards of the own calls, and with the lines of others: there the strip does not repeat them. */
const callPages: readonly AppPage[] = ['home', 'calls', 'dialPad'];
const linePages: readonly AppPage[] = ['home'];
const nothing = [] as const;

/** Nothing to see on pages with the cards; to be heard everywhere. */
export function LiveNow({ model, pages, page, onPageChange }: LiveNowProps): ReactElement {
  const { calls, orders } = useModel(model.live);
  const { connection } = useModel(model.session);
  const { settings } = useModel(model.settings);
  const { lines: shared } = useModel(model.sharedLines);
  // Whoever wants no news of these lines finds them on their page.
  const lines = settings?.sharedLineNotices.incoming === false ? nothing : shared;
  const leadTo = (those: readonly AppPage[]): (() => void) | undefined => {
    const target = those.find((one) => pages.includes(one));
    return (
      target &&
      (() => {
        onPageChange(target);
      })
    );
  };
  const onShowCalls = leadTo(callPages);
  const onShowLines = leadTo(linePages);
  return (
    <>
      <LiveAnnouncer calls={calls} lines={lines} />
      <LiveStrip
        calls={callPages.includes(page) ? nothing : calls}
        lines={linePages.includes(page) ? nothing : lines}
        orders={orders}
        {...(onShowCalls !== undefined && { onShowCalls })}
        {...(onShowLines !== undefined && { onShowLines })}
        // Without the service nothing could be asked, and the calls may be over.
        {...(connection !== 'lost' && { onControl: (id, action) => void model.live.control(id, action) })}
      />
    </>
  );
}
