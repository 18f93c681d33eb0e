// A stream that begins while the log changes: what was missed comes once, in order, whatever the store's pace.
import * as fc from 'fast-check';
import type { StreamItem } from '#bot/bridge';
import type { LogChange } from '#bot/store';
import { LiveStream } from '../../../../bot/bridge/liveStream.ts';
import { openSubscription } from '../../../../bot/bridge/openSubscription.ts';
import { recordItem, removalItem } from '../../../../bot/bridge/changeItems.ts';
import { aView } from '../../../support/aView.ts';
import { aStoredRecord } from '../../../support/aStoredRecord.ts';

const userId = 'user-102';

/** A log in memory, whose changes are told to the stream some steps after they are written. */
class LogFake {
  readonly stream = new LiveStream();
  readonly changes: LogChange[] = [];
  private readonly untold: LogChange[] = [];
  readonly view = aView();

  write(kind: 'record' | 'removed'): void {
    const seq = this.changes.length + 1;
    const id = `r${String(seq)}`;
    const change: LogChange =
      kind === 'record'
        ? { seq, record: aStoredRecord({ id, userId }) }
        : { seq, deleted: true, userId, recordId: `${id}-gone` };
    this.changes.push(change);
    this.untold.push(change);
  }

  tell(): void {
    const change = this.untold.shift();
    if (change === undefined) return;
    const item =
      'deleted' in change
        ? removalItem(change.seq, [change.recordId])
        : recordItem(this.view, userId, change.seq, change.record);
    this.stream.toUser(userId, item);
  }
}

function idsOf(items: readonly StreamItem[]): readonly string[] {
  return items.flatMap(({ event }) => {
    if (event.type === 'record') return [event.record.id];
    return event.type === 'removed' ? event.ids : [];
  });
}

describe('openSubscription', () => {
  it('gives a client that was away each change once, in order, and an id that never goes back', async () => {
    const steps = fc.array(fc.constantFrom('record', 'removed', 'tell'), { maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(steps, steps, steps, steps, fc.nat(12), async (before, atSeq, atRead, after, from) => {
        const log = new LogFake();
        const play = (list: readonly string[]): void => {
          for (const step of list) {
            if (step === 'tell') log.tell();
            else log.write(step === 'record' ? 'record' : 'removed');
          }
        };
        play(before);
        const lastEventId = Math.min(from, log.changes.length);
        const items: StreamItem[] = [];
        const store = {
          lastSeq: async () => {
            const seq = log.changes.length;
            play(atSeq);
            return seq;
          },
          changesSince: async (_tenant: string, _user: string, seq: number) => {
            const changes = log.changes.slice(seq);
            play(atRead);
            return changes;
          },
        };
        const parts = { store, stream: log.stream, view: log.view, tenantId: 't', userId };
        const leave = await openSubscription(parts, String(lastEventId), (item) => items.push(item));
        play(after);
        for (let untold = 0; untold < 60; untold += 1) log.tell();
        leave();
        const wanted = log.changes.slice(lastEventId);
        expect(idsOf(items)).toEqual(
          wanted.map((change) => ('deleted' in change ? change.recordId : change.record.id)),
        );
        const ids = items.flatMap(({ id }) => (id === undefined ? [] : [Number(id)]));
        expect(ids).toEqual(ids.toSorted((one, other) => one - other));
        expect(items.filter(({ event }) => event.type === 'snapshot')).toHaveLength(1);
        log.stream.close();
      }),
      { numRuns: 300 },
    );
  });

  it('tells to read the log anew when what was missed is no longer known', async () => {
    const items: StreamItem[] = [];
    const store = { lastSeq: async () => 9, changesSince: async () => null };
    const parts = { store, stream: new LiveStream(), view: aView(), tenantId: 't', userId };
    (await openSubscription(parts, '3', (item) => items.push(item)))();
    expect(items.map(({ event, id }) => [event.type, id])).toEqual([
      ['reset', undefined],
      ['snapshot', '9'],
    ]);
  });

  it('leaves the stream and tells nothing when the store refuses', async () => {
    const stream = new LiveStream();
    const items: StreamItem[] = [];
    const store = { lastSeq: () => Promise.reject(new Error('away')), changesSince: async () => [] };
    const parts = { store, stream, view: aView(), tenantId: 't', userId };
    await expect(openSubscription(parts, undefined, (item) => items.push(item))).rejects.toThrow('away');
    expect([stream.has(userId), items]).toEqual([false, []]);
  });

  it('keeps only the newest missed count that was told meanwhile', async () => {
    const stream = new LiveStream();
    const items: StreamItem[] = [];
    const lastSeq = async (): Promise<number> => {
      for (const count of [1, 2]) stream.toUser(userId, { event: { type: 'missed', count } });
      return 4;
    };
    const parts = { store: { lastSeq, changesSince: async () => [] }, stream, view: aView(), tenantId: 't', userId };
    (await openSubscription(parts, undefined, (item) => items.push(item)))();
    expect(items.map(({ event }) => event)).toMatchObject([{ type: 'snapshot' }, { type: 'missed', count: 2 }]);
  });
});
