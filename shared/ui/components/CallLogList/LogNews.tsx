// Says what became of deleting or exporting calls.
import type { ReactElement } from 'react';
import type { ErrorCode } from '#shared/errors';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { Notice } from '../Notice/Notice.tsx';

/** Properties of the news. */
export interface LogNewsProps {
  readonly work: 'idle' | 'deleting' | 'deleted' | 'exporting' | 'exported' | 'failed';
  readonly error?: ErrorCode;
  /** Missing: it goes with its cause. */
  readonly onDismiss?: () => void;
}

const keys = {
  deleting: 'calls.deleting',
  deleted: 'calls.deleted',
  exporting: 'calls.exporting',
  exported: 'calls.exported',
} as const;

/** The news, in a live region that is always there; empty when there is none. */
export function LogNews(props: LogNewsProps): ReactElement {
  return (
    <div role="status">
      <News {...props} />
    </div>
  );
}

function News({ work, error, onDismiss }: LogNewsProps): ReactElement | null {
  const { t, errorText } = useTranslator();
  const dismiss = onDismiss !== undefined && { onDismiss };
  if (error !== undefined) {
    return (
      <Notice intent="error" {...dismiss}>
        {errorText(error)}
      </Notice>
    );
  }
  if (work === 'idle' || work === 'failed') return null;
  const isDone = work === 'deleted' || work === 'exported';
  return (
    <Notice intent={isDone ? 'success' : 'info'} {...(isDone && dismiss)}>
      {t(keys[work])}
    </Notice>
  );
}
