// Tells what became of the last change of the speed dials; what was removed can be brought back.
import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import type { ErrorCode } from '#shared/errors';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { Notice } from '../Notice/Notice.tsx';

/** What there is to tell. */
export type SpeedDialNews =
  | { readonly kind: 'added' | 'known' | 'removed' | 'groupRemoved'; readonly label: string }
  | { readonly kind: 'imported'; readonly count: number; readonly left: number }
  | { readonly kind: 'full' }
  | { readonly kind: 'lost'; readonly code: ErrorCode };

/** Properties of the notice. */
export interface SpeedDialNoticeProps {
  /** Undefined: nothing is shown. */
  readonly news: SpeedDialNews | undefined;
  readonly onUndo: () => void;
  readonly onDismiss: () => void;
}

const keys = {
  added: 'speedDials.added',
  known: 'speedDials.known',
  removed: 'speedDials.removed',
  groupRemoved: 'speedDials.groupRemoved',
} as const;

/** The notice. */
export function SpeedDialNotice({ news, onUndo, onDismiss }: SpeedDialNoticeProps): ReactElement | null {
  const { t, errorText } = useTranslator();
  if (news === undefined) return null;
  switch (news.kind) {
    case 'lost':
      return (
        <Notice intent="error" onDismiss={onDismiss}>
          {errorText(news.code)}
        </Notice>
      );
    case 'full':
      return (
        <Notice intent="warning" onDismiss={onDismiss}>
          {t('speedDials.full')}
        </Notice>
      );
    case 'imported':
      return (
        <Notice intent="success" onDismiss={onDismiss}>
          {t('speedDials.imported', { count: news.count })}
          {news.left > 0 && t('speedDials.importedLeft', { count: news.left })}
        </Notice>
      );
    default:
      return (
        <Notice
          intent={news.kind === 'known' ? 'info' : 'success'}
          onDismiss={onDismiss}
          {...((news.kind === 'removed' || news.kind === 'groupRemoved') && {
            actions: (
              <Button size="small" onClick={onUndo}>
                {t('speedDials.undo')}
              </Button>
            ),
          })}
        >
          {t(keys[news.kind], { label: plainText(news.label) })}
        </Notice>
      );
  }
}
