// Says honestly what is away, since when, what is shown instead, and what still works.
import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { PbxLink } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import type { Translator } from '#shared/i18n';
import { useNow } from '../../hooks/useNow.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { Notice } from '../Notice/Notice.tsx';

/** Properties of the banner; times in milliseconds since the epoch. */
export interface DegradedBannerProps {
  readonly connection: 'connecting' | 'open' | 'lost';
  readonly lostSinceMs?: number;
  /** When what is shown was learned, where it comes from this device. */
  readonly copyFromMs?: number;
  /** Undefined until the service has told. */
  readonly pbx?: PbxLink;
  readonly pbxDownSinceMs?: number;
  /** Microsoft 365 does not answer the service. */
  readonly isGraphAway?: boolean;
  /** A fault that concerns the whole app. */
  readonly error?: ErrorCode;
  readonly onRetry: () => void;
}

const minuteMs = 60_000;

/** Nothing while all is well; else the one thing that explains most. */
export function DegradedBanner(props: DegradedBannerProps): ReactElement | null {
  const { connection, lostSinceMs, copyFromMs, pbx, pbxDownSinceMs, isGraphAway = false, error, onRetry } = props;
  const translator = useTranslator();
  const now = useNow(minuteMs);
  const { t, errorText } = translator;
  const retry = (
    <Button size="small" onClick={onRetry}>
      {t('banner.retry')}
    </Button>
  );
  if (connection === 'lost') {
    return (
      <Notice intent="warning" actions={retry}>
        {t('banner.lost')}
        {sinceText(lostSinceMs, now, translator)}
        {copyFromMs !== undefined && ` ${t('banner.copy', { time: whenText(copyFromMs, now, translator) })}`}
        {` ${t('banner.stillWorks')}`}
      </Notice>
    );
  }
  if (error !== undefined) {
    return (
      <Notice intent="error" actions={retry}>
        {errorText(error)}
      </Notice>
    );
  }
  if (pbx === 'down') {
    return (
      <Notice intent="warning">
        {t('banner.pbxDown')}
        {sinceText(pbxDownSinceMs, now, translator)}
      </Notice>
    );
  }
  return isGraphAway ? <Notice intent="warning">{t('banner.graphDown')}</Notice> : null;
}

function sinceText(sinceMs: number | undefined, now: number, translator: Translator): string {
  return sinceMs === undefined ? '' : ` ${translator.t('banner.since', { time: whenText(sinceMs, now, translator) })}`;
}

/** The time alone for today, else with its day. */
function whenText(instant: number, now: number, { formatTime, formatShortDay }: Translator): string {
  return [formatShortDay(instant, now), formatTime(instant)].filter((text) => text !== '').join(' ');
}
