// The Meetings page.
import type { ReactElement } from 'react';
import { useTranslator } from '#shared/ui';
import type { PageProps } from '../lazyPages.tsx';

/** The page. */
export function MeetingsPage({ model }: PageProps): ReactElement {
  const { t } = useTranslator();
  return <p>{model.session.getSnapshot().phase === 'signedIn' ? t('app.loading') : null}</p>;
}
