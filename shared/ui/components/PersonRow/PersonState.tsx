// The states of a person side by side: the phone, and what Teams shows.
import type { ReactElement } from 'react';
import type { Person, TeamsPresence } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { PresenceBadge, phoneStateKey } from '../PresenceBadge/PresenceBadge.tsx';
import { TeamsBadge } from '../PresenceBadge/TeamsBadge.tsx';
import { usePersonRowStyles } from './PersonRow.styles.ts';

/** Properties of the states. */
export interface PersonStateProps {
  readonly person: Person;
  /** Undefined while it is not known. */
  readonly presence: TeamsPresence | undefined;
}

/** The line of states. It keeps its height while a state is not known yet: nothing below it moves. */
export function PersonState({ person, presence }: PersonStateProps): ReactElement {
  const styles = usePersonRowStyles();
  const { t } = useTranslator();
  return (
    <div className={styles.states}>
      {person.isPersonal === true && <span>{t('people.personal')}</span>}
      {person.lineState !== undefined && (
        <span className={styles.state}>
          <PresenceBadge state={person.lineState} isDecorative />
          <span>{t('people.phone', { state: t(phoneStateKey(person.lineState)) })}</span>
        </span>
      )}
      <span className={styles.state}>
        <TeamsBadge presence={presence} />
      </span>
    </div>
  );
}
