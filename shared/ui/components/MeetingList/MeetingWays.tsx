// The other ways into a meeting: more links and numbers, and the codes for whoever dials by hand.
import { Link } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { MeetingWire } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { useMeetingCardStyles } from '../MeetingCard/MeetingCard.styles.ts';
import { PhoneJoinList, type PhoneView } from '../MeetingCard/PhoneJoin.tsx';
import { useMeetingListStyles } from './MeetingList.styles.ts';

/** A dial-in as the controls take it. */
export function phoneOf({ number, telUri }: MeetingWire['dialIns'][number]): PhoneView {
  return { number, uri: telUri };
}

/** Folded away until somebody asks; nothing where there is but one way without codes. */
export function MeetingWays(props: { readonly meeting: MeetingWire; readonly subject: string }): ReactElement | null {
  const styles = useMeetingListStyles();
  const { t } = useTranslator();
  const { links, dialIns } = props.meeting;
  const [first, ...phones] = dialIns;
  const others = links.slice(1);
  const codes = codesOf(first);
  if (others.length === 0 && phones.length === 0 && codes === undefined) return null;
  return (
    <details className={styles.more}>
      <summary className={styles.summary} aria-label={`${t('meetings.moreWays')}: ${props.subject}`}>
        {t('meetings.moreWays')}
      </summary>
      <div className={styles.ways}>
        {codes !== undefined && <Codes {...codes} />}
        {others.length > 0 && <OtherLinks links={others} />}
        {phones.length > 0 && <PhoneJoinList phones={phones.map(phoneOf)} />}
      </div>
    </details>
  );
}

interface CodesProps {
  readonly conferenceId: string;
  readonly pin: string;
}

/** The phone system dials the number alone: the codes are typed when the meeting asks for them. */
function Codes({ conferenceId, pin }: CodesProps): ReactElement {
  const cards = useMeetingCardStyles();
  const { t } = useTranslator();
  const codes = [
    [t('meeting.conferenceId'), conferenceId],
    [t('meeting.pin'), pin],
  ].filter(([, value]) => value !== '');
  return (
    <div>
      <dl className={cards.facts}>
        {codes.flatMap(([name, value]) => [
          <dt key={name} className={cards.term}>
            {name}
          </dt>,
          <dd key={`${String(name)} value`} className={cards.value}>
            <bdi dir="ltr">{value}</bdi>
          </dd>,
        ])}
      </dl>
      <p className={cards.part}>{t('meetings.codesHint')}</p>
    </div>
  );
}

function OtherLinks({ links }: { readonly links: MeetingWire['links'] }): ReactElement {
  const cards = useMeetingCardStyles();
  const { t } = useTranslator();
  return (
    <ul className={cards.list} aria-label={t('meeting.others')}>
      {links.map(({ url, service }) => {
        const name = plainText(service) || plainText(url.replace(/^https:\/\//u, ''));
        return (
          <li key={url} className={cards.item}>
            <Link href={url} target="_blank" rel="noopener noreferrer" title={url} className={cards.link}>
              {t('meeting.joinService', { name })}
            </Link>
          </li>
        );
      })}
    </ul>
  );
}

function codesOf(dialIn: MeetingWire['dialIns'][number] | undefined): CodesProps | undefined {
  const conferenceId = plainText(dialIn?.conferenceId);
  const pin = plainText(dialIn?.pin);
  return conferenceId === '' && pin === '' ? undefined : { conferenceId, pin };
}
