// Header values taken apart, and values that must not become headers of their own.
import fc from 'fast-check';
import { escapeUser, formatRequest, formatResponse, isSafeUri, quote } from '../../../../../bot/pbx/sip/format.ts';
import {
  addressParts,
  listValues,
  parseCSeq,
  parseNameAddr,
  parseParams,
  parseVia,
} from '../../../../../bot/pbx/sip/headerValue.ts';
import { anyCharacter } from '../../../../support/anyCharacter.ts';

describe('parseNameAddr', () => {
  it.each([
    ['"Ada, \\"A\\" <x>" <sip:101@pbx.test;lr>;tag=1', 'sip:101@pbx.test;lr', 'Ada, "A" <x>', '1'],
    ['Ada Example <sip:101@pbx.test> ; tag = "a b"', 'sip:101@pbx.test', 'Ada Example', 'a b'],
    ['sip:101@pbx.test;tag=2', 'sip:101@pbx.test', undefined, '2'],
    ['<sip:101@[2001:db8::1]:5060>', 'sip:101@[2001:db8::1]:5060', undefined, undefined],
  ])('reads %s', (value, uri, displayName, tag) => {
    const parsed = parseNameAddr(value);
    expect([parsed?.uri, parsed?.displayName, parsed?.params.get('tag')]).toEqual([uri, displayName, tag]);
  });

  it.each(['', '"open <sip:a@b>', '<sip:a@b', '<>', 'two words', 'sip:a@b?Route=x'])('refuses %s', (value) => {
    expect(parseNameAddr(value)).toBeNull();
  });
});

describe('lists, parameters, CSeq and Via', () => {
  it('splits lists outside quotes and brackets', () => {
    expect(listValues(['<sip:a,b;lr>, "x, y" <sip:c>', '', '<sip:d>'])).toEqual([
      '<sip:a,b;lr>',
      '"x, y" <sip:c>',
      '<sip:d>',
    ]);
  });

  it('takes the first of equal parameters', () => {
    expect([...parseParams(';A=1;a=2;lr;q="x;y"')]).toEqual([
      ['a', '1'],
      ['lr', ''],
      ['q', 'x;y'],
    ]);
  });

  it.each(['2147483648 A', '-1 A', 'A', '1', '1 A B', '99999999999 A'])('refuses the CSeq %s', (value) => {
    expect(parseCSeq(value)).toBeNull();
  });

  it('reads a spaced Via and refuses an empty one', () => {
    const via = parseVia('SIP / 2.0 / tcp pbx.test : 5060 ; branch = z9hG4bK1 ;rport');
    expect([via?.transport, via?.sentBy, via?.params.get('branch')]).toEqual(['TCP', 'pbx.test:5060', 'z9hG4bK1']);
    expect(parseVia(';')).toBeNull();
  });
});

describe('addressParts', () => {
  it.each([
    ['sip:101@pbx.test;user=phone', '101', 'pbx.test'],
    ['sips:ada%2Eexample:pw@PBX.test:5061', 'ada.example', 'pbx.test'],
    ['tel:+12025550123;ext=1', '+12025550123', undefined],
    ['sip:pbx.test', undefined, 'pbx.test'],
    ['sip:%ZZ@pbx.test', '%ZZ', 'pbx.test'],
  ])('knows who %s is', (uri, user, host) => {
    const parts = addressParts(uri);
    expect([parts?.user, parts?.host]).toEqual([user, host]);
  });
});

describe('what is written', () => {
  it.each(['a\r\nVia: x', 'a\nb', 'a\0b', 'a\rb'])('refuses a line break in a value', (value) => {
    expect(() => formatRequest('SUBSCRIBE', 'sip:a@b', [['To', value]])).toThrow('line break');
    expect(() => formatRequest('SUBSCRIBE', `sip:${value}`, [])).toThrow();
    expect(() => formatResponse(200, value, [])).toThrow('line break');
  });

  it('makes an address of any device name, one that stays in its place', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, minLength: 1, maxLength: 20 }), (name) => {
        const uri = `sip:${escapeUser(name)}@pbx.test`;
        expect(isSafeUri(uri)).toBe(true);
        expect(addressParts(uri)?.host).toBe('pbx.test');
        expect(quote(name).slice(1, -1)).not.toMatch(/(?<!\\)(\\\\)*"|[\r\n]/);
      }),
    );
  });

  it('never throws on any value that is read', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 60 }), (value) => {
        parseNameAddr(value);
        parseVia(value);
        addressParts(value);
        parseParams(value);
        listValues([value]);
      }),
      { numRuns: 2_000 },
    );
  });
});
