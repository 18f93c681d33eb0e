// Orders about live calls, do not disturb and forwarding on a CSTA PBX: the services of the standard, and what the stream shows of them.
import type { CallAction, LiveCall } from '#shared/contracts';
import { cstaBench, type CstaBench } from '../support/cstaBench.ts';
import { callerOf, listen } from '../support/heartBench.ts';
import { until } from '../support/until.ts';

let on: CstaBench | undefined;
afterEach(async () => {
  await on?.close();
  on = undefined;
});

type Live = () => LiveCall | undefined;

/** The one live call of an extension, as its stream shows it now. */
async function live({ bench }: CstaBench, extension: string): Promise<Live> {
  const items = await listen(bench.heart, extension);
  return () => {
    const { event } = items.findLast((item) => item.event.type === 'calls' || item.event.type === 'snapshot') ?? {};
    return event?.type === 'calls' || event?.type === 'snapshot' ? event.calls[0] : undefined;
  };
}

function control({ bench }: CstaBench, extension: string, call: Live, action: CallAction): Promise<void> {
  return bench.heart.calls.control(callerOf(extension), call()?.id ?? '', action);
}

describe.each([
  ['plain devices', {}, undefined],
  ['devices in the N<> form', { representation: true, prefix: 'csta:' }, 'N<{extension}>'],
])('a live call on a CSTA PBX with %s', (_what, sandbox, deviceTemplate) => {
  it('is answered, held, taken back and ended by orders of its owner', async () => {
    on = await cstaBench(sandbox, deviceTemplate === undefined ? {} : { deviceTemplate });
    const bench = on;
    const call = await live(bench, '102');
    bench.box.moves.ring(bench.box.moves.dial('101', '102'), '102');
    for (const [before, action, after] of [
      ['alerting', 'answer', 'connected'],
      ['connected', 'hold', 'hold'],
      ['hold', 'retrieve', 'connected'],
    ] as const) {
      await until(() => call()?.state === before);
      expect(call()?.can).toEqual(['answer', 'hold', 'retrieve', 'clear']);
      await control(bench, '102', call, action);
      await until(() => call()?.state === after);
    }
    await control(bench, '102', call, 'clear');
    await until(() => call() === undefined);
    await bench.settled();
    expect(bench.log()).toEqual(['101 outgoing answered 102', '102 incoming answered 101']);
    const services = ['AnswerCall', 'HoldCall', 'RetrieveCall', 'ClearConnection'];
    expect(bench.box.requests().filter((name) => services.includes(name))).toEqual(services);
  });

  it('is found again after a transfer has given it another id', async () => {
    on = await cstaBench(sandbox, deviceTemplate === undefined ? {} : { deviceTemplate });
    const bench = on;
    const { moves } = bench.box;
    const call = await live(bench, '101');
    const first = moves.dial('101', '102');
    moves.ring(first, '102');
    moves.answer(first, '102');
    moves.hold(first, '102');
    const second = moves.dial('102', '103');
    moves.ring(second, '103');
    moves.answer(second, '103');
    moves.transfer('102', '103', first, second);
    await until(() => call()?.state === 'connected');
    await control(bench, '101', call, 'hold');
    await until(() => call()?.state === 'hold');
    await control(bench, '101', call, 'clear');
    await bench.settled();
  });

  it('is refused by the PBX once it is gone there, and then by us', async () => {
    on = await cstaBench(sandbox, deviceTemplate === undefined ? {} : { deviceTemplate });
    const bench = on;
    const call = await live(bench, '102');
    const ringing = bench.box.moves.dial('101', '102');
    bench.box.moves.ring(ringing, '102');
    await until(() => call()?.state === 'alerting');
    bench.box.pbx.calls.delete(ringing.callId);
    await expect(control(bench, '102', call, 'answer')).rejects.toMatchObject({ code: 'pbx.refused' });
    bench.box.moves.hangUp(ringing, '101');
    await until(() => call() === undefined);
    await expect(control(bench, '102', call, 'clear')).rejects.toMatchObject({ code: 'http.notFound' });
  });
});

describe('a phone on a CSTA PBX', () => {
  it('is set, and shows what a hand sets on it', async () => {
    on = await cstaBench();
    const { bench, box } = on;
    const caller = callerOf('102');
    const line = () => bench.heart.phone.phone(caller).lines[0];
    await bench.heart.phone.change(caller, { set: 'doNotDisturb', extension: '102', isOn: true });
    expect(box.pbx.doNotDisturb.has('102')).toBe(true);
    expect(line()).toMatchObject({ doNotDisturb: true });
    box.setDoNotDisturb('102', false);
    await until(() => line()?.doNotDisturb === false);
    await bench.heart.phone.change(caller, { set: 'forwarding', extension: '102', type: 'immediate', to: '103' });
    expect(line()).toMatchObject({ forwarding: [{ type: 'immediate', to: '103' }] });
    box.pbx.setForwarding('102', { type: 'forwardImmediate', isOn: false, to: '' });
    await until(() => line()?.forwarding.length === 0);
    box.setMessageWaiting('102', true);
    await until(() => bench.heart.me(caller).mailboxes?.[0]?.isWaiting === true);
  });
});
