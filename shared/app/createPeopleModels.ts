// Builds the models of people: the search, what Teams shows of those on the screen, and which of their numbers is meant.
import type { ApiClient, ClockPort } from '#shared/client';
import {
  createNumberChoice,
  createPeopleLookup,
  createPeopleModel,
  createPeoplePresenceModel,
  type AppModels,
  type DialModel,
  type SettingsPort,
} from '#shared/models';

type PeopleModels = Pick<AppModels, 'people' | 'peoplePresence' | 'lookup' | 'numberChoice'>;

/** The models; nobody is searched before somebody looks. */
export function createPeopleModels(options: {
  readonly api: Pick<ApiClient, 'people' | 'peoplePresence'>;
  readonly clock: ClockPort;
  readonly settings: SettingsPort;
  readonly dial: DialModel;
}): PeopleModels {
  const { api } = options;
  return {
    people: createPeopleModel(options),
    peoplePresence: createPeoplePresenceModel(options),
    lookup: createPeopleLookup(api),
    numberChoice: createNumberChoice(options),
  };
}
