// Finds whose a whole number is among tens of thousands of people: by its last digits in one sorted table, then by the number itself.
import type { Person } from '#shared/contracts';
import { toE164 } from '#shared/domain/number';
import { digitsOf } from './searchText.ts';
import { eachInSteps, type Steps } from './steps.ts';

/** So many last digits are the same however a number is written; national numbers of the smallest countries have seven. */
const tailLength = 7;
/** More people than a directory has (50,000 are the most that were tried); a tail and a place fit exactly into a double. */
const mostPlaces = 2 ** 24;

/** Immutable. */
export class NumberOwners {
  private readonly people: readonly Person[];
  /** The tail times `mostPlaces`, and the place of its person. */
  private readonly table: Float64Array;

  private constructor(people: readonly Person[], table: Float64Array) {
    this.people = people;
    this.table = table;
  }

  static *building(people: readonly Person[]): Steps<NumberOwners> {
    const keys: number[] = [];
    yield* eachInSteps(people, ({ numbers }, place) => {
      for (const { kind, number } of numbers) {
        const tail = kind === 'extension' ? undefined : tailOf(number);
        if (tail !== undefined) keys.push(tail * mostPlaces + place);
      }
    });
    return new NumberOwners(people, Float64Array.from(keys).sort());
  }

  /** The one person with this number, read as numbers of `country` are; undefined for nobody, and for several. */
  ownerOf(number: string, country: string | undefined): string | undefined {
    const tail = tailOf(number);
    const e164 = tail === undefined ? null : toE164(number, country);
    if (tail === undefined || e164 === null) return undefined;
    const owners = new Set<string>();
    for (let at = this.firstFrom(tail * mostPlaces); at < this.table.length; at += 1) {
      const key = this.table[at] ?? 0;
      if (key >= (tail + 1) * mostPlaces) break;
      const person = this.people[key % mostPlaces];
      if (person?.numbers.some((one) => one.kind !== 'extension' && toE164(one.number, country) === e164) === true)
        owners.add(person.id);
    }
    const [owner, ...others] = owners;
    return others.length > 0 ? undefined : owner;
  }

  private firstFrom(key: number): number {
    let low = 0;
    let high = this.table.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.table[middle] ?? 0) < key) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}

function tailOf(number: string): number | undefined {
  const digits = digitsOf(number);
  return digits.length < tailLength ? undefined : Number(digits.slice(-tailLength));
}
