// Numbers in any formatting, and what may become a tel: URI.
import fc from 'fast-check';
import { formatNumber, toDialable, toE164, toTelUri } from '#shared/domain/number';
import { anyCharacter } from '../../../../support/anyCharacter.ts';

describe('toTelUri', () => {
  it.each([
    ['01 99 00 20 14', 'FR', 'tel:+33199002014'],
    ['+33 1 99 00 20 14', 'US', 'tel:+33199002014'],
    ['(202) 555-0142', 'US', 'tel:+12025550142'],
    ['020 7946 0123', 'GB', 'tel:+442079460123'],
    ['2014', 'FR', 'tel:2014'],
    ['*72', 'FR', null],
    ['#31#', 'FR', null],
    ['javascript:alert(1)', 'FR', null],
    ['+33199002014;phone-context=evil', 'FR', 'tel:+33199002014'],
    ['', 'FR', null],
  ])('makes of %s in %s %s', (text, country, uri) => {
    expect(toTelUri(text, country)).toBe(uri);
  });

  it('gives one tel: URI of digits or nothing, whatever comes in', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 80 }), (text) => {
        const uri = toTelUri(text, 'FR');
        expect(uri === null || /^tel:\+?\d+(;ext=\d+)?$/.test(uri)).toBe(true);
      }),
    );
  });
});

describe('toDialable', () => {
  it.each([
    ['\u202f01\u00a099.00/20-14', '0199002014'],
    ['０１９９', '0199'],
    ['*97', '*97'],
    ['12a', null],
    ['1'.repeat(65), null],
  ])('reads %s as %s', (text, digits) => {
    expect(toDialable(text)).toBe(digits);
  });
});

describe('toE164 and formatNumber', () => {
  it('normalise valid numbers and leave the rest as it was', () => {
    expect(toE164('01 99 00 20 14', 'FR')).toBe('+33199002014');
    expect(toE164('2014', 'FR')).toBeNull();
    expect(formatNumber('+33199002014', 'FR')).toBe('01 99 00 20 14');
    expect(formatNumber('+33199002014', 'US')).toBe('+33 1 99 00 20 14');
    expect(formatNumber('<b>2014</b>', 'FR')).toBe('<b>2014</b>');
  });
});
