// The people page.
import { useEffect, type ReactElement } from 'react';
import type { AppModel } from '#shared/models';
import { PeopleSearch, useModel } from '#shared/ui';

/** The contacts page. */
export function ContactsPage({ model }: { readonly model: AppModel }): ReactElement {
  const { phase, query, answered, people, error } = useModel(model.people);
  const isSignedIn = useModel(model.session).phase === 'signedIn';
  useEffect(() => {
    if (isSignedIn) void model.people.ensureLoaded();
  }, [model, isSignedIn]);
  return (
    <PeopleSearch
      query={query}
      people={people}
      isSearching={phase === 'searching'}
      isAnswered={phase === 'ready' && answered === query}
      {...(error !== undefined && { error })}
      onQueryChange={model.people.setQuery}
      onRetry={() => void model.people.search()}
    />
  );
}
