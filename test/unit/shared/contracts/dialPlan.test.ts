// Every plan the configuration takes reaches the apps whole.
import fc from 'fast-check';
import * as v from 'valibot';
import { diallingSchema } from '#shared/contracts';
import { dialPlanPreset, emptyDialPlan, parseDialPlan, presetCountries } from '#shared/domain/number';

describe('diallingSchema', () => {
  it.each(presetCountries)('takes the plan of %s', (country) => {
    const dialling = { telForm: 'e164', plan: dialPlanPreset(country), emergencyNotice: 'Call 112 yourself.' };
    expect(v.parse(diallingSchema, dialling)).toEqual(dialling);
  });

  it('takes whatever plan the domain takes', () => {
    const digits = fc.stringMatching(/^\d{0,6}$/u);
    const plan = fc.record({
      outsideLine: digits,
      areaCode: digits,
      pbxMainPrefix: fc.stringMatching(/^(?:\+[1-9]\d{0,15})?$/u),
      nationalPrefix: digits,
      internationalPrefix: fc.oneof(digits, fc.constant('+')),
      extensionLengths: fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 9 }),
      nationalNumberLength: fc.option(fc.integer({ min: 0, max: 15 })),
      country: fc.constantFrom('', 'FR', 'US'),
    });
    fc.assert(
      fc.property(plan, (made) => {
        const parsed = parseDialPlan({ ...emptyDialPlan, ...made });
        if (!parsed.ok) return;
        const dialling = { telForm: 'rfc3966', plan: parsed.plan };
        expect(v.parse(diallingSchema, dialling)).toEqual(dialling);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    ['a form nobody knows', { telForm: 'sip' }],
    ['a plan without end', { plan: { ...emptyDialPlan, rules: Array(101).fill({ match: '1', replace: '2' }) } }],
    ['a link for a platform without end', { links: { web: 'x'.repeat(301) } }],
    ['letters for digits', { plan: { ...emptyDialPlan, outsideLine: 'x' } }],
  ])('refuses %s', (_what, change) => {
    expect(v.is(diallingSchema, { telForm: 'e164', plan: emptyDialPlan, ...change })).toBe(false);
  });
});
