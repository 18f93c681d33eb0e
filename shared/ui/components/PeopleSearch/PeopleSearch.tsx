// Search for people as one types: every result can be called, and so can a typed number.
import { Input, Spinner } from '@fluentui/react-components';
import { PeopleRegular } from '@fluentui/react-icons/svg/people';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import type { ReactElement } from 'react';
import type { Person } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { EmptyState, ErrorState } from '../EmptyState/EmptyState.tsx';
import { PersonRow } from '../PersonRow/PersonRow.tsx';
import { usePeopleSearchStyles } from './PeopleSearch.styles.ts';

/** Snapshot and actions of the search. */
export interface PeopleSearchProps {
  readonly query: string;
  readonly people: readonly Person[];
  readonly isSearching: boolean;
  /** A search was answered: an empty list means that there is nobody. */
  readonly isAnswered: boolean;
  readonly error?: ErrorCode;
  readonly onQueryChange: (query: string) => void;
  readonly onRetry: () => void;
}

/** The people page. */
export function PeopleSearch(props: PeopleSearchProps): ReactElement {
  const styles = usePeopleSearchStyles();
  const { t } = useTranslator();
  return (
    <div className={styles.root}>
      <Input
        type="search"
        className={styles.search}
        value={props.query}
        onChange={(_event, data) => {
          props.onQueryChange(data.value);
        }}
        placeholder={t('people.search')}
        aria-label={t('people.search')}
        contentBefore={<SearchRegular aria-hidden />}
        {...(props.isSearching && { contentAfter: <Spinner size="extra-tiny" aria-hidden /> })}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
      />
      <TypedNumber query={props.query} />
      <div role="status" className={styles.count}>
        {props.isAnswered && t('people.results', { count: props.people.length })}
      </div>
      <Results {...props} />
    </div>
  );
}

function TypedNumber({ query }: { readonly query: string }): ReactElement | null {
  const styles = usePeopleSearchStyles();
  const { t } = useTranslator();
  const { telUri, format } = useDialer();
  if (!/\d{2}/u.test(query) || telUri(query) === null) return null;
  const target = plainText(format(query));
  return (
    <div className={styles.typed}>
      <DialButton
        shape="long"
        appearance="outline"
        number={query}
        target={target}
        text={t('people.dialTyped', { target })}
      />
    </div>
  );
}

function Results({ people, query, isAnswered, error, onRetry }: PeopleSearchProps): ReactElement | null {
  const styles = usePeopleSearchStyles();
  const { t } = useTranslator();
  if (people.length > 0) {
    return (
      <ul className={styles.list} aria-label={t('people.title')}>
        {people.map((person) => (
          <li key={person.id}>
            <PersonRow person={person} />
          </li>
        ))}
      </ul>
    );
  }
  if (error !== undefined) return <ErrorState code={error} onRetry={onRetry} />;
  if (!isAnswered) return null;
  const icon = <PeopleRegular aria-hidden />;
  if (query.trim() === '') return <EmptyState icon={icon} title={t('people.empty')} hint={t('people.emptyHint')} />;
  return <EmptyState icon={icon} title={t('people.none')} hint={t('people.noneHint')} />;
}
