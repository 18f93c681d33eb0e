// The meetings page: what runs, what comes, and every way in.
import { Button, Spinner } from '@fluentui/react-components';
import { CalendarRegular } from '@fluentui/react-icons/svg/calendar';
import type { ReactElement } from 'react';
import { groupMeetings, type AppModel, type MeetingsSnapshot } from '#shared/models';
import { EmptyState, ErrorState, MeetingList, Notice, useModel, useNow, useTranslator } from '#shared/ui';
import type { PageProps } from '../lazyPages.tsx';
import { useMeetings } from '../useMeetings.ts';

const halfMinuteMs = 30_000;

/** The page. */
export function MeetingsPage({ model }: PageProps): ReactElement | null {
  const { t } = useTranslator();
  const { phase, me } = useModel(model.session);
  const isOff = me !== undefined && me.offers?.meetings !== true;
  const meetings = useMeetings(model.meetings, phase === 'signedIn' && me !== undefined && !isOff);
  if (isOff) {
    return <EmptyState icon={<CalendarRegular aria-hidden />} title={t('meetings.off')} hint={t('meetings.offHint')} />;
  }
  return <Body model={model.meetings} snapshot={meetings} />;
}

interface BodyProps {
  readonly model: AppModel['meetings'];
  readonly snapshot: MeetingsSnapshot;
}

function Body({ model, snapshot }: BodyProps): ReactElement | null {
  const { t } = useTranslator();
  const now = useNow(halfMinuteMs);
  const { phase, meetings, error, readAtMs } = snapshot;
  const groups = groupMeetings(meetings, now);
  const onRetry = (): void => void model.load();
  if (phase === 'idle') return null;
  if (phase === 'loading') return <Spinner label={t('app.loading')} />;
  if (error !== undefined && (phase === 'consentMissing' || readAtMs === undefined)) {
    return <ErrorState code={error} {...(phase === 'failed' && { onRetry })} />;
  }
  return (
    <>
      {phase === 'failed' && (
        <div role="status">
          <Notice
            intent="warning"
            actions={
              <Button size="small" onClick={onRetry}>
                {t('error.retry')}
              </Button>
            }
          >
            {t('meetings.old')}
          </Notice>
        </div>
      )}
      {groups.length > 0 ? (
        <MeetingList groups={groups} />
      ) : (
        <EmptyState icon={<CalendarRegular aria-hidden />} title={t('meetings.empty')} hint={t('meetings.emptyHint')} />
      )}
    </>
  );
}
