// One meeting of the person's day, with every way to join it.
import { mergeClasses } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { MeetingWire } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { JoinButton } from '../MeetingCard/JoinButton.tsx';
import { PhoneJoin } from '../MeetingCard/PhoneJoin.tsx';
import { useMeetingListStyles } from './MeetingList.styles.ts';
import { MeetingWays, phoneOf } from './MeetingWays.tsx';
import { meetingTime } from './meetingTime.ts';

/** A meeting as it stands at this moment. */
export interface MeetingRowView {
  readonly meeting: MeetingWire;
  readonly isRunning: boolean;
  /** There is a way to join, and it is time to. */
  readonly canJoin: boolean;
}

/** Properties of a row. */
export interface MeetingRowProps extends MeetingRowView {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Level of the subject as a heading. @default 3 */
  readonly level?: 3 | 4;
}

/** The row. It can be joined early too; what can be joined now stands out. */
export function MeetingRow({ meeting, isRunning, canJoin, now, level = 3 }: MeetingRowProps): ReactElement {
  const styles = useMeetingListStyles();
  const translator = useTranslator();
  const { t } = translator;
  const isCancelled = meeting.isCancelled === true;
  const subject = plainText(meeting.subject) || t('meetings.noSubject');
  const details = [meeting.organizer, meeting.location].map(plainText).filter((text) => text !== '');
  const Subject = `h${String(level)}` as 'h3' | 'h4';
  return (
    <article className={mergeClasses(styles.row, isRunning && styles.running)} aria-label={subject}>
      <div className={styles.body}>
        <p className={styles.time}>
          {isCancelled ? `${t('meetings.cancelled')} · ` : ''}
          {meetingTime(meeting, now, translator)}
        </p>
        <Subject className={mergeClasses(styles.subject, isCancelled && styles.cancelled)} dir="auto">
          {subject}
        </Subject>
        {details.length > 0 && (
          <p className={styles.details} dir="auto">
            {details.join(' · ')}
          </p>
        )}
      </div>
      {!isCancelled && <Join meeting={meeting} subject={subject} canJoin={canJoin} />}
    </article>
  );
}

interface JoinProps {
  readonly meeting: MeetingWire;
  readonly subject: string;
  readonly canJoin: boolean;
}

function Join({ meeting, subject, canJoin }: JoinProps): ReactElement {
  const styles = useMeetingListStyles();
  const [link] = meeting.links;
  const [dialIn] = meeting.dialIns;
  const service = plainText(link?.service);
  return (
    <>
      <div className={styles.actions}>
        {link !== undefined && (
          <JoinButton
            url={link.url}
            meetingName={subject}
            appearance={canJoin ? 'primary' : 'secondary'}
            {...(service !== '' && { serviceName: service })}
          />
        )}
        {dialIn !== undefined && <PhoneJoin phone={phoneOf(dialIn)} isMain={canJoin && link === undefined} />}
      </div>
      <MeetingWays meeting={meeting} subject={subject} />
    </>
  );
}
