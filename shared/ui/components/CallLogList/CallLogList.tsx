// The whole call log: day headings, thousands of rows at the cost of a screenful, arrow keys.
import { Button, Spinner } from '@fluentui/react-components';
import { memo, useCallback, useEffect, type CSSProperties, type ReactElement } from 'react';
import { useDialer } from '../../hooks/useDialer.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { partyText } from '../../text/partyText.ts';
import { keyOf, type CallLogActionHandlers, type CallLogItem, type CallLogListProps } from './CallLogList.types.ts';
import { useCallLogListStyles } from './CallLogList.styles.ts';
import { CallLogRow } from './CallLogRow.tsx';
import { CallRowMenu } from './CallRowMenu.tsx';
import { useCallLogList } from './useCallLogList.ts';

const minuteMs = 60_000;
/** This close to the end the next page is asked for. */
const nearEndRows = 10;
const none: CallLogActionHandlers = {};

/** The log. Up, Down, Home, End and the page keys move between rows; Enter calls back. */
export function CallLogList({ rows, actions = none, onEndNear, end = 'quiet' }: CallLogListProps): ReactElement {
  const styles = useCallLogListStyles();
  const { t } = useTranslator();
  const { scroller, onScroll, onKeyDown, onRowFocus, onBlur, window, shown, active, heightPx, topOf } =
    useCallLogList(rows);
  const isEndNear = window.end >= rows.length - nearEndRows;
  useEffect(() => {
    if (isEndNear && end === 'quiet') onEndNear?.();
  }, [isEndNear, end, onEndNear, rows.length]);

  return (
    <div className={styles.scroller} ref={scroller} onScroll={onScroll}>
      <div
        role="list"
        aria-label={t('calls.list')}
        className={styles.list}
        style={{ height: heightPx }}
        onKeyDown={onKeyDown}
        onBlur={onBlur}
      >
        {shown.map((index) => {
          const item = rows[index];
          return (
            item && (
              <Row
                key={keyOf(item)}
                item={item}
                actions={actions}
                index={index}
                total={rows.length}
                topPx={topOf(index)}
                isActive={index === active}
                onFocus={onRowFocus}
              />
            )
          );
        })}
      </div>
      <div className={styles.end}>
        {end === 'loading' && <Spinner size="tiny" label={t('calls.loadingMore')} />}
        {end === 'failed' && (
          <>
            {t('calls.moreFailed')} <Button onClick={onEndNear}>{t('error.retry')}</Button>
          </>
        )}
      </div>
    </div>
  );
}

interface RowProps {
  readonly item: CallLogItem;
  readonly actions: CallLogActionHandlers;
  readonly index: number;
  readonly total: number;
  readonly topPx: number;
  readonly isActive: boolean;
  readonly onFocus: (key: string, index: number) => void;
}

/** Scrolling renders only the rows that come into sight. */
const Row = memo(function Row(props: RowProps): ReactElement {
  const { item, actions, index, total, topPx, isActive, onFocus } = props;
  const styles = useCallLogListStyles();
  const tabIndex = isActive ? 0 : -1;
  const style: CSSProperties = { transform: `translateY(${topPx}px)` };
  return (
    <div
      role="listitem"
      aria-setsize={total}
      aria-posinset={index + 1}
      data-index={index}
      tabIndex={tabIndex}
      className={styles.row}
      style={style}
      onFocus={() => {
        onFocus(keyOf(item), index);
      }}
    >
      {item.startsDay && <DayHeading startedAt={item.record.startedAt} />}
      <RowContent item={item} actions={actions} tabIndex={tabIndex} />
    </div>
  );
});

function RowContent({
  item,
  actions,
  tabIndex,
}: Pick<RowProps, 'item' | 'actions'> & { readonly tabIndex: number }): ReactElement {
  const translator = useTranslator();
  const { format } = useDialer();
  const { record, count, isOpen = false, isMember = false } = item;
  const { onToggle } = actions;
  const toggle = useCallback(() => onToggle?.(item), [onToggle, item]);
  const hasMenu = Object.keys(actions).length > 0;
  const party = partyText(record.other, record.e164, translator, format);
  return (
    <CallLogRow
      record={record}
      count={count}
      isOpen={isOpen}
      isMember={isMember}
      tabIndex={tabIndex}
      {...(onToggle !== undefined && { onToggle: toggle })}
      {...(hasMenu && { menu: <CallRowMenu item={item} party={party} actions={actions} tabIndex={tabIndex} /> })}
    />
  );
}

function DayHeading({ startedAt }: { readonly startedAt: string }): ReactElement {
  const styles = useCallLogListStyles();
  const { formatDay } = useTranslator();
  return <h2 className={styles.day}>{formatDay(startedAt, useNow(minuteMs))}</h2>;
}
