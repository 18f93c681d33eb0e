// The dial self-test: tries one step of the ladder after the other, and asks the person what came of it.
import { Button } from '@fluentui/react-components';
import { CallRegular } from '@fluentui/react-icons/svg/call';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import { PhoneRegular } from '@fluentui/react-icons/svg/phone';
import { useEffect, useRef, type ReactElement, type RefObject } from 'react';
import type { MessageKey } from '#shared/i18n';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import type { DialWayView } from './DialWays.tsx';
import { useDialTestStyles } from './DialTest.styles.ts';

/** Snapshot and actions of the test. */
export interface DialTestProps {
  readonly step: DialWayView | 'idle' | 'done';
  /** The person did their part: they are asked what came of it. */
  readonly isAsking: boolean;
  readonly results: Readonly<Partial<Record<DialWayView, 'works' | 'fails'>>>;
  /** What this run found to work. */
  readonly found?: DialWayView | undefined;
  /** What the test dials: the own extension, or a number that nobody has. */
  readonly number: string;
  /** The phone system rings the own phone and calls nobody. Absent: it cannot be asked now. */
  readonly onRingTest?: () => void;
  readonly onStart: () => void;
  readonly onTried: () => void;
  readonly onAnswer: (result: 'works' | 'fails') => void;
  readonly onStop: () => void;
}

const doneKeys: Readonly<Record<DialWayView, MessageKey>> = {
  tel: 'dialTest.done.tel',
  ring: 'dialTest.done.ring',
  copy: 'dialTest.done.copy',
};

/** The test, one step at a time; what it says is read aloud. */
export function DialTest(props: DialTestProps): ReactElement {
  const { step, found, onStart } = props;
  const styles = useDialTestStyles();
  const { t } = useTranslator();
  const root = useStepFocus(step);
  const isDone = step === 'done';
  return (
    <div ref={root} className={styles.root}>
      <div role="status">
        {isDone && <p className={styles.text}>{t(found === undefined ? 'dialTest.done.none' : doneKeys[found])}</p>}
        {!isDone && step !== 'idle' && <p className={styles.text}>{t(texts[step].try)}</p>}
      </div>
      {!isDone && step !== 'idle' && <Step {...props} way={step} />}
      {(isDone || step === 'idle') && (
        <>
          {step === 'idle' && <p className={styles.hint}>{t('dialTest.hint')}</p>}
          <Button onClick={onStart}>{t(isDone ? 'dialTest.again' : 'dialTest.start')}</Button>
        </>
      )}
    </div>
  );
}

const texts: Readonly<Record<DialWayView, { readonly ask: MessageKey; readonly try: MessageKey }>> = {
  tel: { try: 'dialTest.tel.try', ask: 'dialTest.tel.ask' },
  ring: { try: 'dialTest.ring.try', ask: 'dialTest.ring.ask' },
  copy: { try: 'dialTest.copy.try', ask: 'dialTest.copy.ask' },
};

function Step(props: DialTestProps & { readonly way: DialWayView }): ReactElement {
  const { way, isAsking, onAnswer, onStop } = props;
  const styles = useDialTestStyles();
  const { t } = useTranslator();
  return (
    <div className={styles.step}>
      <Try {...props} />
      <div role="status">{isAsking && <p className={styles.text}>{t(texts[way].ask)}</p>}</div>
      <div className={styles.actions}>
        {isAsking && (
          <>
            <Button
              appearance="primary"
              onClick={() => {
                onAnswer('works');
              }}
            >
              {t('dialTest.yes')}
            </Button>
            <Button
              onClick={() => {
                onAnswer('fails');
              }}
            >
              {t('dialTest.no')}
            </Button>
          </>
        )}
        <Button appearance="subtle" onClick={onStop}>
          {t('dialTest.stop')}
        </Button>
      </div>
    </div>
  );
}

/** The control that was pressed goes with its step: the first one of the next step has the focus then. */
function useStepFocus(step: DialTestProps['step']): RefObject<HTMLDivElement | null> {
  const root = useRef<HTMLDivElement>(null);
  const before = useRef(step);
  useEffect(() => {
    const isLost = document.activeElement === null || document.activeElement === document.body;
    if (before.current !== step && isLost) root.current?.querySelector<HTMLElement>('a, button')?.focus();
    before.current = step;
  }, [step]);
  return root;
}

/** The control of a step. */
function Try({
  way,
  number,
  onRingTest,
  onTried,
  onAnswer,
}: DialTestProps & { readonly way: DialWayView }): ReactElement {
  const { t } = useTranslator();
  const { telUri, onCopy } = useDialer();
  if (way === 'tel') {
    // Not remembered as the last number called: nobody wants to redial themselves.
    const uri = telUri(number) ?? `tel:${number.replace(/[^+\d]/gu, '')}`;
    return (
      <Button as="a" href={uri} target="_blank" rel="noopener" icon={<CallRegular />} onClick={onTried}>
        {t('dialTest.tel.button')}
      </Button>
    );
  }
  if (way === 'copy') {
    return (
      <Button
        icon={<CopyRegular />}
        onClick={() => {
          onCopy(number);
          onTried();
        }}
      >
        {t('dialTest.copy.button')}
      </Button>
    );
  }
  if (onRingTest === undefined) {
    return (
      <Button
        onClick={() => {
          onAnswer('fails');
        }}
      >
        {t('dialTest.ring.away')}
      </Button>
    );
  }
  return (
    <Button
      icon={<PhoneRegular />}
      onClick={() => {
        onRingTest();
        onTried();
      }}
    >
      {t('dialTest.ring.button')}
    </Button>
  );
}
