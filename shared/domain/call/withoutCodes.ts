// Cuts from a dialled number what was dialled behind a pause: account and authorisation codes are kept nowhere (telephony 6).
import type { Party } from './callTypes.ts';

/** How people and programs write a number: digits and keys, with a plus, brackets, spaces, dots and dashes, also percent-encoded. */
const number = /^(?:(?:tel|callto|sips?):)?(?:[\p{Nd}*#+().\-/\s\u2010-\u2015]|%2[0389abdef])+/iu;
/** After these whatever follows is dialled later, or is no number any more. */
const separator = /^(?:[,;]|%2c|%3b)/i;
/** A pause or a wait written as a letter; only keys may follow, because `12p-lobby` and `101pbx` are names. */
const pauseLetter = /^[wp][wp,;\s]*[\p{Nd}*#%][\p{Nd}*#+().\-/\sa-dwpx,;%]*$/iu;

/** The text up to the first pause, where what stands before it is a number; else the text as it is. */
export function beforePause(text: string): string {
  const dialled = number.exec(text)?.[0];
  if (dialled === undefined || !/[\p{Nd}*#]/u.test(dialled)) return text;
  const rest = text.slice(dialled.length);
  return separator.test(rest) || pauseLetter.test(rest) ? dialled.trimEnd() : text;
}

/** The party without codes; the same object where there are none. */
export function withoutCodes(party: Party): Party {
  const { number: told, name } = party;
  if (told === undefined) return party;
  const dialled = beforePause(told);
  if (dialled === told) return party;
  // A PBX that knows no name may repeat there what was dialled.
  return { ...party, number: dialled, ...(name === told ? { name: dialled } : {}) };
}
