// Tells what became of the last click on a number.
import type { ReactElement } from 'react';
import type { ErrorCode } from '#shared/errors';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { Notice } from '../Notice/Notice.tsx';

/** What there is to tell. */
export type DialStatusView =
  | { readonly kind: 'none' }
  | { readonly kind: 'asking' | 'copied' | 'copyFailed'; readonly number: string }
  /** With `fromLine` it is the phone of that shared line that rings. */
  | { readonly kind: 'ringing'; readonly number: string; readonly fromLine?: string }
  | { readonly kind: 'failed'; readonly number: string; readonly code: ErrorCode };

/** Properties of the banner. */
export interface DialStatusBannerProps {
  readonly status: DialStatusView;
  readonly onDismiss: () => void;
}

const looks = {
  asking: { intent: 'info', key: 'dial.asking' },
  ringing: { intent: 'success', key: 'dial.ringing' },
  copied: { intent: 'success', key: 'dial.copied' },
  copyFailed: { intent: 'warning', key: 'dial.copyFailed' },
} as const;

/** Nothing until something was asked for. */
export function DialStatusBanner({ status, onDismiss }: DialStatusBannerProps): ReactElement | null {
  const { t, errorText } = useTranslator();
  const { format } = useDialer();
  if (status.kind === 'none') return null;
  const target = plainText(format(status.number));
  if (status.kind === 'failed') {
    return (
      <Notice intent="error" onDismiss={onDismiss}>
        {t('dial.failed', { target, reason: errorText(status.code) })}
      </Notice>
    );
  }
  const { intent, key } = looks[status.kind];
  const line = status.kind === 'ringing' ? status.fromLine : undefined;
  return (
    <Notice intent={intent} onDismiss={onDismiss}>
      {line === undefined ? t(key, { target }) : t('dial.ringingLine', { line, target })}
    </Notice>
  );
}
