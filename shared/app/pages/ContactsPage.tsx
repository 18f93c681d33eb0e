// The people page.
import { useCallback, useEffect, type ReactElement } from 'react';
import type { Person } from '#shared/contracts';
import { defaultNumber, type AppModel, type PeopleSources } from '#shared/models';
import { PeopleSearch, useModel } from '#shared/ui';
import type { PageProps } from '../lazyPages.tsx';

const everySource: PeopleSources = { organisation: true, personal: true };

/** The contacts page. */
export function ContactsPage({ model }: PageProps): ReactElement {
  const { phase, query, answered, people, error } = useModel(model.people);
  const { phase: sessionPhase, me } = useModel(model.session);
  const called = useModel(model.numberChoice);
  const states = usePresence(model, people);
  const hasPersonal = me?.offers?.personalContacts === true;
  const sources = useSources(model, hasPersonal);
  const preferredOf = useCallback((person: Person) => defaultNumber(person.numbers, called), [called]);
  useEffect(() => {
    if (sessionPhase === 'signedIn') void model.people.ensureLoaded();
  }, [model, sessionPhase]);
  return (
    <PeopleSearch
      query={query}
      people={people}
      states={states}
      isSearching={phase === 'searching'}
      isAnswered={phase === 'ready' && answered === query}
      preferredOf={preferredOf}
      onAddSpeedDial={model.speedDials.add}
      {...(error !== undefined && { error })}
      {...(hasPersonal && { sources, onSourcesChange: changeSources(model) })}
      onQueryChange={model.people.setQuery}
      onRetry={() => void model.people.search()}
    />
  );
}

/** The sources the person has chosen; where there is but one there is no choice. */
function useSources(model: AppModel, hasPersonal: boolean): PeopleSources {
  const { settings } = useModel(model.settings);
  const { sources } = useModel(model.people);
  const organisation = settings?.searchOrganisation ?? sources.organisation;
  const personal = settings?.searchPersonalContacts ?? sources.personal;
  useEffect(() => {
    model.people.setSources(hasPersonal ? { organisation, personal } : everySource);
  }, [model, hasPersonal, organisation, personal]);
  return { organisation, personal };
}

function changeSources(model: AppModel): (sources: PeopleSources) => void {
  return (sources) => {
    model.people.setSources(sources);
    model.settings.change({ searchOrganisation: sources.organisation, searchPersonalContacts: sources.personal });
  };
}

/** What Teams shows of the colleagues on the screen, asked again while somebody looks. */
function usePresence(
  { peoplePresence }: AppModel,
  people: readonly Person[],
): ReturnType<AppModel['peoplePresence']['getSnapshot']>['states'] {
  useEffect(() => {
    peoplePresence.watch(people.filter(({ isPersonal }) => isPersonal !== true).map(({ id }) => id));
  }, [peoplePresence, people]);
  useEffect(() => {
    const look = (): void => {
      peoplePresence.setVisible(document.visibilityState === 'visible');
    };
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      peoplePresence.watch([]);
    };
  }, [peoplePresence]);
  return useModel(peoplePresence).states;
}
