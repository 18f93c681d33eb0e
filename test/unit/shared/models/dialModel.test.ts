// The pad's text and the ladder of ways to call.
import fc from 'fast-check';
import type { AskedClass, DialRequest } from '#shared/contracts';
import { AppError, type ErrorCode } from '#shared/errors';
import { createDialModel, isServiceCode, type DialModel, type SettingsPort } from '#shared/models';
import { cleanDialText } from '../../../../shared/models/dialText.ts';
import { anyCharacter } from '../../../support/anyCharacter.ts';
import { ClockFake, settle } from '../../../support/ClockFake.ts';

class SettingsFake implements SettingsPort {
  readonly kept = new Map<string, string>();
  read = (key: string): string | null => this.kept.get(key) ?? null;
  write = (key: string, value: string): void => void this.kept.set(key, value);
  remove = (key: string): void => void this.kept.delete(key);
}

class Scene {
  readonly clock = new ClockFake();
  readonly orders: DialRequest[] = [];
  readonly copied: string[] = [];
  refusal: ErrorCode | undefined;
  numberClass: AskedClass | undefined;
  canCopy = true;
  readonly model: DialModel;
  #ids = 0;

  constructor(settings = new SettingsFake(), canLaunchTel = true) {
    this.model = createDialModel({
      api: {
        dial: async (order) => {
          this.orders.push(order);
          const { refusal, numberClass } = this;
          const isAsked = numberClass !== undefined && order.confirmed !== true;
          if (isAsked) throw new AppError('dial.notAllowed', 'nobody asked', { facts: { numberClass } });
          if (refusal !== undefined) throw new AppError(refusal, 'refused');
          return { requestId: order.requestId, dialled: order.number };
        },
      },
      clock: this.clock,
      settings,
      copy: async (text) => {
        this.copied.push(text);
        return this.canCopy;
      },
      canLaunchTel,
      newId: () => `request-${String((this.#ids += 1))}`,
    });
  }

  get snapshot(): ReturnType<DialModel['getSnapshot']> {
    return this.model.getSnapshot();
  }
}

describe('the pad', () => {
  it('types, erases and keeps pasted formatting', () => {
    const { model } = new Scene();
    for (const key of ['0', '1', '+']) model.press(key);
    expect(model.getSnapshot().text).toBe('01+');
    model.erase();
    expect(model.getSnapshot().text).toBe('01');
    model.setText('+33 (0)1 99 00 20 14');
    expect(model.getSnapshot().text).toBe('+33 (0)1 99 00 20 14');
  });

  it.each([
    ['tel:+33199002014', '+33199002014'],
    ['TEL:+33%2099%2000', '+33 99 00'],
    ['tel:*21%23', '*21#'],
    ['０１９９００２０１４', '0199002014'],
    ['01\u00A099\u202F00\t20\n14', '01 99 00 20 14'],
    ['\u202E0199', ' 0199'],
    ['1-800-FLOWERS', '1-800-FLOWERS'],
    ['%E0%A4%A', '%E0%A4%A'],
  ])('cleans the paste %p', (pasted, text) => {
    expect(cleanDialText(pasted)).toBe(text);
  });

  it('survives any paste, and cleaning twice is cleaning once', () => {
    fc.assert(
      fc.property(fc.string({ unit: anyCharacter, maxLength: 2000 }), (pasted) => {
        const text = cleanDialText(pasted);
        expect(text.length).toBeLessThanOrEqual(64);
        expect(text).not.toMatch(/[\p{Cc}\p{Cf}]/u);
      }),
    );
  });

  it('knows service codes', () => {
    expect(['*21#', '#31#0199', '0199', '+33'].map(isServiceCode)).toEqual([true, true, false, false]);
  });
});

describe('ringing my phone', () => {
  it('tells whose phone rings when the call goes out from a shared line', async () => {
    const scene = new Scene();
    await scene.model.ring('0199002015', false, '2001');
    expect(scene.snapshot.status).toEqual({ kind: 'ringing', number: '0199002015', fromLine: '2001' });
  });

  it('orders the call, tells it, and stops telling after a while', async () => {
    const scene = new Scene();
    const ringing = scene.model.ring('0199002015');
    expect(scene.snapshot.status).toEqual({ kind: 'asking', number: '0199002015' });
    await ringing;
    expect(scene.snapshot).toMatchObject({ status: { kind: 'ringing' }, lastNumber: '0199002015' });
    await scene.clock.pass(30_000);
    expect(scene.snapshot.status).toEqual({ kind: 'none' });
  });

  it('orders a call from a shared line, also after a question, and takes it for another order', async () => {
    const scene = new Scene();
    scene.numberClass = 'premium';
    await scene.model.ring('0909 879 0123', false, '2001');
    expect(scene.snapshot.question).toEqual({
      number: '0909 879 0123',
      reason: 'premium',
      way: 'ring',
      fromLine: '2001',
    });
    await scene.model.ring('0909 879 0123', true, '2001');
    scene.numberClass = undefined;
    scene.refusal = 'service.unavailable';
    await scene.model.ring('102', false, '2001');
    await scene.model.ring('102', false, '2001');
    await scene.model.ring('102');
    expect(scene.orders.map(({ fromLine, confirmed }) => [fromLine, confirmed])).toEqual([
      ['2001', undefined],
      ['2001', true],
      ['2001', undefined],
      ['2001', undefined],
      [undefined, undefined],
    ]);
    const [, , third, fourth, fifth] = scene.orders.map(({ requestId }) => requestId);
    expect(third).toBe(fourth);
    expect(fifth).not.toBe(fourth);
  });

  it('tells when nothing came of an order the service took, even after the good news has faded', async () => {
    const { model, clock, orders } = new Scene();
    await model.ring('102');
    await clock.pass(10_000);
    model.orderFailed(orders[0]?.requestId ?? '', 'dial.notPickedUp');
    expect(model.getSnapshot().status).toEqual({ kind: 'failed', number: '102', code: 'dial.notPickedUp' });
  });

  it('says nothing of orders of other devices, and lets no late answer hide a failure', async () => {
    const { model, orders } = new Scene();
    const ringing = model.ring('102');
    model.orderFailed('another device', 'dial.phoneBusy');
    expect(model.getSnapshot().status.kind).toBe('asking');
    model.orderFailed(orders[0]?.requestId ?? '', 'dial.phoneAway');
    await ringing;
    expect(model.getSnapshot().status).toMatchObject({ kind: 'failed', code: 'dial.phoneAway' });
  });

  it('takes a double click as one order', async () => {
    const scene = new Scene();
    await Promise.all([scene.model.ring('0199002015'), scene.model.ring('0199002015')]);
    expect(scene.orders).toHaveLength(1);
  });

  it('tells why it was refused until that was read', async () => {
    const scene = new Scene();
    scene.refusal = 'dial.notAllowed';
    await scene.model.ring('0899');
    await scene.clock.pass(60_000);
    expect(scene.snapshot.status).toEqual({ kind: 'failed', number: '0899', code: 'dial.notAllowed' });
    scene.model.dismiss();
    expect(scene.snapshot.status).toEqual({ kind: 'none' });
  });

  it('repeats the same order after silence, so that the phone rings once', async () => {
    const scene = new Scene();
    scene.refusal = 'service.unavailable';
    await scene.model.ring('0199002015');
    await scene.model.ring('0199002015');
    await scene.model.ring('0199002016');
    expect(scene.orders.map((order) => order.requestId)).toEqual(['request-1', 'request-1', 'request-2']);
  });

  it.each<[string, ErrorCode, number]>([
    ['a refusal', 'pbx.refused', 0],
    ['half a minute', 'service.unavailable', 30_000],
  ])('makes a new order after %s', async (_what, code, waitMs) => {
    const scene = new Scene();
    scene.refusal = code;
    await scene.model.ring('0199002015');
    await scene.clock.pass(waitMs);
    await scene.model.ring('0199002015');
    expect(scene.orders.map((order) => order.requestId)).toEqual(['request-1', 'request-2']);
  });
});

describe('asking the person', () => {
  const question = { number: '3200', reason: 'premium', way: 'ring' } as const;

  it('asks what the views ask, until it is answered', () => {
    const { model } = new Scene();
    model.ask(question);
    expect(model.getSnapshot().question).toEqual(question);
    model.closeQuestion();
    expect(model.getSnapshot().question).toBeUndefined();
  });

  it('asks when the service wants a yes, and then orders anew with it', async () => {
    const scene = new Scene();
    scene.numberClass = 'premium';
    await scene.model.ring('3200');
    expect(scene.snapshot).toMatchObject({ status: { kind: 'none' }, question });
    scene.model.closeQuestion();
    await scene.model.ring('3200', true);
    expect(scene.snapshot.status.kind).toBe('ringing');
    expect(scene.orders).toEqual([
      { number: '3200', requestId: 'request-1' },
      { number: '3200', requestId: 'request-2', confirmed: true },
    ]);
  });

  it('does not ask twice: what is refused after a yes is refused', async () => {
    const scene = new Scene();
    scene.refusal = 'dial.notAllowed';
    await scene.model.ring('3200', true);
    expect(scene.snapshot).toMatchObject({ status: { kind: 'failed', code: 'dial.notAllowed' }, question: undefined });
  });
});

describe('the ladder', () => {
  it.each<[boolean, boolean, string | undefined, string]>([
    [true, true, undefined, 'tel'],
    [true, false, undefined, 'tel'],
    [false, true, undefined, 'ring'],
    [false, false, undefined, 'copy'],
    [true, true, 'ring', 'ring'],
    [true, false, 'ring', 'tel'],
    [false, true, 'tel', 'ring'],
    [true, true, 'nonsense', 'tel'],
  ])('tel %p, ring %p, remembered %p: a click takes %p', (canLaunchTel, canRing, kept, way) => {
    const settings = new SettingsFake();
    if (kept !== undefined) settings.write('dial.preferred', kept);
    const scene = new Scene(settings, canLaunchTel);
    scene.model.setCanRing(canRing);
    expect(scene.snapshot.preferred).toBe(way);
  });

  it('remembers the chosen way for the device and the last number for the person', () => {
    const settings = new SettingsFake();
    const first = new Scene(settings);
    first.model.setCanRing(true);
    first.model.open('u1');
    first.model.prefer('ring');
    first.model.launched('2015');
    const second = new Scene(settings);
    second.model.setCanRing(true);
    expect(second.snapshot).toMatchObject({ preferred: 'ring', lastNumber: '' });
    second.model.open('u1');
    expect(second.snapshot).toMatchObject({ preferred: 'ring', lastNumber: '2015' });
  });

  it('offers nobody the last number of somebody else, and keeps none of theirs', () => {
    const settings = new SettingsFake();
    settings.write('dial.last', '0199000666');
    const scene = new Scene(settings);
    scene.model.open('u1');
    expect(scene.snapshot.lastNumber).toBe('');
    scene.model.launched('2015');
    scene.model.setText('2016');
    scene.model.forget();
    expect(scene.snapshot).toMatchObject({ lastNumber: '', text: '', status: { kind: 'none' } });
    scene.model.open('u2');
    expect(scene.snapshot.lastNumber).toBe('');
    expect([...settings.kept.values()].join()).not.toMatch(/2015|0199000666/u);
  });

  it('does not show the answer to an order of the person before', async () => {
    const scene = new Scene();
    scene.model.setCanRing(true);
    const ordered = scene.model.ring('2015');
    scene.model.forget();
    await ordered;
    expect(scene.snapshot.status).toEqual({ kind: 'none' });
  });

  it('erases the last number of the person when asked to', () => {
    const settings = new SettingsFake();
    const scene = new Scene(settings);
    scene.model.open('u1');
    scene.model.launched('2015');
    scene.model.eraseKept();
    expect(scene.snapshot.lastNumber).toBe('');
    expect([...settings.kept.values()].join()).not.toContain('2015');
  });

  it('only copies from now on where the person found that nothing else works, and remembers it', () => {
    const settings = new SettingsFake();
    const { model } = new Scene(settings);
    model.prefer('copy');
    expect(model.getSnapshot().preferred).toBe('copy');
    expect(new Scene(settings).snapshot.preferred).toBe('copy');
  });

  it('copies, and says so when the host forbids it', async () => {
    const scene = new Scene();
    await scene.model.copy('+33199002015');
    expect(scene.snapshot.status).toEqual({ kind: 'copied', number: '+33199002015' });
    scene.canCopy = false;
    await scene.model.copy('+33199002015');
    await settle();
    expect(scene.snapshot.status.kind).toBe('copyFailed');
    expect(scene.copied).toHaveLength(2);
  });
});
