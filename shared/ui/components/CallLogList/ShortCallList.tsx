// A handful of calls, for the first page: the same rows without headings and window.
import { makeStyles } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useNow } from '../../hooks/useNow.ts';
import { CallLogRow } from './CallLogRow.tsx';
import type { CallLogItem } from './CallLogList.types.ts';

const minuteMs = 60_000;

const useStyles = makeStyles({ root: { listStyleType: 'none', margin: 0, padding: 0 } });

/** Properties of the short list. */
export interface ShortCallListProps {
  readonly rows: readonly CallLogItem[];
  readonly label: string;
}

/** A short list of calls. */
export function ShortCallList({ rows, label }: ShortCallListProps): ReactElement {
  const styles = useStyles();
  const now = useNow(minuteMs);
  return (
    <ul className={styles.root} aria-label={label}>
      {rows.map((row) => (
        <li key={row.record.id}>
          <CallLogRow record={row.record} count={row.count} now={now} />
        </li>
      ))}
    </ul>
  );
}
