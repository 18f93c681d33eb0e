// The lines that others share with the person.
import type { ReactElement } from 'react';
import type { SharedLine } from '#shared/contracts';
import { SharedLineCard } from './SharedLineCard.tsx';
import { useSharedLineCardStyles } from './SharedLineCard.styles.ts';

/** Cards for all lines. What rings there is announced by `LiveAnnouncer`, on every page. */
export function SharedLineList({ lines }: { readonly lines: readonly SharedLine[] }): ReactElement {
  const styles = useSharedLineCardStyles();
  return (
    <ul className={styles.list}>
      {lines.map((line) => (
        <li key={line.extension}>
          <SharedLineCard line={line} />
        </li>
      ))}
    </ul>
  );
}
