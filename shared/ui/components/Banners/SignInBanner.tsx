// Asks the person to sign in when the host could not do it silently.
import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { ErrorCode } from '#shared/errors';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { Notice } from '../Notice/Notice.tsx';

/** Properties of the banner. */
export interface SignInBannerProps {
  readonly isBusy: boolean;
  /** Why the last try failed. */
  readonly error?: ErrorCode;
  readonly onSignIn: () => void;
}

/** The sign-in button with what it is for. */
export function SignInBanner({ isBusy, error, onSignIn }: SignInBannerProps): ReactElement {
  const { t, errorText } = useTranslator();
  const button = (
    <Button appearance="primary" onClick={onSignIn} disabledFocusable={isBusy}>
      {t(isBusy ? 'signIn.busy' : 'signIn.button')}
    </Button>
  );
  return (
    <Notice intent={error === undefined ? 'info' : 'error'} actions={button}>
      <strong>{t('signIn.title')}</strong> {error === undefined ? t('signIn.hint') : errorText(error)}
    </Notice>
  );
}
