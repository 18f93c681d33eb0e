// How numbers are shown and dialled: raw until the number rules are loaded, then as the site's country and plan say.
import type { Dialling, LinkPlatform } from '#shared/contracts';
import { answersBy, plainAnswers, type DialSite, type NumbersSnapshot } from './numberAnswers.ts';
import type { NumberRules } from './ports.ts';
import { createStore, type Readable } from './store.ts';

/** The number rules as a model. */
export interface NumbersModel extends Readable<NumbersSnapshot> {
  /** Loads the rules once; a failed load may be tried again. */
  load(): Promise<void>;
  setCountry(country: string): void;
  /** The dial plan of the site and the form of its links, as the service tells them. */
  setDialling(dialling: Dialling): void;
  /** What the host runs on. */
  setPlatform(platform: LinkPlatform): void;
}

/** `loadRules` is a dynamic import, e.g. `() => import('#shared/domain/number')`. */
export function createNumbersModel(loadRules: () => Promise<NumberRules>): NumbersModel {
  const store = createStore<NumbersSnapshot>(plainAnswers);
  let site: DialSite = {};
  let rules: NumberRules | undefined;

  const publish = (): void => {
    if (rules !== undefined) store.patch(answersBy(rules, site));
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    load: async () => {
      if (rules !== undefined) return;
      rules = await loadRules();
      publish();
    },
    setCountry: (country) => {
      if (country === site.country) return;
      site = { ...site, country };
      publish();
    },
    setDialling: (dialling) => {
      site = { ...site, dialling };
      publish();
    },
    setPlatform: (platform) => {
      site = { ...site, platform };
      publish();
    },
  };
}
