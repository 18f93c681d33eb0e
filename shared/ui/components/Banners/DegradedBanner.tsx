// Says honestly what does not work at the moment, and what still does.
import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { PbxLink } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { Notice } from '../Notice/Notice.tsx';

/** Properties of the banner. */
export interface DegradedBannerProps {
  readonly connection: 'connecting' | 'open' | 'lost';
  /** Undefined until the service has told. */
  readonly pbx?: PbxLink;
  /** A fault that concerns the whole app. */
  readonly error?: ErrorCode;
  readonly onRetry: () => void;
}

/** Nothing while all is well; else the one thing that explains most. */
export function DegradedBanner({ connection, pbx, error, onRetry }: DegradedBannerProps): ReactElement | null {
  const { t, errorText } = useTranslator();
  const retry = (
    <Button size="small" onClick={onRetry}>
      {t('banner.retry')}
    </Button>
  );
  if (connection === 'lost') {
    return (
      <Notice intent="warning" actions={retry}>
        {t('banner.lost')}
      </Notice>
    );
  }
  if (error !== undefined) {
    return (
      <Notice intent="error" actions={retry}>
        {errorText(error)}
      </Notice>
    );
  }
  if (pbx === 'down') return <Notice intent="warning">{t('banner.pbxDown')}</Notice>;
  return null;
}
