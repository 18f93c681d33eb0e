// What Teams shows of a person, as an icon with a name; never by colour alone.
import { PresenceBadge as FluentPresenceBadge, type PresenceBadgeStatus } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { TeamsPresence } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';

/** Graph's words for `availability`; others are not shown. */
const looks: Readonly<Record<string, PresenceBadgeStatus>> = {
  Available: 'available',
  AvailableIdle: 'available',
  Away: 'away',
  BeRightBack: 'away',
  Busy: 'busy',
  BusyIdle: 'busy',
  DoNotDisturb: 'do-not-disturb',
  Offline: 'offline',
};

/** The badge with its words; nothing while Teams says nothing. */
export function TeamsBadge({ presence }: { readonly presence: TeamsPresence | undefined }): ReactElement | null {
  const { t } = useTranslator();
  const { availability = '', activity = '' } = presence ?? {};
  const status = looks[availability];
  if (status === undefined) return null;
  const state = t('people.teamsState', { availability, activity });
  return (
    <>
      <FluentPresenceBadge aria-hidden aria-label={undefined} status={status} size="small" />
      <span>{t('people.teams', { state })}</span>
    </>
  );
}
