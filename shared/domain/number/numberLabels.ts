// The words that say what a number near them reaches, folded, in English, French and German.
import type { NumberKind } from './foundNumber.ts';

const wordsOfKind: Readonly<Record<NumberKind, string>> = {
  mobile:
    'mobile|mob|cell|cellphone|cell phone|mobile phone|portable|tel portable|telephone portable|gsm|natel|handy|mobil|mobiltelefon|mobilnummer|port',
  fax: 'fax|facsimile|telefax|telecopie|telecopieur|faxnummer|telephone/fax',
  direct: 'direct|direct line|direct dial|ddi|ligne directe|tel direct|durchwahl|direktwahl|dw',
  business:
    'office|work|business|bureau|tel bureau|travail|pro|tel pro|buro|telefon buro|geschaftlich|dienstlich|office phone|work phone|business phone',
  home: 'home|home phone|domicile|tel domicile|maison|privat|privatnummer|tel privat',
  main: 'main|main line|switchboard|reception|standard|accueil|zentrale|empfang',
  pager: 'pager|beeper',
};

/** Words that only say: this is a phone number. */
const plainWords =
  'tel|telephone|phone|phone number|telefon|telefonnummer|rufnummer|ruf|ph|call|appeler|appelez|anrufen|fon|tph|hotline';

/** One letter, as in signatures: `M: 06 ...`. */
const letters: ReadonlyMap<string, NumberKind | null> = new Map([
  ['m', 'mobile'],
  ['c', 'mobile'],
  ['f', 'fax'],
  ['d', 'direct'],
  ['o', 'business'],
  ['w', 'business'],
  ['h', 'home'],
  ['t', null],
  ['p', null],
]);

const words: ReadonlyMap<string, NumberKind | null> = new Map([
  ...Object.entries(wordsOfKind).flatMap(([kind, list]) =>
    list.split('|').map((word): [string, NumberKind | null] => [word, isKind(kind) ? kind : null]),
  ),
  ...plainWords.split('|').map((word): [string, NumberKind | null] => [word, null]),
]);

/** Words that may stand between a label and its number: `My mobile number is ...`. */
export const fillerWords: ReadonlySet<string> = new Set(
  'is|est|ist|lautet|number|no|nr|num|n|numero|nummer|at|au|le|unter|s|the'.split('|'),
);

/** What a folded label of one or more words says: a kind, null for a plain "phone", undefined when it is no label. */
export function kindOfLabel(label: string): NumberKind | null | undefined {
  return words.get(label);
}

/** What a single folded letter says, under the same rules as `kindOfLabel`. */
export function kindOfLetter(letter: string): NumberKind | null | undefined {
  return letters.get(letter);
}

function isKind(kind: string): kind is NumberKind {
  return kind in wordsOfKind;
}
