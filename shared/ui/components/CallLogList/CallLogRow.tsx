// One row of the call log: direction and outcome, who, when, how long, and the button that calls back.
import { mergeClasses } from '@fluentui/react-components';
import { memo, type ReactElement, type ReactNode } from 'react';
import type { CallRecordWire } from '#shared/contracts';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { partyText } from '../../text/partyText.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { CallCount } from './CallCount.tsx';
import { CallIcon } from './CallIcon.tsx';
import { useCallLogRowStyles } from './CallLogRow.styles.ts';
import { detailsOf, durationOf, isMissed, outcomeText } from './recordText.ts';

/** Properties of a row. */
export interface CallLogRowProps {
  readonly record: CallRecordWire;
  /** How many equal calls the row stands for. @default 1 */
  readonly count?: number;
  /** The calls it stands for are shown below it. @default false */
  readonly isOpen?: boolean;
  /** Shows or hides them. Missing: they cannot be shown. */
  readonly onToggle?: () => void;
  /** It is one of the calls of the row above. @default false */
  readonly isMember?: boolean;
  /** The present, where rows have no day heading: the row then names its day. */
  readonly now?: number;
  /** More that can be done, behind the dial button. */
  readonly menu?: ReactNode;
  /** Tab stop of the row's buttons. @default 0 */
  readonly tabIndex?: number;
}

/** One row. Re-rendered only when its record changes: a log is long. */
export const CallLogRow = memo(function CallLogRow(props: CallLogRowProps): ReactElement {
  const { record, count = 1, isOpen = false, isMember = false, onToggle, now, menu, tabIndex = 0 } = props;
  const styles = useCallLogRowStyles();
  const translator = useTranslator();
  const { format } = useDialer();
  const party = partyText(record.other, record.e164, translator, format);
  return (
    <div className={mergeClasses(styles.root, isMember && styles.member)}>
      <CallIcon record={record} label={translator.t(`call.direction.${record.direction}`)} />
      <div className={styles.body}>
        <div className={mergeClasses(styles.title, isMissed(record) && styles.missed)}>
          <span className={styles.name} title={party.title} dir="auto">
            {party.title}
          </span>
          {count > 1 && (
            <CallCount
              count={count}
              isOpen={isOpen}
              tabIndex={tabIndex}
              {...(onToggle !== undefined && { onToggle })}
            />
          )}
        </div>
        <Details record={record} number={party.number} />
      </div>
      <When record={record} now={now} />
      <span className={styles.dial} data-dial>
        {party.dial !== undefined && <DialButton number={party.dial} target={party.title} tabIndex={tabIndex} />}
      </span>
      {menu !== undefined && <span className={styles.dial}>{menu}</span>}
    </div>
  );
});

function Details({ record, number }: { readonly record: CallRecordWire; readonly number: string }): ReactElement {
  const styles = useCallLogRowStyles();
  const translator = useTranslator();
  const { format } = useDialer();
  const outcome = outcomeText(record, translator, format);
  const details = [number, ...detailsOf(record, translator, format)].filter(Boolean);
  return (
    <div className={styles.details} title={[outcome, ...details].join(' · ')}>
      <span className={mergeClasses(isMissed(record) && styles.missed)}>{outcome}</span>
      {details.map((text) => (
        <bdi key={text}> · {text}</bdi>
      ))}
    </div>
  );
}

/** Time and duration; day and time where rows have no day heading, as there is little room for three. */
function When({ record, now }: { readonly record: CallRecordWire; readonly now: number | undefined }): ReactElement {
  const styles = useCallLogRowStyles();
  const translator = useTranslator();
  const day = now === undefined ? '' : translator.formatShortDay(record.startedAt, now);
  const duration = day === '' ? durationOf(record, translator) : undefined;
  return (
    <div className={styles.when}>
      <time className={styles.time} dateTime={record.startedAt} title={translator.formatFull(record.startedAt)}>
        {day !== '' && <span>{day} </span>}
        <span>{translator.formatTime(record.startedAt)}</span>
      </time>
      {duration !== undefined && (
        <span className={styles.duration} title={duration.spoken}>
          <span aria-hidden>{duration.shown}</span>
          <span className={styles.spoken}>{duration.spoken}</span>
        </span>
      )}
    </div>
  );
}
