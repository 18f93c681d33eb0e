// What the PBX is given for what people ask to call, of which calls they are asked first, and what the log makes of it.
import { classifyNumber, dialPlanPreset, emptyDialPlan, needsConfirmation } from '#shared/domain/number';
import { shownNumber } from '../../../../bot/bridge/shownNumber.ts';
import { someDialling } from '../../../support/aRecord.ts';
import { callerOf, heartBench, logOf, type HeartBench } from '../../../support/heartBench.ts';

const paris = dialPlanPreset('FR', { outsideLine: '0', pbxMainPrefix: '+33199000', extensionLengths: [3, 4] });

let bench: HeartBench;
afterEach(() => bench.close());

async function open(plan = paris): Promise<HeartBench> {
  bench = await heartBench({ dialling: someDialling({ plan }) });
  bench.pbx.comeUp();
  return bench;
}

function dial(number: string, confirmed = false): Promise<unknown> {
  return bench.heart.dial(callerOf('101'), {
    number,
    requestId: 'request-1',
    ...(confirmed && { confirmed: true }),
  });
}

describe('a test of the own phone', () => {
  const test = { number: '101', requestId: 'request-1', test: true } as const;

  it('rings the phone of the caller, calls nobody, and is offered where the PBX can do so', async () => {
    const { pbx, heart } = await open();
    expect(heart.me(callerOf('101')).can).toEqual({ makeCall: true });
    pbx.capabilities.ringPhone = true;
    expect(heart.me(callerOf('101')).can).toEqual({ makeCall: true, ringTest: true });
    expect(await heart.dial(callerOf('101'), test)).toEqual({ requestId: 'request-1', dialled: '101' });
    await heart.dial(callerOf('101'), test);
    expect(pbx.rung).toMatchObject([{ requestId: 'request-1', deviceId: '101' }]);
    expect(pbx.orders).toEqual([]);
  });

  it('never rings the phone of somebody else', async () => {
    const { pbx, heart } = await open();
    pbx.capabilities.ringPhone = true;
    await heart.dial(callerOf('101'), { ...test, number: '102', fromLine: '102' });
    expect(pbx.rung).toMatchObject([{ deviceId: '101' }]);
  });

  it.each<[string, string, string]>([
    ['a PBX that cannot', '101', 'dial.notAllowed'],
    ['somebody without a line', 'nobody', 'dial.noLine'],
  ])('is refused for %s', async (_who, extension, code) => {
    const { pbx, heart } = await open();
    await expect(
      heart.dial({ ...callerOf('101'), ...(extension === 'nobody' && { userId: 'nobody' }) }, test),
    ).rejects.toMatchObject({ code });
    expect([pbx.rung, pbx.orders]).toEqual([[], []]);
  });
});

describe('dialling', () => {
  describe('when the site has a dial plan', () => {
    it.each([
      ['+33 1 99 01 00 00', '00199010000'],
      ['01 99 01 00 00', '00199010000'],
      ['+1 202 555 0142', '00012025550142'],
      ['+33 1 99 00 01 02', '102'],
      ['102', '102'],
      ['3615', '3615'], // as long as an extension, so nobody is asked
    ])('dials for %s %s, and answers what it dialled', async (number, dialString) => {
      const { pbx } = await open();
      expect(await dial(number)).toEqual({ requestId: 'request-1', dialled: dialString });
      expect(pbx.orders).toMatchObject([{ deviceId: '101', dialString }]);
    });

    it.each([
      ['nobody', 'notDialable'],
      ['+33', 'notDialable'],
    ])('refuses %s with the last step, and tells no number', async (number, step) => {
      const { pbx } = await open();
      await expect(dial(number)).rejects.toMatchObject({ code: 'dial.numberInvalid', facts: { step } });
      expect(pbx.orders).toEqual([]);
    });

    it('dials no emergency number that nobody meant', async () => {
      await open(dialPlanPreset('FR', { outsideLine: '1' }));
      await expect(dial('7')).rejects.toMatchObject({
        code: 'dial.numberInvalid',
        facts: { step: 'accidentalEmergency' },
      });
    });

    it('lets no line call itself, however it is written', async () => {
      await open();
      await expect(dial('+33 1 99 00 01 01')).rejects.toMatchObject({ code: 'dial.numberInvalid' });
    });
  });

  describe('when the site has none', () => {
    it.each([
      ['01 99 01 00 00', '+33199010000'],
      ['+33 (0)1 99 01 00 00', '+33199010000'],
      ['4711', '4711'],
    ])('dials for %s %s', async (number, dialString) => {
      await open({ ...emptyDialPlan, country: 'FR' });
      expect(await dial(number)).toMatchObject({ dialled: dialString });
    });
  });

  describe('when the call alarms, costs or changes something', () => {
    const off = { ...emptyDialPlan, country: 'FR' };

    it.each([
      ['112', 'emergency', paris, '112'],
      ['0 112', 'emergency', paris, '0112'],
      ['112', 'emergency', off, '112'],
      ['0899 70 12 34', 'premium', paris, '00899701234'],
      ['0899 70 12 34', 'premium', off, '+33899701234'],
      ['118 712', 'premium', paris, '0118712'],
      ['3615', 'premium', off, '3615'],
      ['+881 6 1234 5678', 'satellite', paris, '000881612345678'],
      ['*21*102#', 'serviceCode', paris, '*21*102#'],
      ['#31#0199010000', 'serviceCode', off, '#31#0199010000'],
    ])('dials %s, of the class %s, only once a person said yes', async (number, numberClass, plan, dialString) => {
      const { pbx } = await open(plan);
      await expect(dial(number)).rejects.toMatchObject({ code: 'dial.notAllowed', facts: { numberClass } });
      expect(pbx.orders).toEqual([]);
      await dial(number, true);
      expect(pbx.orders).toMatchObject([{ dialString }]);
    });

    it('does not ask for what a rule of the admin stands for', async () => {
      await open({ ...paris, rules: [{ match: '77', replace: '00899701234' }] });
      expect(await dial('77')).toMatchObject({ dialled: '00899701234' });
    });

    it('does not ask for a colleague whose extension looks dear', async () => {
      const lines = [{ extension: '3615', user: 'user102@example.com', sharedWith: [] }];
      const directory = { extensionFrom: 'businessPhones', extensionPattern: '(\\d{3})$', lines } as const;
      bench = await heartBench({ dialling: someDialling({ plan: off }), directory });
      bench.pbx.comeUp();
      expect(await dial('3615')).toMatchObject({ dialled: '3615' });
    });

    it('asks for an emergency number even where a colleague has it', async () => {
      await open({ ...off, country: 'UA' });
      await expect(dial('102')).rejects.toMatchObject({ facts: { numberClass: 'emergency' } });
    });

    it('asks for every class the domain wants confirmed', async () => {
      await open();
      const numbers = ['0899701234', '*72', '+881612345678', '+44 843 000 0000'];
      expect(numbers.map((number) => needsConfirmation(classifyNumber(number, 'FR')))).toEqual([
        true,
        true,
        true,
        true,
      ]);
    });
  });
});

describe('shownNumber', () => {
  beforeEach(async () => {
    await open();
  });

  it.each([
    ['00199010000', { number: '+33199010000', e164: '+33199010000' }],
    ['00012025550142', { number: '+12025550142', e164: '+12025550142' }],
    ['0199010000', { number: '+33199010000', e164: '+33199010000' }], // an incoming caller without outside line
    ['00199000102', { number: '102' }],
    ['102', { number: '102' }],
    ['0112', { number: '112' }],
    ['anonymous', { number: 'anonymous' }],
  ])('shows for %s of a site with a plan %j', async (given, shown) => {
    expect(shownNumber(given, paris)).toEqual(shown);
    expect(shownNumber(given, paris)).toEqual(shown);
  });

  it.each([
    ['0199010000', { number: '0199010000', e164: '+33199010000' }],
    ['102', { number: '102' }],
  ])('shows %s as the PBX gave it without one', async (given, shown) => {
    expect(shownNumber(given, { ...emptyDialPlan, country: 'FR' })).toEqual(shown);
  });

  it('reads callers without the outside line, though it begins like their numbers', async () => {
    await open({ ...dialPlanPreset('DE'), outsideLine: '0' });
    const { heart, pbx } = bench;
    pbx.leg('c1', '101', { kind: 'delivered', calling: { number: '01701234567' } });
    pbx.leg('c2', '102', { kind: 'delivered', calling: { number: '0012025550142' } });
    pbx.end('c1', '101');
    pbx.end('c2', '102');
    const callerOfFirst = async (extension: string): Promise<string | undefined> =>
      (await logOf(heart, extension))[0]?.e164;
    expect([await callerOfFirst('101'), await callerOfFirst('102')]).toEqual(['+491701234567', '+12025550142']);
  });

  it('gives the log numbers people know, and colleagues their names', async () => {
    const { heart, pbx } = bench;
    pbx.leg('c1', '101', { kind: 'originated', called: { number: '00199000102' } });
    pbx.end('c1', '101');
    pbx.leg('c2', '101', { kind: 'originated', called: { number: '00012025550142' } });
    pbx.end('c2', '101');
    const items = await logOf(heart, '101');
    expect(items.map(({ other, e164 }) => [other, e164])).toEqual(
      expect.arrayContaining([
        [{ number: '102', name: 'Bruno Sample' }, undefined],
        [{ number: '+12025550142' }, '+12025550142'],
      ]),
    );
  });

  it('tells the apps how the site dials', async () => {
    expect(bench.heart.me(callerOf('101')).dialling).toEqual({ telForm: 'e164', plan: paris });
  });
});
