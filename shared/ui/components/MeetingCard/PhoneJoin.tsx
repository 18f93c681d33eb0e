// Joins a meeting by phone, the way the person calls on this device; where a link is followed it carries conference id and PIN.
import type { ReactElement } from 'react';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { linkOf, wayOf } from '../DialButton/dialWay.ts';
import { useMeetingCardStyles } from './MeetingCard.styles.ts';

/** A number to dial into a meeting. */
export interface PhoneView {
  /** E.164. */
  readonly number: string;
  /** `tel:` with the codes behind the number. */
  readonly uri: string;
}

/** Dials the meeting. Where the phone system calls, and where the number is copied, the codes are typed by hand. */
export function PhoneJoin({ phone, isMain }: { readonly phone: PhoneView; readonly isMain: boolean }): ReactElement {
  const { t } = useTranslator();
  const dialer = useDialer();
  const target = plainText(dialer.format(phone.number));
  const common = { shape: 'long', number: phone.number, target, withCodes: phone.uri } as const;
  // A button that copies a number must not say that it joins.
  if (wayOf(dialer, linkOf(dialer, phone.number, phone.uri)) === 'copy') return <DialButton {...common} />;
  const text = t('meeting.joinByPhone');
  const appearance = isMain ? 'primary' : 'secondary';
  return <DialButton {...common} text={text} label={`${text}, ${target}`} appearance={appearance} />;
}

/** The numbers beside the first one. */
export function PhoneJoinList({ phones }: { readonly phones: readonly PhoneView[] }): ReactElement {
  const styles = useMeetingCardStyles();
  const { t } = useTranslator();
  const { format } = useDialer();
  return (
    <>
      <h3 className={styles.part}>{t('meeting.morePhones')}</h3>
      <ul className={styles.list}>
        {phones.map(({ number, uri }) => {
          const target = plainText(format(number));
          const label = `${target}, ${t('meeting.joinByPhone')}`;
          return (
            <li key={number} className={styles.item}>
              <DialButton shape="long" number={number} target={target} withCodes={uri} label={label} />
            </li>
          );
        })}
      </ul>
    </>
  );
}
