// The state of a phone as an icon with a name; never by colour alone.
import {
  PresenceBadge as FluentPresenceBadge,
  mergeClasses,
  type PresenceBadgeStatus,
} from '@fluentui/react-components';
import { CallFilled } from '@fluentui/react-icons/svg/call';
import type { ReactElement } from 'react';
import type { Composite, LineState } from '#shared/domain/presence';
import type { MessageKey } from '#shared/i18n';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { usePresenceBadgeStyles } from './PresenceBadge.styles.ts';

/** State of one line, or the composite of a person. */
export type PhoneState = LineState | Composite;

const looks: Readonly<Record<PhoneState, { readonly status: PresenceBadgeStatus; readonly key: MessageKey }>> = {
  idle: { status: 'available', key: 'lineState.idle' },
  ringing: { status: 'available', key: 'lineState.ringing' },
  dialling: { status: 'busy', key: 'lineState.dialling' },
  connected: { status: 'busy', key: 'lineState.connected' },
  held: { status: 'busy', key: 'lineState.held' },
  conference: { status: 'busy', key: 'lineState.conference' },
  unregistered: { status: 'offline', key: 'lineState.unregistered' },
  available: { status: 'available', key: 'presence.available' },
  away: { status: 'away', key: 'presence.away' },
  busy: { status: 'busy', key: 'presence.busy' },
  doNotDisturb: { status: 'do-not-disturb', key: 'presence.doNotDisturb' },
  offline: { status: 'offline', key: 'presence.offline' },
  unknown: { status: 'unknown', key: 'presence.unknown' },
};

/** The text of a phone state. */
export function phoneStateKey(state: PhoneState): MessageKey {
  return looks[state].key;
}

/** Properties of the badge. */
export interface PresenceBadgeProps {
  readonly state: PhoneState;
  /** The state is also written beside the badge: the badge itself is then silent. @default false */
  readonly isDecorative?: boolean;
}

/** A small badge for the state of a phone. A ringing phone pulses. */
export function PresenceBadge({ state, isDecorative = false }: PresenceBadgeProps): ReactElement {
  const { t } = useTranslator();
  const styles = usePresenceBadgeStyles();
  const { status, key } = looks[state];
  const name = isDecorative ? { 'aria-hidden': true, 'aria-label': undefined } : { 'aria-label': t(key) };
  if (state === 'ringing') {
    return (
      <span {...name} {...(!isDecorative && { role: 'img' })} className={mergeClasses(styles.ringing)} title={t(key)}>
        <CallFilled aria-hidden />
      </span>
    );
  }
  return <FluentPresenceBadge {...name} status={status} size="small" title={t(key)} />;
}
