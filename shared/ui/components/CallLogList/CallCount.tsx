// How many equal calls a row of the log stands for, as a text or as the button that shows each of them.
import { mergeClasses } from '@fluentui/react-components';
import { ChevronDownRegular } from '@fluentui/react-icons/svg/chevron-down';
import { ChevronRightRegular } from '@fluentui/react-icons/svg/chevron-right';
import type { ReactElement } from 'react';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useCallLogRowStyles } from './CallLogRow.styles.ts';

/** Properties of the count. */
export interface CallCountProps {
  readonly count: number;
  readonly isOpen: boolean;
  readonly onToggle?: () => void;
  readonly tabIndex: number;
}

/** `(3)`. */
export function CallCount({ count, isOpen, onToggle, tabIndex }: CallCountProps): ReactElement {
  const styles = useCallLogRowStyles();
  const { t } = useTranslator();
  if (onToggle === undefined) {
    return (
      <span className={styles.count}>
        <span aria-hidden>({count})</span>
        <span className={styles.spoken}>{t('call.count', { count })}</span>
      </span>
    );
  }
  const label = t('calls.each', { count });
  return (
    <button
      type="button"
      className={mergeClasses(styles.count, styles.each)}
      aria-expanded={isOpen}
      aria-label={label}
      title={label}
      tabIndex={tabIndex}
      onClick={onToggle}
    >
      ({count}){isOpen ? <ChevronDownRegular aria-hidden /> : <ChevronRightRegular aria-hidden />}
    </button>
  );
}
