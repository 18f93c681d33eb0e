// Orders about live calls: own calls only, only what the PBX can do and the state of the call allows.
import type { CallAction } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { callerOf, heartBench, listen, type HeartBench } from '../../../support/heartBench.ts';

const rule = { extensionFrom: 'businessPhones', extensionPattern: '(\\d{3})$' } as const;
const lines = [{ extension: '102', user: 'user-102', sharedWith: ['user101@example.com'] }];

let bench: HeartBench;
beforeEach(async () => {
  bench = await heartBench({ directory: { ...rule, lines } });
  bench.pbx.comeUp();
});
afterEach(() => bench.close());

/** The id of the one live call of an extension. */
async function callOf(extension: string): Promise<string> {
  const [first] = await listen(bench.heart, extension);
  const calls = first?.event.type === 'snapshot' ? first.event.calls : [];
  return calls[0]?.id ?? '';
}

function control(extension: string, id: string, action: CallAction): Promise<void> {
  return bench.heart.calls.control(callerOf(extension), id, action);
}

describe('CallDesk', () => {
  it.each<[CallAction, 'ringing' | 'talking' | 'held']>([
    ['answer', 'ringing'],
    ['clear', 'ringing'],
    ['hold', 'talking'],
    ['clear', 'talking'],
    ['retrieve', 'held'],
    ['clear', 'held'],
  ])('orders %s for a call that is %s', async (action, state) => {
    const { pbx } = bench;
    pbx.ring('c1', '103', '102');
    if (state !== 'ringing') pbx.answer('c1', '103', '102');
    if (state === 'held') pbx.leg('c1', '102', { kind: 'held' });
    await control('102', await callOf('102'), action);
    expect(pbx.controls).toEqual([{ action, deviceId: '102', callId: 'c1', connectionId: 'c1-102' }]);
  });

  it.each<[CallAction, 'ringing' | 'talking']>([
    ['hold', 'ringing'],
    ['retrieve', 'ringing'],
    ['answer', 'talking'],
    ['retrieve', 'talking'],
  ])('refuses to %s a call that is %s', async (action, state) => {
    const { pbx } = bench;
    pbx.ring('c1', '103', '102');
    if (state === 'talking') pbx.answer('c1', '103', '102');
    await expect(control('102', await callOf('102'), action)).rejects.toMatchObject({ code: 'pbx.refused' });
    expect(pbx.controls).toEqual([]);
  });

  it('refuses what the PBX cannot do', async () => {
    const { pbx } = bench;
    Object.assign(pbx.capabilities, { control: ['clear'] });
    pbx.ring('c1', '103', '102');
    await expect(control('102', await callOf('102'), 'answer')).rejects.toMatchObject({ code: 'pbx.refused' });
    Object.assign(pbx.capabilities, { control: undefined });
    await expect(control('102', await callOf('102'), 'clear')).rejects.toMatchObject({ code: 'pbx.refused' });
  });

  it('passes on why the PBX refused', async () => {
    const { pbx } = bench;
    pbx.ring('c1', '103', '102');
    const id = await callOf('102');
    pbx.refusal = new AppError('pbx.timeout', 'as told by the test');
    await expect(control('102', id, 'answer')).rejects.toMatchObject({ code: 'pbx.timeout' });
  });

  it('knows no call of anybody else, not even on a line that is shared, and none that is over', async () => {
    const { pbx } = bench;
    pbx.ring('c1', '103', '102');
    const [called, caller] = [await callOf('102'), await callOf('103')];
    for (const [extension, id] of [
      ['101', called], // the line is shared with Ada: she sees the call
      ['102', caller],
      ['103', called],
      ['102', 'pbx/c1-999/0'],
      ['102', ''],
    ] as const)
      await expect(control(extension, id, 'clear')).rejects.toMatchObject({ code: 'http.notFound' });
    pbx.end('c1', '103', '102');
    await expect(control('102', called, 'clear')).rejects.toMatchObject({ code: 'http.notFound' });
    expect(pbx.controls).toEqual([]);
  });
});
