// An order that the PBX took and that came to nothing: told to whoever placed it, by its id, and to nobody else.
import { callerOf, heartBench, listen, type HeartBench } from '../../../support/heartBench.ts';

let bench: HeartBench;
beforeEach(async () => {
  bench = await heartBench();
  bench.pbx.comeUp();
});
afterEach(() => bench.close());

function dialEvents(items: Awaited<ReturnType<typeof listen>>): readonly unknown[] {
  return items.map(({ event }) => event).filter((event) => event.type === 'dial');
}

describe('an order that came to nothing', () => {
  it.each([
    ['callNotAnswered', 'dial.notPickedUp'],
    ['rejected', 'dial.notPickedUp'],
    ['busy', 'dial.phoneBusy'],
    ['unreachable', 'dial.phoneAway'],
  ] as const)('is told with its cause %s as %s', async (cause, code) => {
    const { heart, pbx } = bench;
    const [ada, bruno] = [await listen(heart, '101'), await listen(heart, '102')];
    await heart.dial(callerOf('101'), { number: '102', requestId: 'request-1' });
    pbx.tell({ kind: 'orderFailed', requestId: 'request-1', deviceId: '101', cause });
    expect(dialEvents(ada)).toEqual([{ type: 'dial', requestId: 'request-1', outcome: 'failed', code }]);
    expect(dialEvents(bruno)).toEqual([]);
  });

  it('is nothing to the phones of nobody', () => {
    bench.pbx.tell({ kind: 'orderFailed', requestId: 'request-1', deviceId: '999', cause: 'busy' });
    expect(bench.heart.health().link).toBe('up');
  });
});
