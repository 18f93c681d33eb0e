// Offers the other numbers of a paste that had several: the first stands in the pad, none is called unasked.
import { Button } from '@fluentui/react-components';
import type { ReactElement } from 'react';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { useDialPadStyles } from './DialPad.styles.ts';

/** What the choice works with. */
export interface DialFoundProps {
  readonly text: string;
  readonly found: readonly string[];
  readonly onTake: (number: string) => void;
}

/** A button for each number that does not stand in the pad. */
export function DialFound({ text, found, onTake }: DialFoundProps): ReactElement | null {
  const styles = useDialPadStyles();
  const { t } = useTranslator();
  const { format } = useDialer();
  const others = found.filter((number) => number !== text);
  if (others.length === 0) return null;
  return (
    <div className={styles.found} role="group" aria-label={t('pad.alsoFound')}>
      <p className={styles.hint} role="status">
        {t('pad.alsoFound')}
      </p>
      {others.map((number) => (
        <Button
          key={number}
          type="button"
          size="small"
          className={styles.wide}
          onClick={() => {
            onTake(number);
          }}
        >
          <span className={styles.ellipsis}>{t('pad.takeNumber', { target: plainText(format(number)) })}</span>
        </Button>
      ))}
    </div>
  );
}
