// One line of news with its actions: a lost connection, a call being placed, a sign-in that is needed.
import { Button, mergeClasses } from '@fluentui/react-components';
import { CheckmarkCircleRegular } from '@fluentui/react-icons/svg/checkmark-circle';
import { DismissRegular } from '@fluentui/react-icons/svg/dismiss';
import { ErrorCircleRegular } from '@fluentui/react-icons/svg/error-circle';
import { InfoRegular } from '@fluentui/react-icons/svg/info';
import { WarningRegular } from '@fluentui/react-icons/svg/warning';
import type { ReactElement, ReactNode } from 'react';
import { useFocusRescued } from '../../hooks/useFocusRescued.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useNoticeStyles } from './Notice.styles.ts';

/** How grave the news is. */
export type NoticeIntent = 'info' | 'success' | 'warning' | 'error';

const icons: Readonly<Record<NoticeIntent, ReactElement>> = {
  info: <InfoRegular aria-hidden />,
  success: <CheckmarkCircleRegular aria-hidden />,
  warning: <WarningRegular aria-hidden />,
  error: <ErrorCircleRegular aria-hidden />,
};

/** Properties of a notice. */
export interface NoticeProps {
  readonly intent: NoticeIntent;
  readonly children: ReactNode;
  readonly actions?: ReactNode;
  /** Missing: the notice goes when its cause goes. */
  readonly onDismiss?: () => void;
}

/** A notice. Errors interrupt a screen reader; other news is read by the live region of the frame it appears in. */
export function Notice({ intent, children, actions, onDismiss }: NoticeProps): ReactElement {
  const styles = useNoticeStyles();
  const { t } = useTranslator();
  const root = useFocusRescued<HTMLDivElement>();
  return (
    <div
      ref={root}
      className={mergeClasses(styles.root, styles[intent])}
      role={intent === 'error' ? 'alert' : undefined}
    >
      <span className={mergeClasses(styles.icon, styles[`${intent}Icon`])}>{icons[intent]}</span>
      <span className={styles.text}>{children}</span>
      {actions}
      {onDismiss !== undefined && (
        <Button
          appearance="transparent"
          size="small"
          icon={<DismissRegular />}
          aria-label={t('dial.dismiss')}
          onClick={onDismiss}
        />
      )}
    </div>
  );
}
