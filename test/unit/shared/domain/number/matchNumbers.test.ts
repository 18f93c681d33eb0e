// What the matcher holds for numbers, what it parts, and that no text takes it long.
import fc from 'fast-check';
import metadata from 'libphonenumber-js/max/metadata';
import { getCountries, getCountryCallingCode, parsePhoneNumberFromString } from 'libphonenumber-js/max';
import examples from 'libphonenumber-js/mobile/examples';
import { fewestDigitsAtHome } from '../../../../../shared/domain/number/fewestDigits.ts';
import { foldDigits } from '../../../../../shared/domain/number/foldDigits.ts';
import { findNumbers } from '../../../../../shared/domain/number/findNumbers.ts';
import { matchNumbers } from '../../../../../shared/domain/number/matchNumbers.ts';

function matched(text: string, country?: string, leniency: 'VALID' | 'POSSIBLE' = 'VALID') {
  return matchNumbers(text, { country, leniency }).map(({ number, ext }) => number.number + (ext ? `x${ext}` : ''));
}

describe('matchNumbers', () => {
  describe('when a line holds several numbers', () => {
    const table: readonly [string, string, readonly string[]][] = [
      ['01 99 00 20 14 01 99 00 20 15', 'FR', ['+33199002014', '+33199002015']],
      ['01 99 00 20 14 / 01 99 00 20 15', 'FR', ['+33199002014', '+33199002015']],
      ['(202) 555-0123 (202) 555-0124', 'US', ['+12025550123', '+12025550124']],
      ['020 7946 0123 - 020 7946 0124', 'GB', ['+442079460123', '+442079460124']],
      ['(202) 555-0123 x12/x13', 'US', ['+12025550123x12']],
    ];

    it.each(table)('parts %s', (text, country, numbers) => {
      expect(matched(text, country)).toEqual(numbers);
    });
  });

  describe('when a number is written in an unusual way', () => {
    const table: readonly [string, string | undefined, readonly string[]][] = [
      ['+33 (0) 1 99 00 20 14', undefined, ['+33199002014']],
      ['＋４４　２０　７９４６　０１２３', undefined, ['+442079460123']],
      ['٠٢٠ ٧٩٤٦ ٠١٢٣', 'GB', ['+442079460123']],
      ['+1 202 555 0123 ext. 45', undefined, ['+12025550123x45']],
      ['202-555-0123, 45 days', 'US', ['+12025550123']],
      ['00 33 1 99 00 20 14', 'GB', ['+33199002014']],
    ];

    it.each(table)('reads %s', (text, country, numbers) => {
      expect(matched(text, country)).toEqual(numbers);
    });
  });

  describe('when digits are no number', () => {
    it.each([
      ['211-227 (2003)', 'US'],
      ['12/25/2026', 'US'],
      ['2026-01-02 08:00', 'US'],
      ['abc2025550123', 'US'],
      ['199002014', 'FR'],
      ['2025550123', undefined],
    ])('leaves %s alone', (text, country) => {
      expect(matched(text, country)).toEqual([]);
    });
  });

  describe('when a possible number is enough', () => {
    it('takes a number of an area', () => {
      expect(matched('call 555-0123', 'US', 'POSSIBLE')).toEqual(['+15550123']);
      expect(matched('call 555-0123', 'US')).toEqual([]);
    });
  });

  describe('when any country writes its example', () => {
    it.each(getCountries().filter((country) => country in examples))(
      'reads %s as libphonenumber does, at home and from abroad',
      (country) => {
        const abroad = `+${getCountryCallingCode(country)}${examples[country]}`;
        const known = parsePhoneNumberFromString(abroad);
        expect(known?.isValid()).toBe(true);
        const [found] = matchNumbers(abroad);
        expect([found?.number.number, found?.number.country]).toEqual([known?.number, known?.country]);
        const home = known?.formatNational() ?? '';
        expect(matched(home, country)).toEqual([parsePhoneNumberFromString(home, country)?.number]);
      },
    );
  });

  describe('when the tables beside the metadata grow old', () => {
    it.each(getCountries())('knows the shortest number of %s', (country) => {
      expect(metadata.version).toBe(4);
      const lengths: unknown = metadata.countries[country]?.[3];
      const shortest = Math.min(...(Array.isArray(lengths) ? lengths.map(Number) : []));
      expect(fewestDigitsAtHome(country)).toBeLessThanOrEqual(shortest);
    });
  });

  describe('when the text is hostile', () => {
    const pieces = ['0', '12', '345678', '+', '(', ')', '-', '.', '/', ' ', 'x', 'ext ', ',', '#', '\n', '٣', '１'];
    const hostile = fc.string({ unit: fc.constantFrom(...pieces), maxLength: 400 });

    it('never throws, and every place it names holds the number', () => {
      fc.assert(
        fc.property(hostile, fc.constantFrom('FR', 'US', 'DE', 'AR', 'ZZ', undefined), (text, country) => {
          let last = 0;
          for (const { start, end, number } of matchNumbers(text, { country })) {
            expect(start).toBeGreaterThanOrEqual(last);
            expect(end).toBeGreaterThan(start);
            expect(number.isValid()).toBe(true);
            expect(foldDigits(text.slice(start, end))).toContain(number.nationalNumber.slice(-1));
            last = end;
          }
        }),
      );
    });

    it.each(['1', '1 ', '12345678 ', '(1', '+1 ', ',', '123456xx', '(123)4 ', '202555 ext ', '2025550123 '])(
      'reads 100 KB of "%s" in a moment',
      (piece) => {
        const text = piece.repeat(100_000 / piece.length);
        const startedMs = performance.now();
        for (const country of ['US', 'DE']) findNumbers(text, { country });
        expect(performance.now() - startedMs).toBeLessThan(2000);
      },
    );
  });
});
