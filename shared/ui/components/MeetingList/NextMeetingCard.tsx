// The next meeting, for the first page: when, what, join, and what else is at the same time.
import type { ReactElement } from 'react';
import { useNow } from '../../hooks/useNow.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useMeetingListStyles } from './MeetingList.styles.ts';
import { MeetingRow, type MeetingRowView } from './MeetingRow.tsx';
import { meetingNews } from './meetingTime.ts';

/** Properties of the card. */
export interface NextMeetingCardProps {
  readonly lead: MeetingRowView;
  /** At the same time. */
  readonly others: readonly MeetingRowView[];
}

const halfMinuteMs = 30_000;

/** The card. */
export function NextMeetingCard({ lead, others }: NextMeetingCardProps): ReactElement {
  const styles = useMeetingListStyles();
  const translator = useTranslator();
  const now = useNow(halfMinuteMs);
  const news = meetingNews(lead.meeting, now, translator);
  return (
    <>
      {news !== '' && <p className={styles.time}>{news}</p>}
      <MeetingRow {...lead} now={now} />
      {others.length > 0 && (
        <>
          <p className={styles.together}>{translator.t('meetings.together', { count: others.length })}</p>
          <ul className={styles.list} aria-label={translator.t('meetings.together', { count: others.length })}>
            {others.map((view) => (
              <li key={view.meeting.id}>
                <MeetingRow {...view} now={now} />
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}
