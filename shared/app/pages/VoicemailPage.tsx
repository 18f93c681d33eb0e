// The Voicemail page.
import type { ReactElement } from 'react';
import { useTranslator } from '#shared/ui';
import type { PageProps } from '../lazyPages.tsx';

/** The page. */
export function VoicemailPage({ model }: PageProps): ReactElement {
  const { t } = useTranslator();
  return <p>{model.session.getSnapshot().phase === 'signedIn' ? t('app.loading') : null}</p>;
}
