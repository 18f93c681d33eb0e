// The text of the dial pad: keys, typing, and pastes, of which the numbers are taken and never two as one.
import type { FoundNumber } from '#shared/domain/number';
import { cleanDialText } from './dialText.ts';
import type { Store } from './store.ts';

/** What the pad shows. */
export interface PadText {
  /** Text of the pad as typed or pasted, cleaned of what cannot be shown. */
  readonly text: string;
  /** The numbers of a paste that had several; the first stands in the pad until another one is taken. */
  readonly found: readonly string[];
}

/** What a person does to it. */
export interface PadTextActions {
  setText(text: string): void;
  /** Something was pasted in place of all the pad showed. */
  paste(text: string): Promise<void>;
  /** One of `found` is meant. */
  take(number: string): void;
  press(key: string): void;
  erase(): void;
}

/** Finds the phone numbers of a text; a promise, because their rules come after the first paint. */
export type FindPasted = (text: string) => Promise<readonly Pick<FoundNumber, 'text' | 'e164' | 'ext'>[]>;

/** A whole mail may be on the clipboard; what somebody means to call stands at its beginning. */
const mostPasted = 4_000;
const mostOffered = 5;

/** The actions over the texts in `store`. */
export function createPadText(store: Pick<Store<PadText>, 'getSnapshot' | 'patch'>, find?: FindPasted): PadTextActions {
  const setText = (text: string): void => {
    store.patch({ text: cleanDialText(text), found: [] });
  };
  return {
    setText,
    paste: async (pasted) => {
      setText(pasted);
      const before = store.getSnapshot();
      const found = await (find?.(pasted.slice(0, mostPasted)).catch(() => []) ?? []);
      // Typed on meanwhile: the person knows better.
      if (store.getSnapshot().text !== before.text || store.getSnapshot().found !== before.found) return;
      const numbers = [...new Map(found.map((one) => [`${one.e164};${one.ext ?? ''}`, asDialled(one)])).values()];
      const [first, ...others] = numbers;
      // What is all of one number stays as it was written.
      if (first === undefined || (others.length === 0 && isPlain(before.text))) return;
      store.patch({ text: cleanDialText(first), found: others.length === 0 ? [] : numbers.slice(0, mostOffered) });
    },
    take: (number) => {
      store.patch({ text: cleanDialText(number) });
    },
    press: (key) => {
      setText(store.getSnapshot().text + key);
    },
    erase: () => {
      store.patch({ text: [...store.getSnapshot().text].slice(0, -1).join(''), found: [] });
    },
  };
}

function asDialled({ text, e164, ext }: Pick<FoundNumber, 'text' | 'e164' | 'ext'>): string {
  return ext === undefined ? text : `${e164};ext=${ext}`;
}

/** Digits and what separates them, or a code. */
function isPlain(text: string): boolean {
  return /^[\d\s+().\-/*#,;\u00A0\u202F]*$/u.test(text);
}
