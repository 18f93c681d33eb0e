// What is kept of the person: a copy for them, and the end of it.
import { Button } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import type { ErrorCode } from '#shared/errors';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { FormDialog } from '../SpeedDialForm/FormDialog.tsx';
import { Section } from './Section.tsx';
import { useSettingsFormStyles } from './SettingsForm.styles.ts';

/** Snapshot and actions of the own data. */
export interface PrivacySettingsProps {
  readonly phase: 'idle' | 'downloading' | 'erasing' | 'erased';
  readonly error?: ErrorCode;
  readonly onDownload: () => void;
  readonly onErase: () => void;
}

/** Downloading and erasing; erasing is asked about first. */
export function PrivacySettings({ phase, error, onDownload, onErase }: PrivacySettingsProps): ReactElement {
  const styles = useSettingsFormStyles();
  const { t, errorText } = useTranslator();
  const [isAsked, setAsked] = useState(false);
  const isBusy = phase === 'downloading' || phase === 'erasing';
  const close = (): void => {
    setAsked(false);
  };
  return (
    <Section title={t('settings.privacy')}>
      <p className={styles.hint}>{t('settings.privacyHint')}</p>
      <div className={styles.row}>
        <Button disabledFocusable={isBusy} onClick={onDownload}>
          {t('settings.download')}
        </Button>
        <Button
          disabledFocusable={isBusy}
          aria-haspopup="dialog"
          onClick={() => {
            setAsked(true);
          }}
        >
          {t('settings.erase')}
        </Button>
      </div>
      <div role="status">
        {isBusy && t('app.loading')}
        {phase === 'erased' && t('settings.erased')}
      </div>
      <div role="alert">{error !== undefined && <p className={styles.fault}>{errorText(error)}</p>}</div>
      {isAsked && (
        <FormDialog
          title={t('settings.eraseTitle')}
          submit={t('settings.eraseConfirm')}
          isFinal
          onSubmit={() => {
            onErase();
            close();
          }}
          onClose={close}
        >
          <p className={styles.hint}>{t('settings.eraseHint')}</p>
        </FormDialog>
      )}
    </Section>
  );
}
