// What is kept on the device for an outage: whose it is, for how long, and when it is shown.
import fc from 'fast-check';
import * as v from 'valibot';
import type { ApiClient } from '#shared/client';
import { AppError, type ErrorCode } from '#shared/errors';
import { createDeviceCopy, keepCopies, type DeviceCopy } from '#shared/models';
import { aMe, aRecord } from '../../../support/aRecord.ts';
import { ClockFake } from '../../../support/ClockFake.ts';
import { SettingsFake } from '../../../support/SettingsFake.ts';
import { aSharedLine } from '../../../fixtures/stories/SharedLineCard.stories.tsx';

const dayMs = 86_400_000;

class Device {
  readonly settings = new SettingsFake();
  readonly clock = new ClockFake();

  /** The app is opened on this device. */
  open(owner?: string): DeviceCopy {
    const copy = createDeviceCopy(this);
    copy.setOwner(owner);
    return copy;
  }
}

describe('createDeviceCopy', () => {
  let device: Device;
  beforeEach(() => {
    device = new Device();
  });

  it('gives back to the same person what was kept, and when', () => {
    device.open('t1.ada').keep('words', 'hello');
    expect(device.open('t1.ada').read('words', v.string())).toEqual({ value: 'hello', atMs: device.clock.now() });
  });

  it('erases it as soon as somebody else signs in', () => {
    device.open('t1.ada').keep('words', 'hello');
    expect(device.open('t1.bruno').read('words', v.string())).toBeUndefined();
    expect(JSON.stringify([...device.settings.kept])).not.toContain('hello');
    expect(device.open('t1.ada').read('words', v.string())).toBeUndefined();
  });

  it('keeps and reads nothing while nobody is known, and leaves what is there for its owner', () => {
    device.open('t1.ada').keep('words', 'hello');
    const copy = device.open(undefined);
    copy.keep('words', 'mine');
    expect(copy.read('words', v.string())).toBeUndefined();
    expect(device.open('t1.ada').read('words', v.string())?.value).toBe('hello');
  });

  it('ends each part a week after it was kept', async () => {
    device.open('t1.ada').keep('old', 'old');
    await device.clock.pass(4 * dayMs);
    const copy = device.open('t1.ada');
    copy.keep('young', 'young');
    await device.clock.pass(4 * dayMs);
    expect([copy.read('old', v.string()), copy.read('young', v.string())?.value]).toEqual([undefined, 'young']);
    device.open('t1.ada');
    expect(JSON.stringify([...device.settings.kept])).not.toContain('"old"');
  });

  it('leaves out what is too large, and forgets the smaller one before it', () => {
    const copy = device.open('t1.ada');
    copy.keep('words', 'small');
    copy.keep('words', 'x'.repeat(100_001));
    expect(copy.read('words', v.string())).toBeUndefined();
  });

  it('takes nothing of another shape', () => {
    const copy = device.open('t1.ada');
    copy.keep('words', { a: 1 });
    expect(copy.read('words', v.string())).toBeUndefined();
  });

  it('survives whatever stands in the storage', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json(), fc.constant('{"owner":"a","parts":{"x":1}}')), (text) => {
        device.settings.write('copy', text);
        expect(device.open('a').read('x', v.string())).toBeUndefined();
      }),
    );
  });

  it('tells the age of the oldest part on show, and nothing once all is live', () => {
    const copy = device.open('t1.ada');
    copy.setShown('me', 200);
    copy.setShown('calls:all', 100);
    expect(copy.getSnapshot().shownFromMs).toBe(100);
    copy.setShown('calls:all', undefined);
    copy.setShown('me', undefined);
    expect(copy.getSnapshot().shownFromMs).toBeUndefined();
  });
});

describe('keepCopies', () => {
  const line = aSharedLine({ state: 'connected' });
  const me = aMe({ presence: 'busy', mailboxes: [{ extension: '2014', isWaiting: true }], sharedLines: [line] });
  let device: Device;
  let fault: ErrorCode | undefined;
  let items = [aRecord()];

  const openApi = (owner = 't1.ada'): { readonly api: ApiClient; readonly copy: DeviceCopy } => {
    const copy = device.open(owner);
    const answer = async <Answer>(value: Answer): Promise<Answer> => {
      if (fault !== undefined) throw new AppError(fault, 'away');
      return value;
    };
    const service = { me: () => answer(me), calls: () => answer({ items, next: 'older' }) };
    return { api: keepCopies(service as unknown as ApiClient, copy), copy };
  };

  beforeEach(() => {
    device = new Device();
    fault = undefined;
    items = [aRecord()];
  });

  it('answers profile and first page from the copy while the service is away, and says from when', async () => {
    const { api } = openApi();
    await api.me();
    await api.calls({ filter: 'all' });
    const keptAtMs = device.clock.now();
    await device.clock.pass(60_000);
    fault = 'service.unavailable';
    const { api: later, copy } = openApi();
    expect((await later.me()).user).toEqual(me.user);
    expect(await later.calls({ filter: 'all' })).toEqual({ items: [aRecord()] });
    expect(copy.getSnapshot().shownFromMs).toBe(keptAtMs);
    fault = undefined;
    await later.me();
    await later.calls({ filter: 'all' });
    expect(copy.getSnapshot().shownFromMs).toBeUndefined();
  });

  it('shows no state and no lamp of yesterday', async () => {
    const { api } = openApi();
    await api.me();
    fault = 'service.unavailable';
    const kept = await openApi().api.me();
    expect(kept).toMatchObject({ presence: 'unknown', pbx: 'connecting', lines: [{ state: 'unknown' }] });
    expect(kept.sharedLines).toMatchObject([{ state: 'unknown', calls: [] }]);
    expect(kept).not.toHaveProperty('mailboxes');
  });

  it('keeps thirty rows at most, each filter for itself', async () => {
    items = Array.from({ length: 50 }, (_one, index) => aRecord({ id: `r${String(index)}` }));
    const { api } = openApi();
    await api.calls({ filter: 'all' });
    fault = 'service.unavailable';
    expect((await api.calls({ filter: 'all' })).items).toHaveLength(30);
    await expect(api.calls({ filter: 'missed' })).rejects.toMatchObject({ code: 'service.unavailable' });
  });

  it.each([{ cursor: 'older' }, { text: 'bruno' }])('asks the service alone for %j', async (more) => {
    const { api } = openApi();
    await api.calls({ filter: 'all' });
    fault = 'service.unavailable';
    await expect(api.calls({ filter: 'all', ...more })).rejects.toMatchObject({ code: 'service.unavailable' });
  });

  it('does not hide other faults', async () => {
    const { api } = openApi();
    await api.me();
    fault = 'http.tooManyRequests';
    await expect(api.me()).rejects.toMatchObject({ code: 'http.tooManyRequests' });
  });

  it('erases the copy when the service refuses the person', async () => {
    const { api } = openApi();
    await api.me();
    fault = 'auth.forbidden';
    await expect(api.me()).rejects.toMatchObject({ code: 'auth.forbidden' });
    fault = 'service.unavailable';
    await expect(openApi().api.me()).rejects.toMatchObject({ code: 'service.unavailable' });
  });

  it('gives nobody the copy of somebody else', async () => {
    await openApi('t1.ada').api.me();
    fault = 'service.unavailable';
    await expect(openApi('t1.bruno').api.me()).rejects.toMatchObject({ code: 'service.unavailable' });
  });
});
