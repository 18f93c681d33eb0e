// The ready plans of countries: what is dialled there for local, national, international and special numbers.
import fc from 'fast-check';
import { dialPlanPreset, fromDialString, presetCountries, toDialString } from '#shared/domain/number';

const plans = {
  FR: dialPlanPreset('FR', { outsideLine: '0', pbxMainPrefix: '+3319900', extensionLengths: [4] }),
  'FR without outside line': dialPlanPreset('FR'),
  DE: dialPlanPreset('DE', { outsideLine: '0', areaCode: '89', pbxMainPrefix: '+4989123', extensionLengths: [1, 3] }),
  'DE local': dialPlanPreset('DE', { outsideLine: '0', areaCode: '89', dropAreaCodeForLocal: true }),
  GB: dialPlanPreset('GB', { outsideLine: '9', areaCode: '20' }),
  'GB local': dialPlanPreset('GB', { outsideLine: '9', areaCode: '20', dropAreaCodeForLocal: true }),
  US: dialPlanPreset('US', { outsideLine: '9', areaCode: '202', extensionLengths: [4] }),
  'US local': dialPlanPreset('US', { outsideLine: '9', areaCode: '202', dropAreaCodeForLocal: true }),
  CH: dialPlanPreset('CH', { outsideLine: '0' }),
  BE: dialPlanPreset('BE', { outsideLine: '0' }),
  NL: dialPlanPreset('NL', { outsideLine: '0', areaCode: '20' }),
  ES: dialPlanPreset('ES', { outsideLine: '0' }),
  IT: dialPlanPreset('IT', { outsideLine: '0' }),
  CA: dialPlanPreset('CA', { outsideLine: '9' }),
};

describe('dialPlanPreset', () => {
  it.each<[keyof typeof plans, string, string]>([
    ['FR', '+33 1 99 00 99 99', '9999'],
    ['FR', '+33 1 99 01 00 00', '00199010000'],
    ['FR', '01 99 01 00 00', '00199010000'],
    ['FR', '199010000', '00199010000'],
    ['FR', '+33 (0)1 99 01 00 00', '00199010000'],
    ['FR', '+1 202 555 0142', '00012025550142'],
    ['FR', '00 1 202 555 0142', '00012025550142'],
    ['FR', '2014', '2014'],
    ['FR', '+33 3939', '03939'],
    ['FR', '118 712', '0118712'],
    ['FR', '112', '112'],
    ['FR', '0112', '0112'],
    ['FR', '#31#', '#31#'],
    ['FR without outside line', '+33199010000', '0199010000'],
    ['FR without outside line', '3939', '3939'],
    ['DE', '+49 (0) 89 123 456', '456'],
    ['DE', '+49 89 123 45', '008912345'],
    ['DE', '+49 89 123-0', '00891230'],
    ['DE', '030 23125 0', '0030231250'],
    ['DE', '99001234', '008999001234'],
    ['DE', '+43 1 23456789', '00043123456789'],
    ['DE', '+49 089 99001234', '008999001234'],
    ['FR', '+44 020 7946 0123', '000442079460123'],
    ['FR', '+39 06 6982 0000', '000390669820000'],
    ['DE local', '+49 89 99001234', '099001234'],
    ['DE local', '+49 30 99001234', '003099001234'],
    ['GB', '+44 20 7946 0123', '902079460123'],
    ['GB', '7946 0123', '902079460123'],
    ['GB', '2079460123', '902079460123'],
    ['GB', '0800 1111', '908001111'],
    ['GB', '+33199010000', '90033199010000'],
    ['GB', '999', '999'],
    ['GB local', '020 7946 0123', '979460123'],
    ['US', '(202) 555-0142', '912025550142'],
    ['US', '+1 202 555 0142', '912025550142'],
    ['US', '1-202-555-0142', '912025550142'],
    ['US', '555-0142', '912025550142'],
    ['US', '1-800-FLOWERS', '918003569377'],
    ['US', '+44 20 7946 0123', '9011442079460123'],
    ['US', '011 44 20 7946 0123', '9011442079460123'],
    ['US', '411', '9411'],
    ['US', '911', '911'],
    ['US', '9911', '9911'],
    ['US', '0142', '0142'],
    ['US local', '+1 202 555 0142', '95550142'],
    ['US local', '+1 212 555 0142', '912125550142'],
    ['CH', '044 668 18 00', '00446681800'],
    ['CH', '+41 44 668 18 00', '00446681800'],
    ['CH', '+49 89 99001234', '000498999001234'],
    ['BE', '+32 2 555 12 12', '0025551212'],
    ['BE', '0470 12 34 56', '00470123456'],
    ['NL', '+31 20 123 4567', '00201234567'],
    ['NL', '123 4567', '00201234567'],
    ['NL', '0800 1234', '008001234'],
    ['ES', '912 345 678', '0912345678'],
    ['ES', '+34 912 345 678', '0912345678'],
    ['ES', '+351 21 123 4567', '000351211234567'],
    ['IT', '06 6982 0000', '00669820000'],
    ['IT', '+39 06 6982 0000', '00669820000'],
    ['IT', '+39 312 345 6789', '03123456789'],
    ['IT', '+33199010000', '00033199010000'],
    ['CA', '+1 613 555 0142', '916135550142'],
    ['CA', '+33199010000', '901133199010000'],
  ])('dials in %s for %s %s', (name, number, dialString) => {
    expect(toDialString(number, plans[name]).dialString).toBe(dialString);
  });

  it.each(Object.entries(plans))('finds in %s the number that was dialled', (_name, plan) => {
    const numbers = ['+33199014455', '+498999001234', '+442079460123', '+12025550142', '+41446681800', '+3225551212'];
    for (const e164 of [...numbers, '+31201234567', '+34912345678', '+390669820000', '+393123456789']) {
      const { dialString } = toDialString(e164, plan);
      expect(fromDialString(dialString ?? '', plan).e164).toBe(e164);
    }
  });

  it('finds every foreign and every fixed-length national number again', () => {
    const country = fc.constantFrom(...presetCountries);
    const outsideLine = fc.constantFrom('', '0', '9', '8');
    const calling = fc.constantFrom('33', '49', '44', '41', '32', '31', '34', '39', '7', '81', '971');
    const digits = fc.stringMatching(/^[2-8]\d{8}$/u);
    fc.assert(
      fc.property(country, outsideLine, calling, digits, (where, line, code, rest) => {
        const plan = dialPlanPreset(where, { outsideLine: line, extensionLengths: [2, 3, 4] });
        const { dialString } = toDialString(`+${code}${rest}`, plan);
        expect(fromDialString(dialString ?? '', plan).e164).toBe(`+${code}${rest}`);
      }),
      { numRuns: 500 },
    );
  });

  it('finds every national number again, with and without area code, main number and rules', () => {
    const sites = fc.constantFrom(
      { country: 'DE' as const, calling: '49', areaCode: '89' },
      { country: 'GB' as const, calling: '44', areaCode: '20' },
      { country: 'NL' as const, calling: '31', areaCode: '20' },
      { country: 'US' as const, calling: '1', areaCode: '202' },
      { country: 'FR' as const, calling: '33', areaCode: '' },
      { country: 'ES' as const, calling: '34', areaCode: '' },
    );
    const lines = fc.constantFrom('', '0', '9');
    const national = fc.stringMatching(/^(?:20|89|202|[2-8]\d)[2-8]\d{6}$/u);
    fc.assert(
      fc.property(sites, lines, national, fc.boolean(), ({ country, calling, areaCode }, outsideLine, rest, drop) => {
        const pbxMainPrefix = `+${calling}${rest.slice(0, 5)}`;
        const rules = [{ match: `+${calling}8(ZX.)`, replace: `*7$1` }];
        const plan = dialPlanPreset(country, {
          ...{ outsideLine, areaCode, pbxMainPrefix, rules, extensionLengths: [4] },
          dropAreaCodeForLocal: drop && areaCode !== '',
        });
        for (const e164 of [`+${calling}${rest}`, `+${calling}${rest.slice(2)}55`, `+${calling}${areaCode}${rest}`]) {
          const { dialString, trace } = toDialString(e164, plan);
          // Numbers shorter than the country's are dialled without prefix: what they were is not to be told.
          if (dialString !== null && !trace.some(({ step }) => step === 'shortNumber'))
            expect(fromDialString(dialString, plan).e164).toBe(e164);
        }
      }),
      { numRuns: 500 },
    );
  });
});
