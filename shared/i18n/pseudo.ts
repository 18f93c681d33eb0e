// A language nobody speaks, made from English: what is not translated, or cut off because texts grow, meets the eye at once.
import type { Messages } from './language.ts';

// prettier-ignore
const looks: Readonly<Record<string, string>> = {
  a: 'á', b: 'ƀ', c: 'ç', d: 'ð', e: 'é', f: 'ƒ', g: 'ĝ', h: 'ĥ', i: 'î', j: 'ĵ', k: 'ķ', l: 'ļ', m: 'ɱ',
  n: 'ñ', o: 'ó', p: 'þ', q: 'ɋ', r: 'ŕ', s: 'š', t: 'ţ', u: 'û', v: 'ṽ', w: 'ŵ', x: 'ẋ', y: 'ý', z: 'ž',
  A: 'Å', B: 'Ɓ', C: 'Ç', D: 'Ð', E: 'É', F: 'Ƒ', G: 'Ĝ', H: 'Ĥ', I: 'Î', J: 'Ĵ', K: 'Ķ', L: 'Ļ', M: 'Ṁ',
  N: 'Ñ', O: 'Ó', P: 'Þ', Q: 'Ɋ', R: 'Ŕ', S: 'Š', T: 'Ţ', U: 'Û', V: 'Ṽ', W: 'Ŵ', X: 'Ẋ', Y: 'Ý', Z: 'Ž',
};
/** German and French need about a third more room than English. */
const growth = 0.35;

/** All texts in the made-up language: `Call` -> `[Çáļļ··]`. Placeholders and ICU syntax stay as they are. */
export function pseudoMessages(english: Messages): Messages {
  const entries = Object.entries(english).map(([key, text]) => [key, pseudoText(text)] as const);
  // The same keys, each with a text.
  return Object.fromEntries(entries) as Messages;
}

/** One message. ICU: a text holds arguments in braces, and an argument (plural, select) holds texts in braces. */
export function pseudoText(message: string): string {
  let depth = 0;
  let letters = 0;
  let shown = '';
  for (const sign of message) {
    if (sign === '{') depth += 1;
    if (sign === '}') depth -= 1;
    const isText = depth % 2 === 0;
    if (isText && looks[sign] !== undefined) letters += 1;
    shown += isText ? (looks[sign] ?? sign) : sign;
  }
  return `[${shown}${'·'.repeat(Math.ceil(letters * growth))}]`;
}
