// The item model over real finders, with a host under the control of the test.
import * as meetings from '#shared/domain/meeting';
import * as numbers from '#shared/domain/number';
import { AppError } from '#shared/errors';
import type { ItemPort, ItemSnapshot } from '#shared/host';
import { createItemModel, type ItemModel } from '#shared/models';

function aMessage(change: Partial<ItemSnapshot> = {}): ItemSnapshot {
  return { kind: 'message', subject: '', location: '', bodyHtml: '', bodyText: '', isCut: false, ...change };
}

/** Holds each answer until the test lets it go. */
class ItemFake implements ItemPort {
  item: ItemSnapshot | null | AppError = aMessage();
  readonly held: (() => void)[] = [];
  isHeld = false;
  listener: (() => void) | undefined;

  readItem = async (): Promise<ItemSnapshot | null> => {
    const { item } = this;
    if (this.isHeld) await new Promise<void>((resolve) => this.held.push(resolve));
    if (item instanceof AppError) throw item;
    return item;
  };
  onItemChange = (listener: () => void): (() => void) => {
    this.listener = listener;
    return () => {
      this.listener = undefined;
    };
  };
}

describe('createItemModel', () => {
  let port: ItemFake;
  let model: ItemModel;
  beforeEach(() => {
    port = new ItemFake();
    model = createItemModel({ item: port, loadFinders: async () => ({ ...numbers, ...meetings }), country: 'FR' });
  });

  const read = async (item: ItemSnapshot | null): Promise<ReturnType<ItemModel['getSnapshot']>> => {
    port.item = item;
    await model.start();
    return model.getSnapshot();
  };

  it('finds the numbers of subject and body, each once, with what they are', async () => {
    const view = await read(
      aMessage({
        subject: 'Call me on 01 99 00 20 14',
        bodyHtml: '<p>Mobile: +33 1 99 00 20 16<br>Fax: 01 99 00 20 15</p><p>Tel. +33 1 99 00 20 14</p>',
      }),
    );
    expect(view.phase).toBe('ready');
    expect(view.numbers.map(({ number }) => number)).toEqual(['+33199002014', '+33199002016', '+33199002015']);
    expect(view.numbers.map(({ kind }) => kind).slice(1)).toEqual(['mobile', 'fax']);
  });

  it('finds the meeting, own country first, and does not list its numbers twice', async () => {
    const view = await read(
      aMessage({
        kind: 'appointment',
        location: 'https://zoom.us/j/123456789',
        bodyText: 'Dial by your location\n+44 20 7946 0123\n+33 1 99 00 20 14\nMeeting ID: 123 456 789\nPasscode: 4321',
      }),
    );
    expect(view.meeting).toMatchObject({ joinUrl: 'https://zoom.us/j/123456789', conferenceId: '123456789' });
    expect(view.meeting?.phones[0]).toMatchObject({ number: '+33199002014' });
    expect(view.meeting?.phones[0]?.uri).toMatch(/^tel:\+33199002014,,123456789%23/u);
    expect(view.numbers.filter(({ e164 }) => e164 === '+33199002014')).toEqual([]);
  });

  it('reads national numbers anew when the country becomes known', async () => {
    await read(aMessage({ bodyText: 'Phone: (202) 555-0142' }));
    expect(model.getSnapshot().numbers).toEqual([]);
    model.setCountry('US');
    expect(model.getSnapshot().numbers.map(({ number }) => number)).toEqual(['+12025550142']);
  });

  it('shows nothing of the last mail while the next is read, and never the answer for the wrong one', async () => {
    await read(aMessage({ bodyText: '+33 1 99 00 20 14' }));
    port.isHeld = true;
    port.item = aMessage({ bodyText: '+44 20 7946 0123' });
    port.listener?.();
    expect(model.getSnapshot()).toMatchObject({ phase: 'reading', numbers: [] });
    port.item = aMessage({ bodyText: '+1 202 555 0142' });
    port.listener?.();
    const [slow, fast] = port.held;
    fast?.();
    await new Promise(setImmediate);
    slow?.();
    await new Promise(setImmediate);
    expect(model.getSnapshot().numbers.map(({ number }) => number)).toEqual(['+12025550142']);
  });

  it('knows that nothing is selected', async () => {
    expect(await read(null)).toMatchObject({ phase: 'none', numbers: [] });
  });

  it('says with a code that the item could not be read, and reads it when asked again', async () => {
    port.item = new AppError('host.unavailable', 'no');
    await model.start();
    expect(model.getSnapshot()).toMatchObject({ phase: 'failed', error: 'host.unavailable' });
    port.item = aMessage();
    await model.read();
    expect(model.getSnapshot()).toMatchObject({ phase: 'ready', error: undefined });
  });

  it('follows no selection after it was stopped', async () => {
    await read(aMessage());
    model.stop();
    expect(port.listener).toBeUndefined();
  });

  it('takes hostile texts of the largest size within a moment', async () => {
    const startedAt = performance.now();
    const view = await read(
      aMessage({
        subject: '<at>everyone</at>'.repeat(240),
        bodyHtml: '<a href="tel:+33'.repeat(9_000) + '1 '.repeat(75_000),
        isCut: true,
      }),
    );
    expect(view.isCut).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(20_000);
  });
});
