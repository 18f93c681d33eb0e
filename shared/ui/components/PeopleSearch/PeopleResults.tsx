// What a search found: people, nobody, or why not.
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { useCallback, useState, type ReactElement } from 'react';
import type { Person } from '#shared/contracts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { EmptyState, ErrorState } from '../EmptyState/EmptyState.tsx';
import { PersonRow } from '../PersonRow/PersonRow.tsx';
import { usePeopleSearchStyles } from './PeopleSearch.styles.ts';
import type { PeopleSearchProps } from './PeopleSearch.tsx';
import type { PeopleKeys } from './usePeopleKeys.ts';
import { useGrowingList, type GrowingList } from './useGrowingList.ts';

/** Properties of the results. */
export type PeopleResultsProps = PeopleSearchProps & Pick<PeopleKeys, 'activeId' | 'onActive'>;

/** The results, or the words for their absence. */
export function PeopleResults(props: PeopleResultsProps): ReactElement | null {
  const { people, query, isAnswered, error, sources, onRetry } = props;
  const { t } = useTranslator();
  const growing = useGrowingList(people);
  if (people.length > 0) return <PeopleList {...props} {...growing} />;
  if (error !== undefined) return <ErrorState code={error} onRetry={onRetry} />;
  if (!isAnswered) return null;
  const icon = <PeopleRegular aria-hidden />;
  if (sources !== undefined && !sources.organisation && !sources.personal) {
    return <EmptyState icon={icon} title={t('people.noSource')} hint={t('people.noSourceHint')} />;
  }
  if (query.trim() === '') return <EmptyState icon={icon} title={t('people.empty')} hint={t('people.emptyHint')} />;
  return <EmptyState icon={icon} title={t('people.none')} hint={t('people.noneHint')} />;
}

function PeopleList(props: PeopleResultsProps & GrowingList<Person>): ReactElement {
  const { people, shown, isCalm, growWhole, states, preferredOf, onAddSpeedDial, activeId, onActive } = props;
  const styles = usePeopleSearchStyles();
  const { t } = useTranslator();
  const [openId, setOpenId] = useState<string>();
  const onToggle = useCallback((person: Person) => {
    setOpenId((old) => (old === person.id ? undefined : person.id));
  }, []);
  const active = people.some(({ id }) => id === activeId) ? activeId : people[0]?.id;
  return (
    <ul
      className={styles.list}
      aria-label={t('people.title')}
      onKeyDownCapture={({ key }) => {
        if (key === 'End') growWhole();
      }}
    >
      {shown.map((person) => {
        const presence = states?.get(person.id);
        const preferred = preferredOf?.(person);
        const tabIndex = person.id === active ? 0 : -1;
        return (
          <li
            key={person.id}
            data-person={person.id}
            tabIndex={tabIndex}
            className={styles.item}
            onFocus={() => {
              onActive(person.id);
            }}
          >
            <PersonRow
              person={person}
              isOpen={person.id === openId}
              isBrief={!isCalm}
              onToggle={onToggle}
              tabIndex={tabIndex}
              {...(presence !== undefined && { presence })}
              {...(preferred !== undefined && { preferred })}
              {...(onAddSpeedDial !== undefined && { onAddSpeedDial })}
            />
          </li>
        );
      })}
    </ul>
  );
}
