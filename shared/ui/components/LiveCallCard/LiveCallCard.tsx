// A call that exists now: its state, the other party, a running timer, and what can be done with it.
import { mergeClasses } from '@fluentui/react-components';
import { CallFilled } from '@fluentui/react-icons/svg/call';
import { CallInboundFilled } from '@fluentui/react-icons/svg/call-inbound';
import { CallOutboundFilled } from '@fluentui/react-icons/svg/call-outbound';
import { CallPauseFilled } from '@fluentui/react-icons/svg/call-pause';
import type { ReactElement } from 'react';
import type { CallAction, LiveCall } from '#shared/contracts';
import { useDialer } from '../../hooks/useDialer.ts';
import { useNow } from '../../hooks/useNow.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { partyText } from '../../text/partyText.ts';
import { plainText } from '../../text/plainText.ts';
import { CallControls, type CallOrderView } from './CallControls.tsx';
import { isRinging, liveStateKey } from './liveState.ts';
import { useLiveCallCardStyles } from './LiveCallCard.styles.ts';

/** Properties of a card. */
export interface LiveCallCardProps {
  readonly call: LiveCall;
  /** Service clock minus this device's clock (ms). @default 0 */
  readonly clockSkewMs?: number;
  /** What was asked of this call. */
  readonly order?: CallOrderView;
  /** Missing: the call is only shown. */
  readonly onControl?: (id: string, action: CallAction) => void;
}

/** One live call. Its changes are announced by `LiveAnnouncer`, not here, so that the timer stays silent. */
export function LiveCallCard(props: LiveCallCardProps): ReactElement {
  const { call, clockSkewMs = 0, order, onControl } = props;
  const styles = useLiveCallCardStyles();
  const translator = useTranslator();
  const { format } = useDialer();
  const party = partyText(call.other, call.e164, translator, format);
  const group = call.group && plainText(call.group.name ?? call.group.id);
  const details = [party.number, group && translator.t('call.via', { name: group })].filter(Boolean).join(' · ');
  return (
    <article className={mergeClasses(styles.root, isRinging(call) && styles.ringing)} aria-label={party.title}>
      <span className={mergeClasses(styles.icon, isRinging(call) && styles.iconRinging)} aria-hidden>
        {stateIcon(call)}
      </span>
      <div className={styles.body}>
        <div className={styles.state}>{translator.t(liveStateKey(call))}</div>
        <div className={styles.party} title={party.title} dir="auto">
          {party.title}
        </div>
        {details !== '' && (
          <div className={styles.details} title={details} dir="auto">
            {details}
          </div>
        )}
      </div>
      <CallTimer since={call.answeredAt ?? call.startedAt} clockSkewMs={clockSkewMs} />
      {onControl !== undefined && (
        <CallControls
          call={call}
          party={party.title}
          {...(order !== undefined && { order })}
          onControl={(action) => {
            onControl(call.id, action);
          }}
        />
      )}
    </article>
  );
}

function CallTimer({ since, clockSkewMs }: { readonly since: string; readonly clockSkewMs: number }): ReactElement {
  const styles = useLiveCallCardStyles();
  const { t, formatDuration } = useTranslator();
  const seconds = (useNow(1000) + clockSkewMs - Date.parse(since)) / 1000;
  return (
    <span className={styles.timer} role="timer" aria-label={t('live.timer')} aria-live="off">
      {formatDuration(seconds)}
    </span>
  );
}

function stateIcon(call: LiveCall): ReactElement {
  if (call.state === 'hold' || call.state === 'queued') return <CallPauseFilled />;
  if (call.state === 'connected') return <CallFilled />;
  return call.direction === 'incoming' ? <CallInboundFilled /> : <CallOutboundFilled />;
}
