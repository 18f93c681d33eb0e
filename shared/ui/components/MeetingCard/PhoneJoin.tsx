// Joins a meeting by phone: a `tel:` link that carries conference id and PIN where the host opens such links.
import { Button, Link, type ButtonProps } from '@fluentui/react-components';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import type { ReactElement } from 'react';
import { useDialer, type AskReason, type DialQuestion } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { AskButton, DialButton } from '../DialButton/DialButton.tsx';
import { useMeetingCardStyles } from './MeetingCard.styles.ts';

/** A number to dial into a meeting. */
export interface PhoneView {
  /** E.164. */
  readonly number: string;
  /** `tel:` with the codes behind the number. */
  readonly uri: string;
}

/** Dials the meeting. Where no `tel:` link works the number is called another way, and the codes are typed by hand. */
export function PhoneJoin({ phone, isMain }: { readonly phone: PhoneView; readonly isMain: boolean }): ReactElement {
  const styles = useMeetingCardStyles();
  const { t } = useTranslator();
  const { format, onLaunch, telUri, askReason } = useDialer();
  const target = plainText(format(phone.number));
  if (onLaunch === undefined) return <DialButton shape="long" number={phone.number} target={target} />;
  const name = `${t('meeting.joinByPhone')}, ${target}`;
  const common = {
    appearance: isMain ? 'primary' : 'secondary',
    'aria-label': name,
    title: name,
    className: styles.action,
  } satisfies ButtonProps;
  const reason = askReason(phone.number);
  if (reason !== undefined) {
    return (
      <AskButton {...common} question={questionOf(phone, reason)}>
        {t('meeting.joinByPhone')}
      </AskButton>
    );
  }
  return (
    <Button
      {...common}
      as="a"
      icon={<CallRegular />}
      href={telUri(phone.number, phone.uri) ?? phone.uri}
      target="_blank"
      rel="noopener"
      onClick={() => {
        onLaunch(phone.number);
      }}
    >
      {t('meeting.joinByPhone')}
    </Button>
  );
}

/** The numbers beside the first one. */
export function PhoneJoinList({ phones }: { readonly phones: readonly PhoneView[] }): ReactElement {
  const styles = useMeetingCardStyles();
  const { t } = useTranslator();
  return (
    <>
      <h3 className={styles.part}>{t('meeting.morePhones')}</h3>
      <ul className={styles.list}>
        {phones.map((phone) => (
          <li key={phone.number} className={styles.item}>
            <PhoneLink phone={phone} />
          </li>
        ))}
      </ul>
    </>
  );
}

function PhoneLink({ phone }: { readonly phone: PhoneView }): ReactElement {
  const { t } = useTranslator();
  const { format, onLaunch, onAsk, telUri, askReason } = useDialer();
  const target = plainText(format(phone.number));
  if (onLaunch === undefined) return <DialButton shape="long" number={phone.number} target={target} />;
  const name = `${target}, ${t('meeting.joinByPhone')}`;
  const reason = askReason(phone.number);
  if (reason !== undefined) {
    const ask = (): void => {
      onAsk(questionOf(phone, reason));
    };
    return (
      <Link as="button" aria-label={name} aria-haspopup="dialog" onClick={ask}>
        <bdi>{target}</bdi>
      </Link>
    );
  }
  return (
    <Link
      href={telUri(phone.number, phone.uri) ?? phone.uri}
      target="_blank"
      rel="noopener"
      aria-label={name}
      onClick={() => {
        onLaunch(phone.number);
      }}
    >
      <bdi>{target}</bdi>
    </Link>
  );
}

function questionOf({ number, uri }: PhoneView, reason: AskReason): DialQuestion {
  return { number, reason, way: 'tel', withCodes: uri };
}
