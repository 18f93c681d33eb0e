// The dial plan of the configuration: preset and site, faults by path, and test cases that must hold before anything starts.
import { emptyDialPlan } from '#shared/domain/number';
import { sampleConfig } from '../../../../bot/config/index.ts';
import type { DialPlanConfig } from '../../../../bot/config/configTypes.ts';
import { load, spoiled } from './faultTools.ts';
import { settings, tenant } from './sampleSettings.ts';

function planOf(dialPlan: object | undefined): DialPlanConfig | undefined {
  return load({ ...settings(), tenants: [tenant(dialPlan === undefined ? {} : { dialPlan })] }).tenants[0]?.dialPlan;
}

function faultsOf(dialPlan: object): readonly string[] {
  return spoiled((data) => (data.tenants[0] = tenant({ dialPlan })));
}

describe('the dial plan of a configuration', () => {
  describe('when the file has none', () => {
    it('is the empty plan with the country of the company', () => {
      const plan = { ...emptyDialPlan, country: 'FR' };
      expect(planOf(undefined)).toEqual({ plan, callerPlan: plan, tests: [], telForm: 'e164' });
    });

    it.each([{ telForm: 'rfc3966' }, { emergencyNotice: 'Call 112 yourself.' }, {}])(
      'stays off with no more than %j',
      (dialPlan) => {
        expect(planOf(dialPlan)).toMatchObject({ plan: { isOn: false, country: 'FR' }, ...dialPlan });
      },
    );
  });

  describe('when it begins with a preset', () => {
    it('takes the country’s prefixes and what the file says beside them', () => {
      expect(planOf({ preset: 'DE', outsideLine: '9', areaCode: '89', extensionLengths: [3] })?.plan).toEqual({
        ...emptyDialPlan,
        isOn: true,
        country: 'DE',
        outsideLine: '9',
        areaCode: '89',
        nationalPrefix: '0',
        internationalPrefix: '00',
        extensionLengths: [3],
      });
    });

    it('lets the file take away what the preset says', () => {
      const own = { nationalPrefix: '', internationalPrefix: '+', nationalNumberLength: 0, isOn: false };
      expect(planOf({ preset: 'FR', ...own })?.plan).toMatchObject({ ...own, nationalNumberLength: null });
    });
  });

  describe('when it is written out', () => {
    it('is on, with the country of the company', () => {
      expect(planOf({ outsideLine: '9' })?.plan).toMatchObject({ isOn: true, country: 'FR', outsideLine: '9' });
      expect(planOf({ rules: [{ match: 'XX', replace: '1' }] })?.plan.isOn).toBe(true);
    });
  });

  describe('when something in it is wrong', () => {
    it.each([
      [{ outsideLine: 0 }, 'outsideLine: is a number, which does not fit -> write digits in quotes'],
      [{ outsideLine: '12345' }, 'outsideLine: is not valid -> write at most 4 digits'],
      [{ preset: 'JP' }, 'preset: is not one of the words allowed -> write one of FR, DE'],
      [{ preset: 'DE', areaCode: '089' }, 'areaCode: begins with the national prefix -> write it without'],
      [{ dropAreaCodeForLocal: true }, 'dropAreaCodeForLocal: needs an area code ->'],
      [{ rules: [{ match: '(((', replace: '1' }] }, 'rules[0].match: is no mask ->'],
      [{ rules: [{ match: 'X', replace: '$2' }] }, 'rules[0].replace: is no replacement of this mask ->'],
      [{ extensionLengths: [1, 2, 3, 4, 5, 6, 7, 8, 1] }, 'extensionLengths: has too many entries ->'],
      [{ outsideline: '0' }, 'outsideline: is not a setting -> did you mean outsideLine?'],
      [{ emergencyNotice: 'x'.repeat(1_001) }, 'emergencyNotice: is not valid ->'],
      [
        { links: { web: 'javascript:alert({e164})' } },
        'links.web: is not valid -> begin with the scheme of a phone app',
      ],
      [{ links: { ios: 'data:text/html,{e164}' } }, 'links.ios: is not valid ->'],
      [{ links: { desktop: 'http://pbx.example.com/{e164}' } }, 'links.desktop: is not valid ->'],
      [{ links: { android: 'sip:desk@pbx.example.com' } }, 'links.android: is not valid ->'],
      [{ links: { linux: 'sip:{e164}@pbx.example.com' } }, 'links.linux: is not a setting ->'],
    ])('names path and fix of %j', (dialPlan, expected) => {
      expect(faultsOf(dialPlan)).toEqual([expect.stringContaining(`tenants[0].dialPlan.${expected}`)]);
    });

    it('says nothing of a plan whose company has a wrong country', () => {
      const faults = spoiled((data) => (data.tenants[0] = tenant({ country: 'XX', dialPlan: { outsideLine: '0' } })));
      expect(faults).toEqual([expect.stringContaining('tenants[0].country: ')]);
    });
  });

  it('takes links for the phone apps of platforms, which leave the plan as it is', () => {
    const links = { ios: 'sip:{e164}@pbx.example.com', desktop: 'ciscotel:{dialString}' };
    const { links: taken, ...rest } = planOf({ links }) ?? {};
    expect(taken).toEqual(links);
    expect(rest).toEqual(planOf({}));
  });

  describe('when it has test cases', () => {
    const tests = [
      { input: '2014', expected: '2014' },
      { input: '01 99 01 00 00', expected: '0199010000' },
      { input: '112' },
      { input: 'nobody' },
    ];

    it('is a fault for each that fails, so that nothing starts with a plan that dials wrongly', () => {
      expect(faultsOf({ preset: 'FR', outsideLine: '0', extensionLengths: [4], tests })).toEqual([
        expect.stringContaining('tenants[0].dialPlan.tests[1]: expected "0199010000" got "00199010000" ->'),
        expect.stringContaining('tenants[0].dialPlan.tests[2]: expected nothing got "112" ->'),
      ]);
    });

    it('loads once all of them hold', () => {
      expect(planOf({ preset: 'FR', extensionLengths: [4], tests: [...tests.slice(0, 2), tests[3]] })?.tests).toEqual([
        tests[0],
        tests[1],
        { input: 'nobody', expected: null },
      ]);
    });
  });

  describe('when the sample is printed', () => {
    it('shows a whole plan', () => {
      const sample = sampleConfig();
      for (const field of ['preset', ...Object.keys(emptyDialPlan), 'tests', 'telForm', 'links', 'emergencyNotice'])
        expect(sample).toMatch(new RegExp(`^ +#+${field}:`, 'mu'));
    });
  });
});
