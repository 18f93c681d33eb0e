// Parts of the first page that not everybody has: the next meeting, and the lines that others share.
import { Button } from '@fluentui/react-components';
import { useId, type ReactElement } from 'react';
import { nextMeeting } from '#shared/models';
import { NextMeetingCard, SharedLineList, useModel, useNow, useTranslator } from '#shared/ui';
import type { PageProps } from '../lazyPages.tsx';
import { useMeetings } from '../useMeetings.ts';
import { useHomeSectionsStyles } from './HomeSections.styles.ts';

const halfMinuteMs = 30_000;

/** Properties of the next meeting. */
export interface NextMeetingProps extends PageProps {
  /** Leads to all of them. */
  readonly onSeeAll: () => void;
}

/** The next meeting; nothing where the site shows none, and quiet where there is none ahead. */
export function NextMeeting({ model, onSeeAll }: NextMeetingProps): ReactElement | null {
  const styles = useHomeSectionsStyles();
  const { t } = useTranslator();
  const now = useNow(halfMinuteMs);
  const { phase, me } = useModel(model.session);
  const isOffered = me?.offers?.meetings === true;
  const { phase: reading, meetings, readAtMs } = useMeetings(model.meetings, isOffered && phase === 'signedIn');
  const id = useId();
  const next = nextMeeting(meetings, now);
  const isComing = readAtMs === undefined && (reading === 'idle' || reading === 'loading');
  if (!isOffered || (readAtMs === undefined && !isComing)) return null;
  return (
    <section aria-labelledby={id} className={styles.section}>
      <div className={styles.headingRow}>
        <h2 id={id} className={styles.heading}>
          {t('home.next')}
        </h2>
        <Button appearance="transparent" size="small" onClick={onSeeAll}>
          {t('home.allMeetings')}
        </Button>
      </div>
      {isComing && <div className={styles.coming} />}
      {!isComing && next === undefined && <p className={styles.none}>{t('meetings.empty')}</p>}
      {next !== undefined && <NextMeetingCard {...next} />}
    </section>
  );
}

/** The shared lines; nothing for those who have none. */
export function SharedLines({ model }: PageProps): ReactElement | null {
  const styles = useHomeSectionsStyles();
  const { t } = useTranslator();
  const { lines } = useModel(model.sharedLines);
  const id = useId();
  if (lines.length === 0) return null;
  return (
    <section aria-labelledby={id} className={styles.section}>
      <h2 id={id} className={styles.heading}>
        {t('sharedLines.title')}
      </h2>
      <SharedLineList lines={lines} />
    </section>
  );
}
