// The live calls of a person, and their announcements for screen readers.
import type { ReactElement } from 'react';
import type { CallAction, LiveCall } from '#shared/contracts';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { partyText } from '../../text/partyText.ts';
import type { CallOrderView } from './CallControls.tsx';
import { LiveCallCard } from './LiveCallCard.tsx';
import { useLiveCallCardStyles } from './LiveCallCard.styles.ts';
import { liveStateKey } from './liveState.ts';

/** Properties of the list. */
export interface LiveCallListProps {
  readonly calls: readonly LiveCall[];
  readonly clockSkewMs?: number;
  /** What the phone system can do with a call. @default nothing */
  readonly can?: readonly CallAction[];
  /** What was asked of the calls, by id. */
  readonly orders?: Readonly<Record<string, CallOrderView>>;
  /** Missing: the calls are only shown. */
  readonly onControl?: (id: string, action: CallAction) => void;
}

/** Cards for all live calls. The announcement changes only when a call comes, goes or changes its state. */
export function LiveCallList({ calls, orders = {}, ...card }: LiveCallListProps): ReactElement {
  const styles = useLiveCallCardStyles();
  const translator = useTranslator();
  const { format } = useDialer();
  const announce = (call: LiveCall): string =>
    translator.t('live.announce', {
      state: translator.t(liveStateKey(call)),
      party: partyText(call.other, call.e164, translator, format).title,
    });
  return (
    <>
      <div role="status" aria-live="polite" className={styles.announcement}>
        {calls.map(announce).join(', ')}
      </div>
      {calls.length > 0 && (
        <div className={styles.list}>
          {calls.map((call) => (
            <LiveCallCard key={`${call.id} ${call.line}`} call={call} {...card} {...orderOf(orders[call.id])} />
          ))}
        </div>
      )}
    </>
  );
}

function orderOf(order: CallOrderView | undefined): { readonly order?: CallOrderView } {
  return order === undefined ? {} : { order };
}
