// Writes the mails the text bench reads: prose, digits that are no numbers, and phone numbers that are known.

/** One mail, with the country it is read in and the numbers it holds, each once. */
export interface BenchMail {
  readonly text: string;
  readonly country: string;
  readonly numbers: readonly string[];
}

const prose =
  'the offer we talked about is ready and our colleagues will send it before the end of the week please tell us whether delivery suits you nous restons à votre disposition pour toute question et vous souhaitons une bonne journée die Unterlagen finden Sie im Anhang wir freuen uns auf Ihre Antwort';
const words = prose.split(' ');
/** Digits and numbers stand as thick as in the mails of public collections: one digit in 40 letters, a number per 1.5 KB. */
const wordsOfMail = 420;
const paragraphsOfMail = 14;

/** The mails of a seed, always the same. */
export function makeMails(count: number, seed: number): readonly BenchMail[] {
  const below = randomBelow(seed);
  return Array.from({ length: count }, () => makeMail(below));
}

function makeMail(below: (limit: number) => number): BenchMail {
  const country = ['FR', 'GB', 'US'][below(3)] ?? 'FR';
  const numbers: string[] = [];
  const lines = Array.from({ length: paragraphsOfMail }, () => paragraph(below));
  if (below(3) > 0) {
    const [one, other] = [numberOf(country, below), numberOf(country, below)];
    numbers.push(one.e164, other.e164);
    lines.push(`--\nAda Example\nExample Ltd\nTel: ${one.written}\nMobile: ${other.written}\nwww.example.com`);
  }
  if (below(4) === 0) {
    const abroad = numberOf('', below);
    numbers.push(abroad.e164);
    lines.splice(below(lines.length), 0, `Please call ${abroad.written} before noon.`);
  }
  return { text: lines.join('\n'), country, numbers: [...new Set(numbers)] };
}

function paragraph(below: (limit: number) => number): string {
  const count = Math.ceil((wordsOfMail / paragraphsOfMail) * (0.5 + below(100) / 100));
  const written = Array.from({ length: count }, () => words[below(words.length)] ?? '');
  if (below(2) === 0) written.splice(below(count), 0, notANumber(below));
  return `${written.join(' ')}.`;
}

/** What stands in mails and has digits, but rings nowhere. */
function notANumber(below: (limit: number) => number): string {
  const digits = (count: number): string => Array.from({ length: count }, () => String(below(10))).join('');
  const things = [
    () => `on ${1 + below(28)}/${1 + below(12)}/2026`,
    () => `at ${8 + below(10)}:${10 + below(50)}`,
    () => `for ${digits(3)}.${digits(2)} EUR`,
    () => `order no. ${digits(7)}`,
    () => `https://www.example.com/item?id=${digits(9)}&v=${digits(2)}`,
    () => `10.${below(256)}.${below(256)}.${below(256)}`,
    () => `version ${below(9)}.${below(20)}.${below(10)}`,
    () => `(${1990 + below(36)})`,
  ];
  return things[below(things.length)]?.() ?? '';
}

/** Numbers that are set aside for examples; abroad where no country is given. */
function numberOf(
  country: string,
  below: (limit: number) => number,
): { readonly e164: string; readonly written: string } {
  const four = String(1000 + below(9000));
  const [pair, other] = [four.slice(0, 2), four.slice(2)];
  if (country === 'FR') return { e164: `+3319900${four}`, written: `01 99 00 ${pair} ${other}` };
  if (country === 'US') return { e164: `+120255501${other}`, written: `(202) 555-01${other}` };
  if (country === 'GB') return { e164: `+442079460${four.slice(1)}`, written: `020 7946 0${four.slice(1)}` };
  return { e164: `+3319900${four}`, written: `+33 (0) 1 99 00 ${pair} ${other}` };
}

/** A linear congruential generator: the same corpus on every machine. */
function randomBelow(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}
