// What of a pasted number is searched for.
import * as fc from 'fast-check';
import { typedNumber } from '#shared/domain/number';

describe('typedNumber', () => {
  it.each([
    ['tel:+33-1-99-00-20-15', '+33-1-99-00-20-15'],
    ['TEL:0199002015', '0199002015'],
    ['callto://+33199002015', '+33199002015'],
    ['tel:+33199002015;ext=12', '+33199002015'],
    ['tel:2015;phone-context=example.com', '2015'],
    ['+33199002015 ext. 3', '+33199002015'],
    ['01 99 00 20 15 (poste 12)', '01 99 00 20 15'],
    ['+44 20 7946 0018 x3', '+44 20 7946 0018'],
    ['+44 20 7946 0018 #3', '+44 20 7946 0018'],
    ['+33199002015,,12#', '+33199002015'],
    ['+33 (0)1 99 00 20 15', '+33 (0)1 99 00 20 15'],
    ['*21#', '*21#'],
    ['Chloé Specimen', 'Chloé Specimen'],
  ])('reads %s as %s', (typed, number) => {
    expect(typedNumber(typed)).toBe(number);
  });
  it('adds nothing to any text, and reads the longest search at once', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), (text) => {
        expect(text).toContain(typedNumber(text));
      }),
    );
    const begin = performance.now();
    for (const text of [' '.repeat(200), '('.repeat(200), `1${' ('.repeat(100)}`, 'x:'.repeat(100)]) typedNumber(text);
    expect(performance.now() - begin).toBeLessThan(200);
  });
});
