// Which plans are taken and what is said of the others.
import fc from 'fast-check';
import { dialPlanPreset, emptyDialPlan, parseDialPlan, presetCountries, toDialString } from '#shared/domain/number';

describe('parseDialPlan', () => {
  it('fills what is missing', () => {
    expect(parseDialPlan({})).toEqual({ ok: true, plan: emptyDialPlan });
    expect(parseDialPlan({ rules: undefined })).toEqual({ ok: true, plan: emptyDialPlan });
  });

  it.each(presetCountries)('takes the preset of %s after a turn through JSON', (country) => {
    const plan = dialPlanPreset(country, { outsideLine: '0', rules: [{ match: '0[89]XX(.)', replace: '7$1' }] });
    expect(parseDialPlan(JSON.parse(JSON.stringify(plan)))).toEqual({ ok: true, plan });
  });

  it.each<[unknown, string, string]>([
    [null, '', 'notObject'],
    [[], '', 'notObject'],
    [{ isOn: 1 }, 'isOn', 'notBoolean'],
    [{ isOn: true }, 'country', 'needsCountry'],
    [{ country: 'XX' }, 'country', 'notCountry'],
    [{ country: '__proto__' }, 'country', 'notCountry'],
    [{ outsideLine: '*9' }, 'outsideLine', 'notDigits'],
    [{ areaCode: '089', nationalPrefix: '0' }, 'areaCode', 'areaCodeHasPrefix'],
    [{ pbxMainPrefix: '0199' }, 'pbxMainPrefix', 'notMainNumber'],
    [{ internationalPrefix: '++' }, 'internationalPrefix', 'notPrefix'],
    [{ extensionLengths: [0] }, 'extensionLengths', 'notLengths'],
    [{ extensionLengths: Array(9).fill(3) }, 'extensionLengths', 'tooMany'],
    [{ nationalNumberLength: 1.5 }, 'nationalNumberLength', 'notLengths'],
    [{ dropAreaCodeForLocal: true }, 'dropAreaCodeForLocal', 'needsAreaCode'],
    [{ outSideLine: '0' }, 'outSideLine', 'unknownField'],
    [JSON.parse('{"__proto__": 1}'), '__proto__', 'unknownField'],
    [{ rules: {} }, 'rules', 'notRules'],
    [{ rules: [{ match: '0X' }] }, 'rules.0', 'notRules'],
    [{ rules: [{ match: '(0+)+$', replace: '1' }] }, 'rules.0.match', 'badMask'],
    [{ rules: [{ match: '0.1', replace: '1' }] }, 'rules.0.match', 'badMask'],
    [{ rules: [{ match: '((0))', replace: '1' }] }, 'rules.0.match', 'badMask'],
    [{ rules: [{ match: '[5-2]', replace: '1' }] }, 'rules.0.match', 'badMask'],
    [{ rules: [{ match: '0(X)', replace: '$2' }] }, 'rules.0.replace', 'badReplacement'],
    [{ rules: [{ match: '0X', replace: '1\n' }] }, 'rules.0.replace', 'badReplacement'],
    [{ rules: Array(101).fill({ match: '0', replace: '1' }) }, 'rules', 'tooMany'],
  ])('says of %j that %s is wrong: %s', (data, path, code) => {
    expect(parseDialPlan(data)).toEqual({ ok: false, faults: [{ path, code }] });
  });

  it('never throws, and what it takes can be dialled with', () => {
    const mask = fc.string({ unit: fc.constantFrom(...Array.from('0123456789XZN[]()-.!+*#')), maxLength: 20 });
    const replace = fc.string({ unit: fc.constantFrom(...Array.from('0123456789$*#+')), maxLength: 12 });
    fc.assert(
      fc.property(fc.array(fc.record({ match: mask, replace }), { maxLength: 5 }), fc.anything(), (rules, anything) => {
        expect(typeof parseDialPlan(anything).ok).toBe('boolean');
        const parsed = parseDialPlan({ ...dialPlanPreset('FR'), rules });
        if (parsed.ok) expect(() => toDialString('0199010000', parsed.plan)).not.toThrow();
      }),
      { numRuns: 500 },
    );
  });
});
