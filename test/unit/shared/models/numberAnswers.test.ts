// What the views are told about a number: before the rules are there, by country, and by the dial plan of the site.
import fc from 'fast-check';
import type { Dialling, LinkPlatform } from '#shared/contracts';
import * as rules from '#shared/domain/number';
import { dialPlanPreset, type DialPlan } from '#shared/domain/number';
import { createNumbersModel, type NumbersSnapshot } from '#shared/models';
import { anyCharacter } from '../../../support/anyCharacter.ts';
import { someDialling } from '../../../support/aRecord.ts';

/** A French site that dials 0 to get out, with extensions of four digits behind +33 1 99 00. */
const plan = dialPlanPreset('FR', { outsideLine: '0', pbxMainPrefix: '+3319900', extensionLengths: [4] });

async function answers(dialling?: Partial<Dialling>, country = 'FR'): Promise<NumbersSnapshot> {
  const numbers = createNumbersModel(async () => rules);
  numbers.setCountry(country);
  if (dialling !== undefined) numbers.setDialling(someDialling(dialling));
  await numbers.load();
  return numbers.getSnapshot();
}

describe('before the rules are loaded', () => {
  const { askReason, telUri, dialledAs } = createNumbersModel(() => Promise.reject(new Error('offline'))).getSnapshot();

  it.each([
    ['112', 'unchecked'],
    ['11 80 00', 'unchecked'],
    ['2014', 'unchecked'],
    ['*21#', 'serviceCode'],
    ['0199002014', undefined],
    ['+33 1 99 00 20 14', undefined],
  ])('%p asks because it is %p', (number, reason) => {
    expect(askReason(number)).toBe(reason);
  });

  it('keeps the link of a meeting, and knows no plan', () => {
    expect(telUri('+33199002014', 'tel:+33199002014,,123%23')).toBe('tel:+33199002014,,123%23');
    expect(dialledAs('0199002014')).toBeUndefined();
  });
});

describe('asking before a call', () => {
  it.each([
    ['112', 'FR', 'emergency'],
    ['1 12', 'FR', 'emergency'],
    ['911', 'US', 'emergency'],
    ['0909 879 0123', 'GB', 'premium'],
    ['0810 123 456', 'FR', 'sharedCost'],
    ['3200', 'FR', 'premium'],
    ['+870 301234567', 'FR', 'satellite'],
    ['*21#', 'FR', 'serviceCode'],
    ['2014', 'FR', undefined],
    ['+33199002014', 'FR', undefined],
    ['+33199002014;ext=12', 'FR', undefined],
    ['0800 805 805', 'FR', undefined],
    ['javascript:alert(1)', 'FR', undefined],
  ])('%p in %s: %p', async (number, country, reason) => {
    expect((await answers(undefined, country)).askReason(number)).toBe(reason);
  });

  it.each<[string, string, Partial<DialPlan>, string | undefined]>([
    ['an emergency number behind the outside line', '0112', {}, 'emergency'],
    ['a colleague whose extension looks like a paid number', '3200', {}, undefined],
    ['an extension that is an emergency number', '112', { extensionLengths: [3] }, 'emergency'],
    [
      'a rule that stands for a dearer number',
      '77',
      { rules: [{ match: '77', replace: '00810123456' }] },
      'sharedCost',
    ],
  ])('knows by the plan %s', async (_what, number, change, reason) => {
    expect((await answers({ plan: { ...plan, ...change } })).askReason(number)).toBe(reason);
  });

  it('changes its mind when the plan is told later', async () => {
    const numbers = createNumbersModel(async () => rules);
    numbers.setCountry('FR');
    await numbers.load();
    expect(numbers.getSnapshot().askReason('3200')).toBe('premium');
    numbers.setDialling(someDialling({ plan }));
    expect(numbers.getSnapshot().askReason('3200')).toBeUndefined();
  });

  it('answers the same however often it is asked', async () => {
    const { askReason } = await answers();
    for (let number = 0; number < 1_200; number += 1) askReason(String(number));
    expect([askReason('112'), askReason('112')]).toEqual(['emergency', 'emergency']);
  });
});

describe('links in the form of the tenant', () => {
  const off: Partial<Dialling> = {};
  const e164: Partial<Dialling> = { plan };
  const digits: Partial<Dialling> = { telForm: 'dialString', plan };
  const letter: Partial<Dialling> = { telForm: 'rfc3966', plan };
  const codes = 'tel:+33199002014,,123%23';

  it.each<[string, Partial<Dialling>, string | undefined, string | null]>([
    ['01 99 00 20 14', off, undefined, 'tel:+33199002014'],
    ['2014', off, undefined, 'tel:2014'],
    ['+442079460123', e164, undefined, 'tel:+442079460123'],
    ['+442079460123', digits, undefined, 'tel:000442079460123'],
    ['+442079460123;ext=12', digits, undefined, 'tel:000442079460123,12'],
    ['+442079460123;ext=12', letter, undefined, 'tel:+442079460123;ext=12'],
    ['+33199002014', digits, undefined, 'tel:2014'],
    ['2014', e164, undefined, 'tel:2014'],
    ['2014', letter, undefined, 'tel:2014;phone-context=+3319900'],
    ['32008', letter, undefined, 'tel:032008'],
    ['112', digits, undefined, 'tel:112'],
    ['+33199002014', e164, codes, codes],
    ['+442079460123', digits, 'tel:+442079460123,,123%23', 'tel:000442079460123,,123%23'],
    ['+442079460123', letter, 'tel:+442079460123,,123%23', 'tel:+442079460123;postd=pp123%23'],
    ['*21#', digits, undefined, null],
    ['Ada', digits, undefined, null],
  ])('%p by %j (%p): %p', async (number, dialling, withCodes, uri) => {
    expect((await answers(dialling)).telUri(number, withCodes)).toBe(uri);
  });

  it('never is anything but one tel: link, whatever the text', async () => {
    const all = await Promise.all([off, e164, digits, letter].map((dialling) => answers(dialling)));
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 80 }), (text) => {
        for (const { telUri } of all) expect(telUri(text) ?? 'tel:1').toMatch(/^tel:[+\d][\d,;=a-z+%-]*$/u);
      }),
    );
  });
});

describe('links for the phone app of a platform', () => {
  const links = { ios: 'sip:{e164}@pbx.example.com', desktop: 'ciscotel:{dialString}', web: 'webextel:{national}' };

  async function on(platform: LinkPlatform, change: Partial<Dialling> = {}): Promise<NumbersSnapshot['telUri']> {
    const numbers = createNumbersModel(async () => rules);
    numbers.setCountry('FR');
    numbers.setDialling(someDialling({ plan, links, ...change }));
    await numbers.load();
    numbers.setPlatform(platform);
    return numbers.getSnapshot().telUri;
  }

  it.each<[LinkPlatform, string, string | null]>([
    ['ios', '01 99 01 20 14', 'sip:+33199012014@pbx.example.com'],
    ['desktop', '01 99 01 20 14', 'ciscotel:00199012014'],
    ['desktop', '112', 'ciscotel:112'],
    ['web', '01 99 01 20 14', 'webextel:0199012014'],
    ['android', '01 99 01 20 14', 'tel:+33199012014'],
    ['ios', '112', 'tel:112'],
    ['web', '+442079460123', 'tel:+442079460123'],
    ['desktop', '*21#', null],
    ['desktop', 'Ada', null],
  ])('on %s %p is %p', async (platform, number, uri) => {
    expect((await on(platform))(number)).toBe(uri);
  });

  it('keeps the codes of a meeting, which no such link can carry', async () => {
    expect((await on('ios'))('+33199012014', 'tel:+33199012014,,123%23')).toBe('tel:+33199012014,,123%23');
  });

  it.each(['javascript:alert({e164})', 'data:text/html,{e164}', 'http://example.com/{e164}', 'sip:nobody'])(
    'makes no link of %p, whoever told it',
    async (web) => {
      expect((await on('web', { links: { web } }))('01 99 01 20 14')).toBe('tel:+33199012014');
    },
  );

  it('never is anything but a link of the template, whatever the text', async () => {
    const telUri = await on('ios');
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 80 }), (text) => {
        expect(telUri(text) ?? 'tel:1').toMatch(/^(?:tel:[+\d][\d,;=a-z+%-]*|sip:\+\d+@pbx\.example\.com)$/u);
      }),
    );
  });
});

describe('what the plan makes of a typed number', () => {
  it('shows the outside line apart, with the steps that changed something', async () => {
    const { dialledAs } = await answers({ plan });
    expect(dialledAs('01 99 01 00 14')).toMatchObject({ shown: '0 0199010014' });
    expect(dialledAs('01 99 01 00 14')?.steps.map(({ step }) => step)).toEqual([
      'cleaned',
      'national',
      'nationalPrefix',
      'outsideLine',
    ]);
    expect(dialledAs('+33199002014')).toMatchObject({ shown: '2014' });
  });

  it.each(['2014', '112', '*21#', 'Ada', ''])('says nothing of %p, which stays as it is', async (number) => {
    expect((await answers({ plan })).dialledAs(number)).toBeUndefined();
  });

  it('says nothing where the plan is off', async () => {
    expect((await answers({})).dialledAs('01 99 01 00 14')).toBeUndefined();
  });
});
