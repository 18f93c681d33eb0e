// The first steps of a person: choose how to dial, test it, add favourites. Each can be skipped, and nothing waits for them.
import { Button } from '@fluentui/react-components';
import { useId, useState, type KeyboardEvent, type ReactElement } from 'react';
import type { MessageKey } from '#shared/i18n';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialTest, type DialTestProps } from '../DialTest/DialTest.tsx';
import { DialWays, type DialWaysProps } from '../DialTest/DialWays.tsx';
import { useFirstRunStyles } from './FirstRun.styles.ts';

/** Somebody the person has talked with. */
export interface Suggestion {
  readonly label: string;
  readonly number: string;
  /** Among the favourites already. */
  readonly isAdded: boolean;
}

/** Snapshot and actions of the first steps. */
export interface FirstRunProps {
  readonly ways: DialWaysProps;
  readonly test: DialTestProps;
  readonly suggestions: readonly Suggestion[];
  readonly onAdd: (suggestion: Suggestion) => void;
  /** The person is through, or wants no more of it. */
  readonly onEnd: () => void;
}

const titles: readonly MessageKey[] = ['firstRun.choose', 'firstRun.test', 'firstRun.favourites'];

/** The panel. It takes no focus by itself and blocks nothing; Escape in it ends it. */
export function FirstRun(props: FirstRunProps): ReactElement {
  const styles = useFirstRunStyles();
  const { t } = useTranslator();
  const id = useId();
  const [step, setStep] = useState(0);
  const isLast = step === titles.length - 1;
  const title = titles[step] ?? 'firstRun.choose';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape') props.onEnd();
  };
  return (
    <section aria-labelledby={id} className={styles.root} onKeyDown={onKeyDown}>
      <div role="status" className={styles.head}>
        <p className={styles.count}>{t('firstRun.step', { number: step + 1, count: titles.length })}</p>
        <h2 id={id} className={styles.title}>
          {t(title)}
        </h2>
      </div>
      <div className={styles.body}>
        <StepBody {...props} step={step} />
      </div>
      <div className={styles.actions}>
        <Button
          appearance="primary"
          onClick={() => {
            if (isLast) props.onEnd();
            else setStep(step + 1);
          }}
        >
          {t(isLast ? 'firstRun.done' : 'firstRun.next')}
        </Button>
        {step > 0 && (
          <Button
            onClick={() => {
              setStep(step - 1);
            }}
          >
            {t('firstRun.back')}
          </Button>
        )}
        {!isLast && (
          <Button appearance="subtle" className={styles.skip} onClick={props.onEnd}>
            {t('firstRun.skip')}
          </Button>
        )}
      </div>
    </section>
  );
}

function StepBody({ step, ways, test, ...favourites }: FirstRunProps & { readonly step: number }): ReactElement {
  const styles = useFirstRunStyles();
  const { t } = useTranslator();
  const id = useId();
  if (step === 0) {
    return (
      <>
        <p id={id} className={styles.text}>
          {t('firstRun.chooseHint')}
        </p>
        <DialWays {...ways} labelledBy={id} />
      </>
    );
  }
  return step === 1 ? <DialTest {...test} /> : <Favourites {...favourites} />;
}

function Favourites({ suggestions, onAdd }: Pick<FirstRunProps, 'suggestions' | 'onAdd'>): ReactElement {
  const styles = useFirstRunStyles();
  const { t } = useTranslator();
  return (
    <>
      <p className={styles.text}>
        {t(suggestions.length === 0 ? 'firstRun.noSuggestions' : 'firstRun.favouritesHint')}
      </p>
      <ul className={styles.list} aria-label={t('firstRun.favourites')}>
        {suggestions.map((suggestion) => {
          const label = plainText(suggestion.label) || plainText(suggestion.number);
          const text = t(suggestion.isAdded ? 'firstRun.added' : 'firstRun.add');
          return (
            <li key={suggestion.number} className={styles.item}>
              <span className={styles.name} title={label} dir="auto">
                {label}
              </span>
              <Button
                size="small"
                disabledFocusable={suggestion.isAdded}
                aria-label={`${text}: ${label}`}
                onClick={() => {
                  onAdd(suggestion);
                }}
              >
                {text}
              </Button>
            </li>
          );
        })}
      </ul>
    </>
  );
}
