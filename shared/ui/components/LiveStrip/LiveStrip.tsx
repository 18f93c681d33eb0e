// The calls of this moment in a few lines, for the pages that do not show their cards.
import { Button, mergeClasses } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { CallAction, LiveCall, SharedLine } from '#shared/contracts';
import { useFocusRescued } from '../../hooks/useFocusRescued.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { CallControls, type CallOrderView } from '../LiveCallCard/CallControls.tsx';
import { isRinging } from '../LiveCallCard/liveState.ts';
import { useCallText } from './useCallText.ts';
import { useLiveStripStyles } from './LiveStrip.styles.ts';

/** Properties of the strip. */
export interface LiveStripProps {
  /** The person's own calls, what matters most first; empty where the page shows them itself. */
  readonly calls: readonly LiveCall[];
  /** Lines of others; only what rings there is shown. Empty where the page shows them itself. */
  readonly lines: readonly SharedLine[];
  /** What was asked of the own calls, by id. */
  readonly orders?: Readonly<Record<string, CallOrderView>>;
  /** Missing: the calls are only shown. */
  readonly onControl?: (id: string, action: CallAction) => void;
  /** Leads to the page with the cards of the own calls. Missing: there is none. */
  readonly onShowCalls?: () => void;
  /** Leads to the page with the lines of others. Missing: there is none. */
  readonly onShowLines?: () => void;
}

/** More would leave no page on a small screen. */
const mostRows = 2;

interface StripRow {
  readonly call: LiveCall;
  /** Somebody else's line the call rings on. */
  readonly line?: SharedLine;
}

/** Nothing while there is no call. Its changes are announced by `LiveAnnouncer`. */
export function LiveStrip(props: LiveStripProps): ReactElement | null {
  const styles = useLiveStripStyles();
  const { t } = useTranslator();
  const rows = rowsOf(props);
  if (rows.length === 0) return null;
  const hidden = rows.length - mostRows;
  return (
    <section aria-label={t('home.live')} className={styles.root}>
      <ul className={styles.list}>
        {rows.slice(0, mostRows).map((row) => (
          <Row key={`${row.call.id} ${row.line?.extension ?? ''}`} {...props} row={row} />
        ))}
      </ul>
      {hidden > 0 && <div className={styles.more}>{t('live.more', { count: hidden })}</div>}
    </section>
  );
}

/** What rings comes first, and of that what rings at the person's own phone. */
function rowsOf({ calls, lines }: LiveStripProps): readonly StripRow[] {
  const own = calls.map((call) => ({ call }));
  const others = lines.flatMap((line) => line.calls.filter(isRinging).map((call) => ({ call, line })));
  const isUrgent = ({ call }: StripRow): boolean => isRinging(call);
  return [...own.filter(isUrgent), ...others, ...own.filter((row) => !isUrgent(row))];
}

function Row({ row, ...props }: LiveStripProps & { readonly row: StripRow }): ReactElement {
  const styles = useLiveStripStyles();
  const { t } = useTranslator();
  const { text, party } = useCallText()(row.call, row.line);
  const root = useFocusRescued<HTMLLIElement>();
  const { orders = {}, onControl, onShowCalls, onShowLines } = props;
  const onShow = row.line === undefined ? onShowCalls : onShowLines;
  const order = orders[row.call.id];
  return (
    <li ref={root} className={mergeClasses(styles.row, isRinging(row.call) && styles.ringing)}>
      <span className={styles.text} title={text} dir="auto">
        {text}
      </span>
      {row.line === undefined && onControl !== undefined && (
        <div>
          <CallControls
            call={row.call}
            party={party}
            {...(order !== undefined && { order })}
            onControl={(action) => {
              onControl(row.call.id, action);
            }}
          />
        </div>
      )}
      {onShow !== undefined && (
        <Button size="small" appearance="subtle" aria-label={`${t('live.details')}: ${party}`} onClick={onShow}>
          {t('live.details')}
        </Button>
      )}
    </li>
  );
}
