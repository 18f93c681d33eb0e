// What a page says when there is nothing to show, or when it could not be fetched.
import { Button } from '@fluentui/react-components';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import type { ReactElement, ReactNode } from 'react';
import type { ErrorCode } from '#shared/errors';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useEmptyStateStyles } from './EmptyState.styles.ts';

/** Properties of an empty state. */
export interface EmptyStateProps {
  readonly icon?: ReactElement;
  readonly title: string;
  readonly hint?: string;
  readonly action?: ReactNode;
}

/** A quiet explanation in the middle of an empty place. */
export function EmptyState({ icon, title, hint, action }: EmptyStateProps): ReactElement {
  const styles = useEmptyStateStyles();
  return (
    <div className={styles.root}>
      {icon !== undefined && <span className={styles.icon}>{icon}</span>}
      <p className={styles.title}>{title}</p>
      {hint !== undefined && <p className={styles.hint}>{hint}</p>}
      {action}
    </div>
  );
}

/** Properties of an error state. */
export interface ErrorStateProps {
  readonly code: ErrorCode;
  /** Missing: trying again would not help. */
  readonly onRetry?: () => void;
}

/** Says what failed in words for people, and offers the next step. */
export function ErrorState({ code, onRetry }: ErrorStateProps): ReactElement {
  const { t, errorText } = useTranslator();
  return (
    <div role="alert">
      <EmptyState
        icon={<ErrorCircleRegular aria-hidden />}
        title={t('error.title')}
        hint={errorText(code)}
        action={onRetry !== undefined && <Button onClick={onRetry}>{t('error.retry')}</Button>}
      />
    </div>
  );
}
