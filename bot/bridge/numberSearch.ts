// Finds numbers by digits somebody has typed so far, whether written nationally or internationally.
import { JoinedText } from './joinedText.ts';
import type { Steps } from './steps.ts';

/** A number of somebody; `owner` is their place in the list. */
export interface NumberEntry {
  readonly owner: number;
  readonly text: string;
  readonly isExtension: boolean;
}

/** How well a number fits: 0 an extension begins so, 1 a number does, 2 inside, 3 the same end. */
export type NumberRank = 0 | 1 | 2 | 3;

const fewestInside = 3;
/** So many last digits tell a number apart within a company, however its beginning is written. */
const tailLength = 8;

/** The numbers of many people; immutable. */
export class NumberSearch {
  private readonly extensions: JoinedText;
  private readonly numbers: JoinedText;

  private constructor(extensions: JoinedText, numbers: JoinedText) {
    this.extensions = extensions;
    this.numbers = numbers;
  }

  static *building(entries: readonly NumberEntry[]): Steps<NumberSearch> {
    const extensions = yield* JoinedText.building(entries.filter(({ isExtension }) => isExtension));
    const numbers = yield* JoinedText.building(entries.filter(({ isExtension }) => !isExtension));
    return new NumberSearch(extensions, numbers);
  }

  /** Tells whose number fits, the best first, until `tell` says that it is enough of this rank. */
  find(typed: string, tell: (owner: number, rank: NumberRank) => boolean): void {
    const forms = formsOf(typed);
    this.extensions.find(typed, 'start', (owner) => tell(owner, 0));
    for (const form of forms) this.numbers.find(form, 'start', (owner) => tell(owner, 1));
    for (const form of forms.filter(({ length }) => length >= fewestInside)) {
      this.extensions.find(form, 'inside', (owner) => tell(owner, 2));
      this.numbers.find(form, 'inside', (owner) => tell(owner, 2));
    }
    if (typed.length > tailLength) this.numbers.find(typed.slice(-tailLength), 'end', (owner) => tell(owner, 3));
  }
}

/** As typed; without the 00 of a number from abroad; without the 0 of a national one. */
function formsOf(typed: string): readonly string[] {
  const bare = typed.startsWith('00') ? typed.slice(2) : typed.startsWith('0') ? typed.slice(1) : '';
  return bare === '' ? [typed] : [typed, bare];
}
