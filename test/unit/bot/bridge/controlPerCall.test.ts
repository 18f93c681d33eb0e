// A person with lines on two PBXs of different means: each call says what its own PBX can do with it.
import type { CallAction, LiveCall } from '#shared/contracts';
import { callerOf, heartBench, listen, type HeartBench } from '../../../support/heartBench.ts';
import { PbxFake } from '../../../support/PbxFake.ts';

let rich: PbxFake;
let plain: PbxFake;
let bench: HeartBench;
beforeEach(async () => {
  [rich, plain] = [new PbxFake('rich'), new PbxFake('plain')];
  Object.assign(plain.capabilities, { control: ['clear'] });
  bench = await heartBench({
    pbxs: [rich, plain],
    directory: {
      extensionFrom: 'businessPhones',
      extensionPattern: '^none(\\d)$',
      lines: [
        { extension: '102', user: 'user-102', pbx: 'rich', sharedWith: ['user101@example.com'] },
        { extension: '202', user: 'user-102', pbx: 'plain', sharedWith: [] },
      ],
    },
  });
  for (const pbx of [rich, plain]) pbx.comeUp();
  rich.ring('r1', '103', '102');
  plain.ring('p1', '103', '202');
});
afterEach(() => bench.close());

async function snapshotOf(extension: string) {
  const [first] = await listen(bench.heart, extension);
  if (first?.event.type !== 'snapshot') throw new TypeError('a stream begins with a snapshot');
  return first.event;
}

async function offered(): Promise<Readonly<Record<string, LiveCall['can']>>> {
  return Object.fromEntries((await snapshotOf('102')).calls.map(({ line, can }) => [line, can]));
}

describe('what can be done with a live call', () => {
  it('is what the PBX of that call can do', async () => {
    expect(await offered()).toEqual({ '102': ['answer', 'hold', 'retrieve', 'clear'], '202': ['clear'] });
  });

  it('is taken by the PBX when it was offered', async () => {
    const { calls } = await snapshotOf('102');
    const order = (line: string, action: CallAction): Promise<void> =>
      bench.heart.calls.control(callerOf('102'), calls.find((call) => call.line === line)?.id ?? '', action);
    await order('102', 'answer');
    await order('202', 'clear');
    expect([rich.controls.length, plain.controls.length]).toEqual([1, 1]);
    await expect(order('202', 'answer')).rejects.toMatchObject({ code: 'pbx.refused' });
  });

  it('is left out where the PBX can do nothing', async () => {
    Object.assign(plain.capabilities, { control: undefined });
    expect(await offered()).toMatchObject({ '202': undefined });
  });

  it('is nothing for those who only share the line', async () => {
    const [line] = (await snapshotOf('101')).sharedLines ?? [];
    expect(line?.calls.map(({ can }) => can)).toEqual([undefined]);
  });
});
