// Which of a person's numbers a plain click calls.
import type { Person } from '#shared/contracts';
import { createNumberChoice, defaultNumber } from '#shared/models';
import { createStore } from '../../../../shared/models/store.ts';

const numbers: Person['numbers'] = [
  { kind: 'home', number: '+33 1 99 00 30 01' },
  { kind: 'mobile', number: '+33 1 99 00 30 02' },
  { kind: 'extension', number: '2016' },
  { kind: 'business', number: '+33 1 99 00 30 03' },
];

class DeviceFake {
  readonly kept = new Map<string, string>();
  read = (key: string): string | null => this.kept.get(key) ?? null;
  write = (key: string, value: string): void => void this.kept.set(key, value);
  remove = (key: string): void => void this.kept.delete(key);
}

describe('createNumberChoice', () => {
  const dial = createStore({ lastNumber: '' });

  beforeEach(() => {
    dial.patch({ lastNumber: '' });
  });

  it.each([
    [['business', 'mobile', 'home'], 'business'],
    [['extension', 'mobile', 'home'], 'extension'],
    [['mobile', 'home'], 'mobile'],
    [['home'], 'home'],
  ])('of %j takes %s while none was called', (kinds, kind) => {
    const offered = numbers.filter((one) => kinds.includes(one.kind));
    expect(defaultNumber(offered, { called: [] })?.kind).toBe(kind);
  });

  it('takes the one called last, however it was written, on the next visit too', () => {
    const device = new DeviceFake();
    const choice = createNumberChoice({ settings: device, dial });
    choice.open('u1');
    dial.patch({ lastNumber: '+33199003001' });
    dial.patch({ lastNumber: '+33-1-99-00-30-02' });
    dial.patch({ lastNumber: '+33 1 99 00 99 99' });
    expect(defaultNumber(numbers, choice.getSnapshot())?.kind).toBe('mobile');
    const next = createNumberChoice({ settings: device, dial });
    next.open('u1');
    expect(defaultNumber(numbers, next.getSnapshot())?.kind).toBe('mobile');
    expect(defaultNumber([], next.getSnapshot())).toBeUndefined();
  });

  it('remembers a hundred numbers and ignores what is none', () => {
    const device = new DeviceFake();
    device.write('dial.called.u1', '<b>x</b> 2016 12a4 2017');
    const choice = createNumberChoice({ settings: device, dial });
    choice.open('u1');
    expect(choice.getSnapshot().called).toEqual(['2016', '2017']);
    for (let n = 0; n < 150; n += 1) dial.patch({ lastNumber: String(5000 + n) });
    expect(choice.getSnapshot().called).toHaveLength(100);
    expect(choice.getSnapshot().called[0]).toBe('5149');
  });

  it('knows nothing of what somebody else has called, and takes over what was called before the person was known', () => {
    const device = new DeviceFake();
    device.write('dial.called', '2099');
    const choice = createNumberChoice({ settings: device, dial });
    dial.patch({ lastNumber: '2016' });
    choice.open('u1');
    expect(choice.getSnapshot().called).toEqual(['2016']);
    choice.forget();
    choice.open('u2');
    expect(choice.getSnapshot().called).toEqual([]);
    expect([...device.kept.values()].join()).not.toMatch(/2016|2099/u);
  });

  it('erases what the person has called when asked to', () => {
    const device = new DeviceFake();
    const choice = createNumberChoice({ settings: device, dial });
    choice.open('u1');
    dial.patch({ lastNumber: '2016' });
    choice.eraseKept();
    expect(choice.getSnapshot().called).toEqual([]);
    expect([...device.kept.values()].join()).not.toContain('2016');
  });
});
