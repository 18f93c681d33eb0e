// Emergency numbers, service codes and numbers that cost more, as the confirmation step needs them.
import fc from 'fast-check';
import {
  classifyNumber,
  emergencyNumbers,
  isEmergency,
  isServiceCode,
  needsConfirmation,
  readServiceCode,
} from '#shared/domain/number';
import { anyCharacter } from '../../../../support/anyCharacter.ts';

describe('emergency numbers', () => {
  it.each([
    ['112', 'FR', true],
    ['15', 'FR', true],
    ['1 1 2', 'DE', true],
    ['110', 'DE', true],
    ['110', 'FR', false],
    ['911', 'US', true],
    ['112', 'US', false],
    ['911', 'FR', false],
    ['999', 'GB', true],
    ['000', 'AU', true],
    ['144', 'CH', true],
    ['113', 'IT', true],
    ['112', undefined, true],
    ['999', undefined, false],
    ['112', 'AQ', true],
    ['0112', 'FR', false],
    ['+33112', 'FR', false],
    ['112#', 'FR', false],
    ['', 'FR', false],
    ['112', 'A Q', true],
  ])('says of %s in %s: %s', (number, country, verdict) => {
    expect(isEmergency(number, country)).toBe(verdict);
  });

  it('knows every member of the European Union by 112', () => {
    const members = 'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' ');
    for (const country of members) expect(emergencyNumbers(country)).toContain('112');
  });

  it('gives numbers of two to five digits for every country', () => {
    const letters = fc.stringMatching(/^[A-Z]$/u);
    fc.assert(
      fc.property(letters, letters, (first, second) => {
        for (const number of emergencyNumbers(first + second)) expect(number).toMatch(/^\d{2,5}$/u);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('service codes', () => {
  it.each([
    ['*72', { action: 'activate', code: '72', values: [] }],
    ['**21*0199002014#', { action: 'register', code: '21', values: ['0199002014'] }],
    ['**61*0199002014**20#', { action: 'register', code: '61', values: ['0199002014', '20'] }],
    ['##21#', { action: 'erase', code: '21', values: [] }],
    ['*#06#', { action: 'interrogate', code: '06', values: [] }],
    ['#31#01 99 00 20 14', { action: 'deactivate', code: '31', values: [], number: '0199002014' }],
  ])('reads %s', (text, code) => {
    expect(readServiceCode(text)).toEqual({ dialled: text.replaceAll(' ', ''), ...code });
    expect(isServiceCode(text)).toBe(true);
  });

  it.each(['2014', '', 'abc', '+33199002014', '1'.repeat(100)])('finds none in %s', (text) => {
    expect(readServiceCode(text)).toBeNull();
    expect(isServiceCode(text)).toBe(false);
  });

  it('warns of codes of no known pattern too', () => {
    expect(readServiceCode('12*3#4#5')).toBeNull();
    expect(isServiceCode('12*3#4#5')).toBe(true);
  });
});

describe('classifyNumber', () => {
  it.each([
    ['01 99 00 20 14', 'FR', 'normal'],
    ['+12025550142', 'FR', 'normal'],
    ['112', 'FR', 'emergency'],
    ['*112#', 'FR', 'serviceCode'],
    ['0909 879 0123', 'GB', 'premium'],
    ['+44 909 879 0123', 'FR', 'premium'],
    ['0808 157 0123', 'GB', 'tollFree'],
    ['0810 123 456', 'FR', 'sharedCost'],
    ['118 000', 'FR', 'premium'],
    ['3200', 'FR', 'premium'],
    ['3919', 'FR', 'short'],
    ['3200', undefined, 'short'],
    ['+979 1 2345 6789', 'FR', 'premium'],
    ['+881 612345678', 'FR', 'satellite'],
    ['+870 301234567', 'FR', 'satellite'],
    ['2014', 'FR', 'short'],
    ['0199002014', undefined, 'unknown'],
    ['call me', 'FR', 'unknown'],
    ['', 'FR', 'unknown'],
  ])('says of %s in %s: %s', (number, country, verdict) => {
    expect(classifyNumber(number, country)).toBe(verdict);
  });

  it('asks before what costs or changes something, never before an emergency', () => {
    expect(needsConfirmation('premium')).toBe(true);
    expect(needsConfirmation('serviceCode')).toBe(true);
    expect(needsConfirmation('emergency')).toBe(false);
    expect(needsConfirmation('normal')).toBe(false);
  });

  it('never throws, whatever comes in', () => {
    const text = fc.oneof(fc.string({ unit: anyCharacter }), fc.stringMatching(/^[+*#\d ]{0,40}$/u));
    fc.assert(
      fc.property(text, fc.option(fc.string({ maxLength: 3 }), { nil: undefined }), (number, country) => {
        expect(classifyNumber(number, country)).toMatch(/^[a-zA-Z]+$/u);
        readServiceCode(number);
      }),
    );
  });
});
