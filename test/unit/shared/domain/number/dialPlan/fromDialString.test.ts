// What a dial string reached: the numbers of the log.
import { dialPlanPreset, emptyDialPlan, fromDialString, runDialPlanTests } from '#shared/domain/number';

const paris = dialPlanPreset('FR', { outsideLine: '0', pbxMainPrefix: '+3319900', extensionLengths: [4] });

describe('fromDialString', () => {
  it.each([
    ['2014', { number: '2014', extension: '2014', e164: '+33199002014' }],
    ['00199010000', { number: '+33199010000', e164: '+33199010000' }],
    ['00199002014', { number: '+33199002014', e164: '+33199002014', extension: '2014' }],
    ['00012025550142', { number: '+12025550142', e164: '+12025550142' }],
    ['+12025550142', { number: '+12025550142', e164: '+12025550142' }],
    ['03939', { number: '3939' }],
    ['112', { number: '112' }],
    ['0112', { number: '112' }],
    ['*97', { number: '*97' }],
    ['0', { number: '0' }],
    ['anonymous', { number: '' }],
  ])('finds behind %s %j', (dialled, found) => {
    const { trace, ...rest } = fromDialString(dialled, paris);
    expect(rest).toEqual(found);
    expect(trace.every(({ step }) => step !== 'notDialable')).toBe(found.number !== '');
  });

  it.each([
    ['+33199010000', '+33199010000'],
    ['2014', undefined],
  ])('knows of %s with the plan off %s', (dialled, e164) => {
    expect(fromDialString(dialled, emptyDialPlan).e164).toBe(e164);
  });

  it('tells the area of a local number', () => {
    const munich = dialPlanPreset('DE', { outsideLine: '0', areaCode: '89', dropAreaCodeForLocal: true });
    expect(fromDialString('099001234', munich).e164).toBe('+498999001234');
  });
});

describe('runDialPlanTests', () => {
  it('says which cases of the admin hold', () => {
    const cases = [
      { input: '01 99 01 00 00', expected: '00199010000' },
      { input: '2014', expected: '02014' },
      { input: 'nobody', expected: null },
    ];
    expect(runDialPlanTests(paris, cases).map(({ got, passed }) => [got, passed])).toEqual([
      ['00199010000', true],
      ['2014', false],
      [null, true],
    ]);
  });
});
