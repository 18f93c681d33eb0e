// A person with the state of the phone and every number, each ready to be called.
import { Avatar } from '@fluentui/react-components';
import { memo, type ReactElement } from 'react';
import type { Person } from '#shared/contracts';
import type { MessageKey } from '#shared/i18n';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { PresenceBadge, phoneStateKey } from '../PresenceBadge/PresenceBadge.tsx';
import { usePersonRowStyles } from './PersonRow.styles.ts';

const kindKeys: Readonly<Record<Person['numbers'][number]['kind'], MessageKey>> = {
  extension: 'people.kind.extension',
  business: 'people.kind.business',
  mobile: 'people.kind.mobile',
  home: 'people.kind.home',
};

/** One person of the organisation. */
export const PersonRow = memo(function PersonRow({ person }: { readonly person: Person }): ReactElement {
  const styles = usePersonRowStyles();
  const { t } = useTranslator();
  const name = plainText(person.displayName) || t('call.anonymous');
  const work = [plainText(person.jobTitle), plainText(person.department)].filter(Boolean).join(' · ');
  return (
    <article className={styles.root} aria-label={name}>
      <Avatar name={name} color="colorful" aria-hidden className={styles.avatar} />
      <div className={styles.body}>
        <div className={styles.name} title={name} dir="auto">
          {name}
        </div>
        {work !== '' && (
          <div className={styles.work} title={work} dir="auto">
            {work}
          </div>
        )}
        {person.lineState !== undefined && (
          <div className={styles.state}>
            <PresenceBadge state={person.lineState} isDecorative />
            <span>{t(phoneStateKey(person.lineState))}</span>
          </div>
        )}
      </div>
      <ul className={styles.numbers}>
        {person.numbers.map(({ kind, number }) => (
          <li key={`${kind} ${number}`} className={styles.number}>
            <span className={styles.kind}>{t(kindKeys[kind])}</span>
            <DialButton shape="long" number={number} target={`${name}, ${t(kindKeys[kind])}`} />
          </li>
        ))}
      </ul>
    </article>
  );
});
