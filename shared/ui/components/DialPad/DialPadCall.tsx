// The call control under the pad: call, redial, or the question before a service code.
import { Button } from '@fluentui/react-components';
import { useState, type ReactElement } from 'react';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { useDialPadStyles } from './DialPad.styles.ts';

/** What the control works with. */
export interface DialPadCallProps {
  readonly text: string;
  readonly lastNumber: string;
  readonly onTextChange: (text: string) => void;
}

/** Calls what the pad shows. An empty pad brings the last number back first, so that nobody redials by accident. */
export function DialPadCall({ text, lastNumber, onTextChange }: DialPadCallProps): ReactElement | null {
  const styles = useDialPadStyles();
  const { t } = useTranslator();
  const { telUri, format } = useDialer();
  const number = text.trim();
  if (number === '') {
    if (lastNumber === '') return null;
    return (
      <Button
        appearance="outline"
        size="large"
        type="button"
        className={styles.wide}
        onClick={() => {
          onTextChange(lastNumber);
        }}
      >
        <span className={styles.ellipsis}>{t('pad.redial', { target: plainText(format(lastNumber)) })}</span>
      </Button>
    );
  }
  if (/[*#]/u.test(number)) return <ServiceCode key={number} code={number} />;
  if (telUri(number) === null) return <p className={styles.hint}>{t('pad.notDialable')}</p>;
  const target = plainText(format(number));
  return (
    <DialButton
      shape="long"
      appearance="primary"
      size="large"
      number={number}
      target={target}
      text={t('dial.call', { target })}
    />
  );
}

/** Codes are dialled by the PBX alone, and only after a question (product D7): no phone app takes them from a link. */
function ServiceCode({ code }: { readonly code: string }): ReactElement {
  const styles = useDialPadStyles();
  const { t } = useTranslator();
  const { onRing, onCopy } = useDialer();
  const [isAsked, setAsked] = useState(false);
  const target = plainText(code);
  if (!isAsked) {
    return (
      <Button
        appearance="primary"
        size="large"
        className={styles.wide}
        onClick={() => {
          setAsked(true);
        }}
      >
        <span className={styles.ellipsis}>{t('dial.call', { target })}</span>
      </Button>
    );
  }
  const copy = (): void => {
    onCopy(code);
  };
  return (
    <div role="alertdialog" aria-label={t('pad.codeTitle')} className={styles.question}>
      <strong>{t('pad.codeTitle')}</strong>
      <p className={styles.hint}>{t(onRing === undefined ? 'pad.codeTelHint' : 'pad.codeHint')}</p>
      <div className={styles.answers}>
        <Button
          onClick={() => {
            setAsked(false);
          }}
        >
          {t('pad.codeCancel')}
        </Button>
        {onRing === undefined ? (
          <Button appearance="primary" onClick={copy}>
            {t('dial.copy')}
          </Button>
        ) : (
          <Button
            appearance="primary"
            onClick={() => {
              onRing(code, true);
              setAsked(false);
            }}
          >
            <span className={styles.ellipsis}>{t('pad.codeConfirm', { target })}</span>
          </Button>
        )}
      </div>
    </div>
  );
}
