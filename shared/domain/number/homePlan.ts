// Reads the metadata of numbering plans with every pattern compiled once: parsing each candidate anew is what finding would cost.
import metadata from 'libphonenumber-js/max/metadata';
import type { CountryCode } from 'libphonenumber-js/max';

/** One kind of number of a plan, such as mobile. */
interface KindPattern {
  readonly pattern: RegExp;
  readonly lengths: readonly number[] | undefined;
}

/** The numbering plan of a country. */
export interface NumberPlan {
  readonly country: CountryCode;
  readonly callingCode: string;
  /** What digits without prefix must look like. */
  readonly national: RegExp;
  /** Where several countries share a calling code: what this one's numbers begin with. */
  readonly leading: RegExp | undefined;
  /** What is dropped before a number: the prefix of long distance; undefined where there is none. */
  readonly dropped: RegExp | undefined;
  /** True where a prefix asks for more than dropping it. */
  readonly rewrites: boolean;
  /** The code of calls abroad. */
  readonly abroad: RegExp;
  /** True where some numbers are always written with the prefix at home. */
  readonly writesPrefix: boolean;
  readonly kinds: readonly KindPattern[];
}

/** Places in the metadata's arrays, version 4, as libphonenumber-js reads them. */
const at = {
  callingCode: 0,
  abroad: 1,
  pattern: 2,
  formats: 4,
  prefix: 5,
  rule: 6,
  parsing: 7,
  transform: 8,
  leading: 10,
  kinds: 11,
};
const plans = new Map<CountryCode, NumberPlan>();

/** The plan of a country, made when it is first asked for. */
export function planOf(country: CountryCode): NumberPlan {
  const known = plans.get(country);
  if (known !== undefined) return known;
  const plan = makePlan(country);
  plans.set(country, plan);
  return plan;
}

/** The plans that share a calling code, the main country's first; none for codes of no country. */
export function plansOf(callingCode: string): readonly NumberPlan[] {
  return (metadata.country_calling_codes[callingCode] ?? []).map(planOf);
}

/** True where digits without prefix are a number of the plan. */
export function holdsNumber(plan: NumberPlan, digits: string): boolean {
  if (!plan.national.test(digits)) return false;
  return plan.kinds.some(
    ({ pattern, lengths }) => (lengths === undefined || lengths.includes(digits.length)) && pattern.test(digits),
  );
}

function makePlan(country: CountryCode): NumberPlan {
  const fields: readonly unknown[] = metadata.countries[country] ?? [];
  const text = (place: number): string => (typeof fields[place] === 'string' ? fields[place] : '');
  const parsing = text(at.parsing) === '' ? text(at.prefix) : text(at.parsing);
  return {
    country,
    callingCode: text(at.callingCode),
    national: new RegExp(`^(?:${text(at.pattern)})$`, 'u'),
    leading: text(at.leading) === '' ? undefined : new RegExp(`^(?:${text(at.leading)})`, 'u'),
    dropped: parsing === '' ? undefined : new RegExp(`^(?:${parsing})`, 'u'),
    rewrites: text(at.transform) !== '' || /\((?!\?:)/u.test(parsing),
    abroad: new RegExp(`^(?:${text(at.abroad)})`, 'u'),
    writesPrefix: text(at.rule) !== '' || hasRule(fields[at.formats]),
    kinds: kindsOf(fields[at.kinds]),
  };
}

function listOf(field: unknown): readonly unknown[] {
  return Array.isArray(field) ? field : [];
}

/** A format's fourth field is its rule for the prefix. */
function hasRule(formats: unknown): boolean {
  return Array.isArray(formats) && formats.some((format: unknown) => Array.isArray(format) && Boolean(format[3]));
}

function kindsOf(field: unknown): readonly KindPattern[] {
  if (!Array.isArray(field)) return [];
  const kinds: readonly unknown[] = field;
  return kinds.flatMap((kind) => {
    const [pattern, lengths] = listOf(kind);
    if (typeof pattern !== 'string' || pattern === '') return [];
    const possible = Array.isArray(lengths) ? lengths.filter((length) => typeof length === 'number') : undefined;
    return [{ pattern: new RegExp(`^(?:${pattern})$`, 'u'), lengths: possible }];
  });
}
