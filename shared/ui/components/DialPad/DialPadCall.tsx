// The call control under the pad: call, redial, or a service code, which is asked about first.
import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
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
    const words = t('pad.redial', { target: plainText(format(lastNumber)) });
    return (
      <Button
        appearance="outline"
        size="large"
        type="button"
        className={styles.wide}
        title={words}
        onClick={() => {
          onTextChange(lastNumber);
        }}
      >
        <span className={styles.ellipsis}>{words}</span>
      </Button>
    );
  }
  if (/[*#]/u.test(number)) return <ServiceCode code={number} />;
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
  const { onRing, onAsk } = useDialer();
  const words = t('dial.call', { target: plainText(code) });
  return (
    <Button
      appearance="primary"
      size="large"
      type="button"
      className={styles.wide}
      title={words}
      aria-haspopup="dialog"
      onClick={() => {
        onAsk({ number: code, reason: 'serviceCode', way: onRing === undefined ? 'copy' : 'ring' });
      }}
    >
      <span className={styles.ellipsis}>{words}</span>
    </Button>
  );
}
