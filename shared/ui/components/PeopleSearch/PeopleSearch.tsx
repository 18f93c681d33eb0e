// Search for people as one types: every result can be called, and so can a typed number.
import { Input, Spinner } from '@fluentui/react-components';
import { SearchRegular } from '@fluentui/react-icons/svg/search';
import type { ReactElement } from 'react';
import type { Person, TeamsPresence } from '#shared/contracts';
import type { ErrorCode } from '#shared/errors';
import { useCalmWords } from '../../hooks/useCalmWords.ts';
import { useDialer } from '../../hooks/useDialer.ts';
import { useTranslator } from '../../hooks/useTranslator.ts';
import { plainText } from '../../text/plainText.ts';
import { DialButton } from '../DialButton/DialButton.tsx';
import { usePeopleSearchStyles } from './PeopleSearch.styles.ts';
import { PeopleResults } from './PeopleResults.tsx';
import { SourceSwitches, type SourcesView } from './SourceSwitches.tsx';
import { useLongWait } from './useLongWait.ts';
import { usePeopleKeys } from './usePeopleKeys.ts';

/** Snapshot and actions of the search; a missing action hides its control. */
export interface PeopleSearchProps {
  readonly query: string;
  readonly people: readonly Person[];
  /** What Teams shows of them, by id. @default nothing is known */
  readonly states?: ReadonlyMap<string, TeamsPresence>;
  readonly isSearching: boolean;
  /** A search was answered: an empty list means that there is nobody. */
  readonly isAnswered: boolean;
  readonly error?: ErrorCode;
  /** Missing: there is but one source. */
  readonly sources?: SourcesView;
  readonly onSourcesChange?: (sources: SourcesView) => void;
  /** The number a plain click calls. @default the first one */
  readonly preferredOf?: (person: Person) => Person['numbers'][number] | undefined;
  readonly onAddSpeedDial?: (label: string, number: string, personId?: string) => void;
  readonly onQueryChange: (query: string) => void;
  readonly onRetry: () => void;
}

/** The people page. Arrow keys lead from the box through the results; Enter calls the number that stands first. */
export function PeopleSearch(props: PeopleSearchProps): ReactElement {
  const { query, sources, onSourcesChange, onQueryChange } = props;
  const styles = usePeopleSearchStyles();
  const { t } = useTranslator();
  const count = useCalmWords(props.isAnswered ? t('people.results', { count: props.people.length }) : '');
  const isSlow = useLongWait(props.isSearching);
  const { root, activeId, onActive, onKeyDown } = usePeopleKeys();
  return (
    <div ref={root} className={styles.root} onKeyDown={onKeyDown}>
      <Input
        type="search"
        className={styles.search}
        value={query}
        onChange={(_event, data) => {
          onQueryChange(data.value);
        }}
        placeholder={t('people.search')}
        aria-label={t('people.search')}
        contentBefore={<SearchRegular aria-hidden />}
        {...(isSlow && { contentAfter: <Spinner size="extra-tiny" aria-hidden /> })}
        maxLength={100}
        autoComplete="off"
        spellCheck={false}
      />
      {sources !== undefined && onSourcesChange !== undefined && (
        <SourceSwitches sources={sources} onSourcesChange={onSourcesChange} />
      )}
      <TypedNumber query={query} />
      <div ref={count} role="status" className={styles.count} />
      <PeopleResults {...props} activeId={activeId} onActive={onActive} />
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
    <div className={styles.typed} data-typed>
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
