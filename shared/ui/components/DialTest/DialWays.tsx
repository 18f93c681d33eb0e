// How a plain click on a number calls: the ways of this device, and what the self-test found of each.
import { Radio, RadioGroup } from '@fluentui/react-components';
import { useId, type ReactElement } from 'react';
import type { MessageKey } from '#shared/i18n';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { useDialTestStyles } from './DialTest.styles.ts';

/** The steps of the launch ladder. */
export type DialWayView = 'tel' | 'ring' | 'copy';

/** Snapshot and action of the choice. */
export interface DialWaysProps {
  readonly preferred: DialWayView;
  /** Those this device and the phone system can go, in the order of the ladder. */
  readonly ways: readonly DialWayView[];
  /** The host opens no phone app on this device: the ways say why there is none among them. @default false */
  readonly isTelAway?: boolean;
  readonly results: Readonly<Partial<Record<DialWayView, 'works' | 'fails'>>>;
  /** Id of the words on the page that the ways go on from. @default words of its own stand above them */
  readonly labelledBy?: string;
  readonly onPrefer: (way: DialWayView) => void;
}

const wayKeys: Readonly<Record<DialWayView, MessageKey>> = {
  tel: 'settings.way.tel',
  ring: 'settings.way.ring',
  copy: 'settings.way.copy',
};
const hintKeys: Readonly<Record<DialWayView, MessageKey>> = {
  tel: 'settings.way.telHint',
  ring: 'settings.way.ringHint',
  copy: 'settings.way.copyHint',
};

/** The choice. */
export function DialWays(props: DialWaysProps): ReactElement {
  const { preferred, ways, isTelAway = false, results, labelledBy, onPrefer } = props;
  const styles = useDialTestStyles();
  const { t } = useTranslator();
  const id = useId();
  const choice = (
    <RadioGroup
      aria-labelledby={labelledBy ?? id}
      value={preferred}
      onChange={(_event, { value }) => {
        const way = ways.find((one) => one === value);
        if (way !== undefined) onPrefer(way);
      }}
    >
      {ways.map((way) => (
        <Radio
          key={way}
          value={way}
          label={
            <span className={styles.way}>
              {t(wayKeys[way])}
              <span className={styles.wayHint}>
                {t(hintKeys[way])} {t(resultKey(results[way]))}
              </span>
            </span>
          }
        />
      ))}
    </RadioGroup>
  );
  if (labelledBy !== undefined && !isTelAway) return choice;
  return (
    <div>
      {labelledBy === undefined && (
        <p id={id} className={styles.text}>
          {t('settings.ways')}
        </p>
      )}
      {choice}
      {isTelAway && <p className={styles.hint}>{t('settings.way.noTel')}</p>}
    </div>
  );
}

/** What the test found of a way, in words. */
function resultKey(result: 'works' | 'fails' | undefined): MessageKey {
  if (result === undefined) return 'settings.way.untested';
  return result === 'works' ? 'settings.way.works' : 'settings.way.fails';
}
