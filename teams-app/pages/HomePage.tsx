// The first page: what happens now, what was missed, what comes next, who is called most, what was last.
import { Button, mergeClasses } from '@fluentui/react-components';
import { Suspense, type ReactElement } from 'react';
import { LiveCalls, NextMeeting, SharedLines } from '#shared/app';
import type { AppModel, CallLogModel } from '#shared/models';
import { ErrorState, ShortCallList, SpeedDialStrip, useModel, useTranslator, type AppPage } from '#shared/ui';
import { useHomePageStyles } from './HomePage.styles.ts';
import { useIsSettled } from './useIsSettled.ts';

const shownRows = 6;

/** Properties of the page. */
export interface HomePageProps {
  readonly model: AppModel;
  readonly onPageChange: (page: AppPage) => void;
}

/** The home page. */
export function HomePage({ model, onPageChange }: HomePageProps): ReactElement {
  const styles = useHomePageStyles();
  const { t } = useTranslator();
  const seeAll = (page: AppPage) => () => {
    onPageChange(page);
  };
  const settled = useIsSettled(model);
  return (
    <div className={mergeClasses(styles.root, !settled.page && styles.coming)}>
      <Suspense fallback={null}>
        <LiveSection model={model} />
        <SharedLines model={model} />
        <div className={styles.columns}>
          <CallsSection title={t('home.missed')} empty={t('home.noMissed')} log={model.missed} />
          <NextMeeting model={model} onSeeAll={seeAll('meetings')} />
          <div className={mergeClasses(styles.below, !settled.belowMeetings && styles.coming)}>
            <Favourites model={model} onSeeAll={seeAll('speedDials')} />
            <CallsSection
              title={t('home.recent')}
              empty={t('calls.empty.all')}
              log={model.recent}
              action={
                <Button appearance="transparent" size="small" onClick={seeAll('calls')}>
                  {t('calls.seeAll')}
                </Button>
              }
            />
          </div>
        </div>
      </Suspense>
    </div>
  );
}

function LiveSection({ model }: { readonly model: AppModel }): ReactElement {
  const styles = useHomePageStyles();
  const { t } = useTranslator();
  const { calls, known } = useModel(model.live);
  const { connection } = useModel(model.session);
  return (
    <section aria-label={t('home.live')} className={styles.section}>
      <h2 className={styles.heading}>{t('home.live')}</h2>
      <LiveCalls model={model} />
      {known && connection !== 'lost' && calls.length === 0 && <p className={styles.none}>{t('home.noLive')}</p>}
    </section>
  );
}

interface FavouritesProps {
  readonly model: AppModel;
  readonly onSeeAll: () => void;
}

/** The first speed dials, once they are known, if only from this device. */
function Favourites({ model, onSeeAll }: FavouritesProps): ReactElement | null {
  const { isKnown, list, lineStates } = useModel(model.speedDials);
  return isKnown ? <SpeedDialStrip list={list} lineStates={lineStates} onSeeAll={onSeeAll} /> : null;
}

interface CallsSectionProps {
  readonly title: string;
  readonly empty: string;
  readonly log: CallLogModel;
  readonly action?: ReactElement;
}

function CallsSection({ title, empty, log, action }: CallsSectionProps): ReactElement {
  const styles = useHomePageStyles();
  const { phase, rows, error } = useModel(log);
  return (
    <section aria-label={title} className={styles.section}>
      <div className={styles.headingRow}>
        <h2 className={styles.heading}>{title}</h2>
        {action}
      </div>
      {rows.length > 0 && <ShortCallList rows={rows.slice(0, shownRows)} label={title} />}
      {rows.length === 0 && phase === 'ready' && <p className={styles.none}>{empty}</p>}
      {rows.length === 0 && error !== undefined && <ErrorState code={error} onRetry={() => void log.load()} />}
    </section>
  );
}
