// The live calls of a person.
import type { ReactElement } from 'react';
import type { CallAction, LiveCall } from '#shared/contracts';
import type { CallOrderView } from './CallControls.tsx';
import { LiveCallCard } from './LiveCallCard.tsx';
import { useLiveCallCardStyles } from './LiveCallCard.styles.ts';

/** Properties of the list. */
export interface LiveCallListProps {
  readonly calls: readonly LiveCall[];
  readonly clockSkewMs?: number;
  /** What was asked of the calls, by id. */
  readonly orders?: Readonly<Record<string, CallOrderView>>;
  /** Missing: the calls are only shown. */
  readonly onControl?: (id: string, action: CallAction) => void;
}

/** Cards for all live calls. They are announced by `LiveAnnouncer`, on every page. */
export function LiveCallList({ calls, orders = {}, ...card }: LiveCallListProps): ReactElement | null {
  const styles = useLiveCallCardStyles();
  if (calls.length === 0) return null;
  return (
    <div className={styles.list}>
      {calls.map((call) => (
        <LiveCallCard key={`${call.id} ${call.line}`} call={call} {...card} {...orderOf(orders[call.id])} />
      ))}
    </div>
  );
}

function orderOf(order: CallOrderView | undefined): { readonly order?: CallOrderView } {
  return order === undefined ? {} : { order };
}
