// Reduces what was typed or pasted to what a phone has keys for.
import { findExtension } from '../findExtension.ts';
import type { TraceStep } from './dialPlanTypes.ts';

const longestNumberChars = 128;
const longestDialledChars = 40;
const separators = /[\s\u2010-\u2015\u2212./()[\]~-]/gu;
const dialable = /^\+?[0-9*#]+$/u;
/** Letters of the keys 2 to 9 (ITU-T E.161). */
const keys = ['ABC', 'DEF', 'GHI', 'JKL', 'MNO', 'PQRS', 'TUV', 'WXYZ'];
/** A word in a number as in `1-800-FLOWERS`: three capitals or more. */
const word = /^[+0-9A-Z]*[0-9][+0-9A-Z]*$/u;

/** The signs to dial (`+`, `*`, `#`, digits), null when it is no number; extensions and pauses behind it are dropped. */
export function cleanNumber(text: string): { readonly number: string | null; readonly trace: readonly TraceStep[] } {
  if (text.length > longestNumberChars) return refused();
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^tel:(?:\/\/)?/iu, '');
  const bare = withoutTrunkZero(plain.slice(0, endOfNumber(plain))).replace(separators, '');
  const trace: TraceStep[] = bare === text ? [] : [{ step: 'cleaned', before: text, after: bare }];
  const number = lettersToDigits(bare);
  if (number !== bare) trace.push({ step: 'lettersToDigits', before: bare, after: number });
  if (number.length > longestDialledChars || !dialable.test(number)) return refused();
  return { number, trace };
}

/** Nothing of a refused text is kept in the trace: it may hold anything. */
function refused(): { readonly number: null; readonly trace: readonly TraceStep[] } {
  return { number: null, trace: [{ step: 'notDialable', before: '', after: '' }] };
}

/** Where `;ext=12`, `,,123#`, `x12` or `poste 12` begins behind a number. */
function endOfNumber(text: string): number {
  const sign = /[;,]/u.exec(text)?.index ?? text.length;
  const letter = /\p{L}/u.exec(text)?.index ?? text.length;
  if (letter < 1 || letter > sign) return sign;
  const isExtension = /^x\.? ?\d{1,7}$/iu.test(text.slice(letter)) || findExtension(text, letter) !== undefined;
  return isExtension ? letter : sign;
}

/** `+49 (0) 89` is dialled without the 0 in brackets. */
function withoutTrunkZero(text: string): string {
  return /^[\s(]*\+/u.test(text) ? text.replace(/\(\s*0\s*\)/u, '') : text;
}

function lettersToDigits(text: string): string {
  if (!word.test(text) || !/[A-Z]{3}/u.test(text)) return text;
  return text.replace(/[A-Z]/gu, (letter) => String(keys.findIndex((key) => key.includes(letter)) + 2));
}
