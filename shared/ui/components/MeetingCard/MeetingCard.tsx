// The meeting of an invitation: join by link, join by phone, the codes to say or type, and what else was found.
import { Link } from '@fluentui/react-components';
import type { MouseEvent, ReactElement } from 'react';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { JoinButton } from './JoinButton.tsx';
import { useMeetingCardStyles } from './MeetingCard.styles.ts';
import { PhoneJoin, PhoneJoinList, type PhoneView } from './PhoneJoin.tsx';

/** A meeting as the card shows it. */
export interface MeetingView {
  readonly joinUrl?: string;
  /** As its maker writes it, e.g. `Microsoft Teams`. */
  readonly serviceName?: string;
  /** Other links of the invitation, best first. */
  readonly otherUrls: readonly string[];
  /** Best first. */
  readonly phones: readonly PhoneView[];
  readonly conferenceId?: string;
  readonly pin?: string;
}

/** Properties of the card. */
export interface MeetingCardProps {
  readonly meeting: MeetingView;
  /** Opens a link in the host's way; false leaves it to the browser. Missing: links open as links do. */
  readonly onOpenLink?: (url: string) => boolean;
}

/** The card. */
export function MeetingCard({ meeting, onOpenLink }: MeetingCardProps): ReactElement {
  const styles = useMeetingCardStyles();
  const { t } = useTranslator();
  const { joinUrl, serviceName, phones, otherUrls } = meeting;
  const [first, ...others] = phones;
  const onOpen = openWith(onOpenLink);
  return (
    <section className={styles.root} aria-label={t('meeting.title')}>
      <h2 className={styles.heading}>{plainText(serviceName) || t('meeting.title')}</h2>
      <div className={styles.actions}>
        {joinUrl !== undefined && (
          <JoinButton
            url={joinUrl}
            {...(serviceName !== undefined && { serviceName: plainText(serviceName) })}
            onOpen={onOpen}
          />
        )}
        {first !== undefined && <PhoneJoin phone={first} isMain={joinUrl === undefined} />}
      </div>
      <Codes meeting={meeting} />
      {others.length > 0 && <PhoneJoinList phones={others} />}
      {otherUrls.length > 0 && <OtherLinks urls={otherUrls} onOpen={onOpen} />}
    </section>
  );
}

/** The click goes to the host when the host takes it. */
function openWith(onOpenLink: MeetingCardProps['onOpenLink']): (event: MouseEvent, url: string) => void {
  return (event, url) => {
    if (onOpenLink?.(url) === true) event.preventDefault();
  };
}

function Codes({ meeting }: { readonly meeting: MeetingView }): ReactElement | null {
  const styles = useMeetingCardStyles();
  const { t } = useTranslator();
  const { format } = useDialer();
  const [phone] = meeting.phones;
  const codes = [
    [t('meeting.number'), phone === undefined ? '' : plainText(format(phone.number))],
    [t('meeting.conferenceId'), plainText(meeting.conferenceId)],
    [t('meeting.pin'), plainText(meeting.pin)],
  ].filter(([, value]) => value !== '');
  if (codes.length === 0) return null;
  return (
    <dl className={styles.facts}>
      {codes.flatMap(([name, value]) => [
        <dt key={name} className={styles.term}>
          {name}
        </dt>,
        <dd key={`${String(name)} value`} className={styles.value}>
          <bdi>{value}</bdi>
        </dd>,
      ])}
    </dl>
  );
}

interface OtherLinksProps {
  readonly urls: readonly string[];
  readonly onOpen: (event: MouseEvent, url: string) => void;
}

function OtherLinks({ urls, onOpen }: OtherLinksProps): ReactElement {
  const styles = useMeetingCardStyles();
  const { t } = useTranslator();
  return (
    <>
      <h3 className={styles.part}>{t('meeting.others')}</h3>
      <ul className={styles.list}>
        {urls.map((url) => (
          <li key={url} className={styles.item}>
            <Link
              href={url}
              target="_blank"
              rel="noopener noreferrer"
              title={url}
              className={styles.link}
              onClick={(event) => {
                onOpen(event, url);
              }}
            >
              {plainText(url.replace(/^https:\/\//u, ''))}
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
