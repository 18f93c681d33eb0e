// Asks before a call that costs more than a call, alarms somebody or changes the line (product D7).
import { Button, type ButtonProps } from '@fluentui/react-components';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import { useId, type ReactElement } from 'react';
import type { MessageKey } from '#shared/i18n';
import { useDialer, type AskReason, type DialQuestion } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { useDialConfirmStyles } from './DialConfirm.styles.ts';
import { useModal } from './useModal.ts';

/** Properties of the question. */
export interface DialConfirmProps {
  readonly question: DialQuestion;
  /** What the admin wants people to know before an emergency call. */
  readonly emergencyNotice?: string;
  /** The person has answered, either way. */
  readonly onClose: () => void;
}

const reasonKeys: Readonly<Record<AskReason, MessageKey>> = {
  emergency: 'dial.ask.emergency',
  premium: 'dial.ask.premium',
  satellite: 'dial.ask.satellite',
  sharedCost: 'dial.ask.sharedCost',
  serviceCode: 'dial.ask.serviceCode',
  unchecked: 'dial.ask.unchecked',
};

/**
 * The question. The browser's own modal dialog: it is there without another download, which an emergency call must not
 * wait for. Cancel has the focus first, so that the key that asked does not also answer.
 */
export function DialConfirm({ question, emergencyNotice, onClose }: DialConfirmProps): ReactElement {
  const styles = useDialConfirmStyles();
  const { t } = useTranslator();
  const { format } = useDialer();
  const root = useModal();
  const id = useId();
  const { number, reason } = question;
  const isEmergency = reason === 'emergency';
  return (
    <dialog
      ref={root}
      role="alertdialog"
      className={styles.root}
      aria-labelledby={`${id}title`}
      aria-describedby={`${id}text`}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClose={onClose}
    >
      <h2 id={`${id}title`} className={styles.title}>
        {t('dial.ask.title', { target: plainText(format(number)) })}
      </h2>
      <div id={`${id}text`}>
        <p className={styles.text}>{t(reasonText(question))}</p>
        {isEmergency && <p className={styles.text}>{t('dial.ask.location')}</p>}
        {isEmergency && emergencyNotice !== undefined && (
          <p className={styles.text} dir="auto">
            {emergencyNotice}
          </p>
        )}
      </div>
      <div className={styles.actions}>
        <Yes question={question} onClose={onClose} />
        <Button className={styles.action} data-first-focus onClick={onClose}>
          {t('dial.ask.cancel')}
        </Button>
      </div>
    </dialog>
  );
}

function reasonText({ reason, way }: DialQuestion): MessageKey {
  return reason === 'serviceCode' && way === 'copy' ? 'pad.codeTelHint' : reasonKeys[reason];
}

/** Calls in the way that was clicked; a link is a real link here too. */
function Yes({ question, onClose }: Omit<DialConfirmProps, 'emergencyNotice'>): ReactElement {
  const styles = useDialConfirmStyles();
  const { t } = useTranslator();
  const dialer = useDialer();
  const { number, reason, way, withCodes, fromLine } = question;
  const target = plainText(dialer.format(number));
  const uri = way === 'tel' ? dialer.telUri(number, withCodes) : null;
  const does = (act: () => void) => (): void => {
    act();
    onClose();
  };
  const call = {
    appearance: 'primary',
    className: styles.action,
    children: t(reason === 'serviceCode' ? 'pad.codeConfirm' : 'dial.call', { target }),
  } satisfies ButtonProps;
  if (uri !== null) {
    const onClick = does(() => dialer.onLaunch?.(number));
    return (
      <Button {...call} as="a" href={uri} target="_blank" rel="noopener" icon={<CallRegular />} onClick={onClick} />
    );
  }
  const { onRing } = dialer;
  if (way !== 'copy' && onRing !== undefined) {
    // A yes to `unchecked` is no yes to what the service may find the number to be: it asks again then.
    const isConfirmed = reason !== 'unchecked';
    return (
      <Button
        {...call}
        icon={<PhoneRegular />}
        onClick={does(() => {
          onRing(number, isConfirmed, fromLine);
        })}
      />
    );
  }
  return (
    <Button
      appearance="primary"
      className={styles.action}
      icon={<CopyRegular />}
      onClick={does(() => {
        dialer.onCopy(number);
      })}
    >
      {t('dial.copy')}
    </Button>
  );
}
