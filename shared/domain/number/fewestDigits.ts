// How many digits a number has at least, so that shorter ones are not even parsed.

/** No valid number with its calling code is shorter, and no national one of a country that is not in the table. */
const fewest = 6;
/** Countries whose plans hold shorter numbers; a test compares the table with the metadata. */
const shortPlans: readonly (readonly [digits: number, countries: string])[] = [
  [4, 'AT DE IR LU NU SH TA TK UY'],
  [5, 'AC AE AU AX CK FI FK HK KI KR NL NO NZ SB SI SJ TO TV VU WS ZA'],
];

/** The fewest digits of a number that is written in `country`, with or without calling code. */
export function fewestDigitsAtHome(country: string | undefined): number {
  return shortPlans.find(([, countries]) => country !== undefined && countries.includes(country))?.[0] ?? fewest;
}
