// The page of the selected mail or appointment: its meeting, then its numbers.
import { Spinner } from '@fluentui/react-components';
import { MailRegular } from '@fluentui/react-icons/svg/mail';
import type { ReactElement } from 'react';
import type { ItemModel, ItemView } from '#shared/models';
import { EmptyState, ErrorState, MeetingCard, Notice, NumberList, useModel, useTranslator } from '#shared/ui';
import { useItemPageStyles } from './ItemPage.styles.ts';

/** Reading takes a moment; a spinner that flashes for less than this only disturbs. */
const spinnerDelayMs = 400;

/** Properties of the page. */
export interface ItemPageProps {
  readonly item: ItemModel;
  readonly onOpenLink: (url: string) => boolean;
}

/** The first page of the pane. */
export function ItemPage({ item, onOpenLink }: ItemPageProps): ReactElement {
  const { t } = useTranslator();
  const view = useModel(item);
  switch (view.phase) {
    case 'reading':
      return <Spinner label={t('app.loading')} delay={spinnerDelayMs} />;
    case 'none':
      return <EmptyState icon={<MailRegular aria-hidden />} title={t('item.none')} hint={t('item.noneHint')} />;
    case 'failed':
      return <ErrorState code={view.error ?? 'host.unavailable'} onRetry={() => void item.read()} />;
    case 'ready':
      return <ItemFindings view={view} onOpenLink={onOpenLink} />;
  }
}

interface ItemFindingsProps {
  readonly view: ItemView;
  readonly onOpenLink: (url: string) => boolean;
}

function ItemFindings({ view, onOpenLink }: ItemFindingsProps): ReactElement {
  const styles = useItemPageStyles();
  const { t } = useTranslator();
  const { kind, meeting, numbers, isCut } = view;
  const isMeetingExpected = kind === 'appointment';
  return (
    <>
      {isCut && <Notice intent="info">{t('item.cut')}</Notice>}
      {meeting !== undefined && <MeetingCard meeting={meeting} onOpenLink={onOpenLink} />}
      {meeting === undefined && isMeetingExpected && <p className={styles.none}>{t('meeting.none')}</p>}
      {(numbers.length > 0 || !isMeetingExpected) && (
        <section aria-label={t('numbers.title')} className={styles.section}>
          <h2 className={styles.heading}>{t('numbers.title')}</h2>
          {numbers.length > 0 ? (
            <NumberList numbers={numbers} label={t('numbers.title')} />
          ) : (
            <p className={styles.none}>{t('numbers.none')}</p>
          )}
        </section>
      )}
    </>
  );
}
