// How numbers are shown and dialled: raw until the number rules are loaded, then as the site's country writes them.
import type { NumberRules } from './ports.ts';
import { createStore, type Readable } from './store.ts';

/** Number rules for the views; a new object whenever their answers may differ. */
export interface NumbersSnapshot {
  /** As people read it; the raw number while the rules are not loaded. */
  readonly format: (number: string) => string;
  /** The `tel:` link, or null for what must not be dialled from a link (no number, a service code). */
  readonly telUri: (number: string) => string | null;
}

/** The number rules as a model. */
export interface NumbersModel extends Readable<NumbersSnapshot> {
  /** Loads the rules once; a failed load may be tried again. */
  load(): Promise<void>;
  setCountry(country: string): void;
}

/** `loadRules` is a dynamic import, e.g. `() => import('#shared/domain/number')`. */
export function createNumbersModel(loadRules: () => Promise<NumberRules>): NumbersModel {
  const store = createStore<NumbersSnapshot>({ format: (number) => number, telUri: plainTelUri });
  let country: string | undefined;
  let rules: NumberRules | undefined;

  const publish = (): void => {
    const loaded = rules;
    if (loaded === undefined) return;
    store.patch({
      format: (number) => loaded.formatNumber(number, country),
      telUri: (number) => loaded.toTelUri(number, country),
    });
  };

  return {
    getSnapshot: store.getSnapshot,
    subscribe: store.subscribe,
    load: async () => {
      rules ??= await loadRules();
      publish();
    },
    setCountry: (value) => {
      if (value === country) return;
      country = value;
      publish();
    },
  };
}

/** Without the rules only what is plainly a number gets a link: digits, separators, one leading plus. */
function plainTelUri(text: string): string | null {
  const bare = text.replace(/[\s().\-/\u00A0\u202F]/gu, '');
  return /^\+?\d{2,32}$/u.test(bare) ? `tel:${bare}` : null;
}
