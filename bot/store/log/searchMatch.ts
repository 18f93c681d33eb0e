// Reads what a person typed into the search box: a part of a name, a part of a number, or a whole number.
import { foldText, toDialable, typedNumber } from '#shared/domain/number';
import { storedName } from '../recordKeys.ts';

const maxTextLength = 200;
const fewestDigits = 3;
// Each is one more comparison with every party of the person.
const mostWords = 4;
// Shorter ones may be extensions that begin with 0; longer ones are written with a trunk or international prefix.
const fewestDigitsBehindPrefix = 6;

/** What a row is compared with: all of these parts of its name, in any order, or one of up to three parts of its number. */
export interface SearchMatch {
  readonly names: readonly string[];
  readonly numbers: readonly string[];
}

/** The match for what was typed; undefined when nothing was. */
export function searchMatch(text: string | undefined, e164: string | undefined): SearchMatch | undefined {
  const typed = (text ?? '').slice(0, maxTextLength).trim();
  const whole = (e164 ?? '').replace(/\D/g, '');
  if (typed === '' && whole === '') return undefined;
  const digits = (toDialable(typedNumber(typed)) ?? '').replace(/\D/g, '');
  return {
    names: wordsOf(storedName(foldText(typed))),
    numbers: [...new Set([digits, behindPrefix(digits), whole])].filter((part) => part.length >= fewestDigits),
  };
}

/** Some PBXs tell the family name first, people type it last. An empty name would be part of every name. */
function wordsOf(name: string): readonly string[] {
  const words = name.split(/[ ,;]+/).filter((word) => word !== '');
  return words.length === 0 ? ['\u0001'] : [...new Set(words)].slice(0, mostWords);
}

/** `0199...` is `+33199...` for a Frenchman, `0033199...` too: the zeros in front stand for something else. */
function behindPrefix(digits: string): string {
  const bare = digits.replace(/^0{1,2}/, '');
  return bare.length < digits.length && bare.length >= fewestDigitsBehindPrefix ? bare : '';
}
