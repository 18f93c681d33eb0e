// The meetings of the coming days under their headings, what runs now first.
import { useId, type ReactElement } from 'react';
import type { MessageKey } from '#shared/i18n';
import { useNow } from '../../hooks/useNow.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useMeetingListStyles } from './MeetingList.styles.ts';
import { MeetingRow, type MeetingRowView } from './MeetingRow.tsx';

/** A heading with its meetings. */
export interface MeetingGroupView {
  readonly day: 'now' | 'today' | 'tomorrow' | 'later';
  readonly meetings: readonly MeetingRowView[];
}

/** Properties of the list. */
export interface MeetingListProps {
  readonly groups: readonly MeetingGroupView[];
}

const minuteMs = 60_000;
const headings: Readonly<Record<MeetingGroupView['day'], MessageKey>> = {
  now: 'meetings.now',
  today: 'day.today',
  tomorrow: 'meetings.tomorrow',
  later: 'meetings.later',
};

/** The list. */
export function MeetingList({ groups }: MeetingListProps): ReactElement {
  return (
    <>
      {groups.map((group) => (
        <Group key={group.day} {...group} />
      ))}
    </>
  );
}

function Group({ day, meetings }: MeetingGroupView): ReactElement {
  const styles = useMeetingListStyles();
  const { t } = useTranslator();
  const now = useNow(minuteMs);
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h2 id={id} className={styles.heading}>
        {t(headings[day])}
      </h2>
      <ul className={styles.list}>
        {meetings.map((view) => (
          <li key={view.meeting.id}>
            <MeetingRow {...view} now={now} />
          </li>
        ))}
      </ul>
    </section>
  );
}
