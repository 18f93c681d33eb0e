// What a site's plan dials, why, and what it never does.
import fc from 'fast-check';
import { dialPlanPreset, emptyDialPlan, fromDialString, toDialString, type DialPlan } from '#shared/domain/number';
import { anyCharacter } from '../../../../../support/anyCharacter.ts';

const paris = dialPlanPreset('FR', { outsideLine: '0', pbxMainPrefix: '+3319900', extensionLengths: [4] });
const ruled: DialPlan = {
  ...paris,
  rules: [
    { match: '0800(.)', replace: '8$1' },
    { match: '+44(20)(XXXXXXXX)', replace: '7$2' },
    { match: '3(XXX)', replace: '*6$1' },
    { match: '0892!', replace: '0000' },
  ],
};

describe('toDialString', () => {
  it('says step by step what it did', () => {
    expect(toDialString('+33 (0)1 99 01 00 00', paris).trace).toEqual([
      { step: 'cleaned', before: '+33 (0)1 99 01 00 00', after: '+33199010000' },
      { step: 'nationalPrefix', before: '+33199010000', after: '0199010000' },
      { step: 'outsideLine', before: '0199010000', after: '00199010000' },
    ]);
  });

  it.each([
    ['tel:+33-1-99-01-00-00;ext=12', '00199010000'],
    ['+33 1 99 01 00 00,,123456#', '00199010000'],
    ['01 99 01 00 00 poste 12', '00199010000'],
    ['01 99 01 00 00 x12', '00199010000'],
    ['０１９９０１００００', '00199010000'],
    ['01\u202f99\u00a001.00/00', '00199010000'],
    ['javascript:alert(1)', null],
    ['Ada Example', null],
    ['', null],
    ['+', null],
    ['+12', null],
    ['0199010000\r\nAction: Originate', null],
    ['1'.repeat(41), null],
  ])('reads %j as %s', (number, dialString) => {
    expect(toDialString(number, paris).dialString).toBe(dialString);
  });

  describe('when the plan is off', () => {
    it.each(['+33199010000', '2014', '*72'])('dials %s as it is', (number) => {
      expect(toDialString(number, emptyDialPlan).dialString).toBe(number);
    });
  });

  describe('when + is left to the PBX', () => {
    const plus = { ...ruled, applyToPlusNumbers: false };
    it.each([
      ['+33 1 99 01 00 00', '+33199010000'],
      ['+442079460123', '+442079460123'],
      ['+33199002014', '2014'],
      ['0199010000', '00199010000'],
    ])('dials for %s %s', (number, dialString) => {
      expect(toDialString(number, plus).dialString).toBe(dialString);
    });
  });

  describe('when a rule knows the number', () => {
    it.each([
      ['0800 123 456', '8123456', 0],
      ['+33 800 123 456', '8123456', 0],
      ['020 7946 0123', '002079460123', undefined],
      ['0044 20 7946 0123', '779460123', 1],
      ['3456', '*6456', 2],
      ['0892 000 000', '0000', 3],
    ])('dials for %s %s', (number, dialString, rule) => {
      const result = toDialString(number, ruled);
      expect(result.dialString).toBe(dialString);
      expect(result.trace.find(({ step }) => step === 'rule')?.rule).toBe(rule);
    });

    it.each(['+33800123456', '+442079460123', '3456', '2014', '+33199010000'])('finds %s again', (number) => {
      const found = fromDialString(toDialString(number, ruled).dialString ?? '', ruled);
      expect(found.e164 ?? found.number).toBe(
        number === '2014' ? '+33199002014' : found.extension ? '+33199003456' : number,
      );
    });
  });

  describe('when an emergency is near', () => {
    const berlin = dialPlanPreset('DE', {
      outsideLine: '0',
      areaCode: '30',
      pbxMainPrefix: '+493012',
      extensionLengths: [3],
    });
    const dropping = { ...berlin, dropAreaCodeForLocal: true };
    it.each([
      ['112', berlin, '112'],
      ['110', { ...berlin, rules: [{ match: 'XXX', replace: '0' }] }, '110'],
      ['+49 30 12 112', berlin, '003012112'],
      ['+49 30 112', dropping, '0030112'],
      ['11', dialPlanPreset('US', { outsideLine: '9' }), null],
      ['5', { ...berlin, rules: [{ match: '5', replace: '112' }] }, null],
    ])('dials for %s with %# %s', (number, plan, dialString) => {
      expect(toDialString(number, plan).dialString).toBe(dialString);
    });
  });

  it('keeps an extension that begins like the outside line on the trunk', () => {
    expect(toDialString('+33199000014', paris).dialString).toBe('00199000014');
  });

  it('gives keys of a phone or nothing, whatever comes in, and so does its inverse', () => {
    const text = fc.oneof(
      fc.string({ unit: anyCharacter, maxLength: 80 }),
      fc.string({ unit: fc.constantFrom(...Array.from('0123456789+*#() -.;,xA\u202f')), maxLength: 40 }),
    );
    fc.assert(
      fc.property(text, fc.constantFrom(paris, ruled, emptyDialPlan), (number, plan) => {
        const { dialString } = toDialString(number, plan);
        expect(dialString === null || /^\+?[0-9*#]{1,40}$/u.test(dialString)).toBe(true);
        expect(fromDialString(number, plan).number).toMatch(/^\+?[0-9*#]*$/u);
      }),
      { numRuns: 1000 },
    );
  });

  it('is quick with 100 KB', () => {
    const started = performance.now();
    for (const unit of ['0', ' ', '(0)', 'x', '+', '\u202f', 'A']) toDialString(unit.repeat(100_000), ruled);
    expect(performance.now() - started).toBeLessThan(100);
  });
});
