// The control that joins a meeting: a real link, so that every host, browser and keyboard can open it.
import { Button } from '@fluentui/react-components';
import { VideoRegular } from '@fluentui/react-icons/svg/video';
import type { MouseEvent, ReactElement } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useMeetingCardStyles } from './MeetingCard.styles.ts';

/** Properties of the button. */
export interface JoinButtonProps {
  /** An https address. */
  readonly url: string;
  readonly serviceName?: string;
  /** @default 'primary' */
  readonly appearance?: 'primary' | 'secondary';
  /** What is joined, where a page shows several meetings. */
  readonly meetingName?: string;
  readonly onOpen?: (event: MouseEvent, url: string) => void;
}

/** Joins the meeting at `url`. */
export function JoinButton(props: JoinButtonProps): ReactElement {
  const { url, serviceName, meetingName, appearance = 'primary', onOpen } = props;
  const styles = useMeetingCardStyles();
  const { t } = useTranslator();
  const how = serviceName === undefined ? t('meeting.join') : t('meeting.joinService', { name: serviceName });
  const name = meetingName === undefined ? how : `${how}: ${meetingName}`;
  return (
    <Button
      as="a"
      appearance={appearance}
      icon={<VideoRegular />}
      href={url}
      target="_blank"
      rel="noopener noreferrer"
      aria-label={name}
      title={name}
      className={styles.action}
      onClick={(event: MouseEvent) => {
        onOpen?.(event, url);
      }}
    >
      {t('meeting.join')}
    </Button>
  );
}
