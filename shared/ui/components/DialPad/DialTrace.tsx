// Says what the dial plan makes of the number on the pad, and why (product D6).
import type { ReactElement } from 'react';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { useDialPadStyles } from './DialPad.styles.ts';

/** Nothing where the number is dialled as it was typed. */
export function DialTrace({ text }: { readonly text: string }): ReactElement | null {
  const styles = useDialPadStyles();
  const { t } = useTranslator();
  const dialled = useDialer().dialledAs(text.trim());
  if (dialled === undefined) return null;
  return (
    <div className={styles.trace}>
      <div>{t('pad.dialledAs', { target: plainText(dialled.shown) })}</div>
      <details>
        <summary className={styles.why}>{t('pad.why')}</summary>
        <ol className={styles.steps}>
          {dialled.steps.map(({ step, before, after }, index) => (
            <li key={`${String(index)} ${step}`}>
              {t(`dialPlan.step.${step}`)} <bdi>{`${plainText(before)} → ${plainText(after)}`}</bdi>
            </li>
          ))}
        </ol>
      </details>
    </div>
  );
}
