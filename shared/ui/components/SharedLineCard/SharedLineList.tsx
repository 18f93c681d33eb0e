// The lines that others share with the person, and what rings there, said to screen readers.
import type { ReactElement } from 'react';
import type { SharedLine } from '#shared/contracts';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { partyText } from '../../text/partyText.ts';
import { isRinging } from '../LiveCallCard/liveState.ts';
import { lineName, SharedLineCard } from './SharedLineCard.tsx';
import { useSharedLineCardStyles } from './SharedLineCard.styles.ts';

/** Properties of the list. */
export interface SharedLineListProps {
  readonly lines: readonly SharedLine[];
  /** Ringing calls are announced, as the person's settings say. @default true */
  readonly isAnnounced?: boolean;
}

/** Cards for all lines. The announcement changes only when a call begins or ends to ring. */
export function SharedLineList({ lines, isAnnounced = true }: SharedLineListProps): ReactElement {
  const styles = useSharedLineCardStyles();
  const translator = useTranslator();
  const { format } = useDialer();
  const ringing = lines.flatMap((line) =>
    line.calls.filter(isRinging).map((call) =>
      translator.t('sharedLines.rings', {
        name: lineName(line),
        party: partyText(call.other, call.e164, translator, format).title,
      }),
    ),
  );
  return (
    <>
      <div role="status" aria-live="polite" className={styles.announcement}>
        {isAnnounced ? ringing.join(', ') : ''}
      </div>
      <ul className={styles.list}>
        {lines.map((line) => (
          <li key={line.extension}>
            <SharedLineCard line={line} />
          </li>
        ))}
      </ul>
    </>
  );
}
