// The phone numbers found in a mail or an appointment, each with what it is, a dial button and a copy button.
import { Button } from '@fluentui/react-components';
import { CopyRegular } from '@fluentui/react-icons/svg/copy';
import type { ReactElement } from 'react';
import type { MessageKey } from '#shared/i18n';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { useNumberListStyles } from './NumberList.styles.ts';

/** One number as the list shows it. */
export interface NumberView {
  /** As it is dialled, an extension included. */
  readonly number: string;
  readonly e164: string;
  /** What the text says it reaches. */
  readonly kind?: 'business' | 'direct' | 'fax' | 'home' | 'main' | 'mobile' | 'pager';
  /** Found in an earlier message that this one quotes. */
  readonly isQuoted: boolean;
}

/** Properties of the list. */
export interface NumberListProps {
  readonly numbers: readonly NumberView[];
  /** Accessible name of the list. */
  readonly label: string;
}

const kindKeys: Readonly<Record<NonNullable<NumberView['kind']>, MessageKey>> = {
  business: 'people.kind.business',
  direct: 'numbers.kind.direct',
  fax: 'numbers.kind.fax',
  home: 'people.kind.home',
  main: 'numbers.kind.main',
  mobile: 'people.kind.mobile',
  pager: 'numbers.kind.pager',
};

/** The list. */
export function NumberList({ numbers, label }: NumberListProps): ReactElement {
  const styles = useNumberListStyles();
  return (
    <ul className={styles.list} aria-label={label}>
      {numbers.map((number) => (
        <NumberRow key={number.number} {...number} />
      ))}
    </ul>
  );
}

function NumberRow({ number, kind, isQuoted }: NumberView): ReactElement {
  const styles = useNumberListStyles();
  const { t } = useTranslator();
  const { format, onCopy } = useDialer();
  const shown = plainText(format(number));
  const kindText = kind === undefined ? '' : t(kindKeys[kind]);
  const about = [kindText, isQuoted ? t('numbers.quoted') : ''].filter(Boolean).join(' · ');
  return (
    <li className={styles.row}>
      <div className={styles.number}>
        <DialButton shape="long" number={number} target={[kindText, shown].filter(Boolean).join(', ')} />
        {about !== '' && <span className={styles.kind}>{about}</span>}
      </div>
      <Button
        appearance="subtle"
        className={styles.copy}
        icon={<CopyRegular />}
        aria-label={t('numbers.copy', { target: shown })}
        title={t('dial.copy')}
        onClick={() => {
          onCopy(number);
        }}
      />
    </li>
  );
}
