// What every keeper of the store must do: one suite, run by each keeper's own test file.
import { AppError } from '#shared/errors';
import type { CallRecord } from '#shared/domain/call';
import type { AsyncStorePort, LogFilter, StoreTurn } from '../../../../bot/store/index.ts';

const tenantA = '11111111-1111-4111-8111-111111111111';
const tenantB = '22222222-2222-4222-8222-222222222222';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
const bruno = 'aaaaaaaa-0000-4000-8000-000000000002';
const startMs = Date.parse('2026-11-20T08:00:00.000Z');
const minuteMs = 60_000;

/** A keeper under test: `open` opens the same data again after a close. */
export interface KeeperUnderTest {
  open(): Promise<AsyncStorePort>;
  /** What a look through the closed store finds wrong. */
  faults(): Promise<readonly string[]>;
  cleanUp(): Promise<void>;
}

/** A log record of `ada` with what matters changed. */
export function aRecord(changes: Partial<CallRecord> = {}): CallRecord {
  return {
    id: 'call-1',
    userId: ada,
    pbxId: 'main',
    deviceId: '2014',
    direction: 'incoming',
    outcome: 'answered',
    other: { number: '+33199002015', name: 'Bruno Sample' },
    startedAt: startMs,
    answeredAt: startMs + 5_000,
    endedAt: startMs + minuteMs,
    ringSeconds: 5,
    talkSeconds: 55,
    ...changes,
  };
}

/** A turn with only the named parts. */
export function aTurn(parts: Partial<StoreTurn> = {}): StoreTurn {
  return { records: [], openCalls: [], presence: [], presenceSettled: [], notices: [], ...parts };
}

/** Runs the whole contract against the keepers that `make` makes. */
export function describeStoreContract(name: string, make: () => Promise<KeeperUnderTest>): void {
  describe(`${name} keeps the contract of the store`, () => {
    let keeper: KeeperUnderTest;
    let store: AsyncStorePort;
    const write = (records: readonly CallRecord[], tenant = tenantA) => store.commitTurn(tenant, aTurn({ records }));
    const reopen = async (): Promise<void> => {
      await store.close();
      store = await keeper.open();
    };
    const list = async (filter: LogFilter = 'all', userId = ada) =>
      (await store.listRecords(tenantA, userId, { filter, limit: 50 })).items;

    beforeEach(async () => {
      keeper = await make();
      store = await keeper.open();
    });
    afterEach(async () => {
      await store.close();
      await keeper.cleanUp();
    });

    describe('when somebody is to be told of a missed call', () => {
      const key = { userId: ada, recordId: 'call-1' };
      const note = (tenant = tenantA) =>
        store.commitTurn(tenant, aTurn({ records: [aRecord({ outcome: 'missed' })], notices: [key] }));

      it('gives the notice to one taker only, also after it was noted again and after a restart', async () => {
        await note();
        expect(await store.waitingNotices(tenantA)).toEqual([key]);
        expect(await store.waitingNotices(tenantB)).toEqual([]);
        expect(await store.takeNotice(tenantB, key)).toBe(false);
        expect([await store.takeNotice(tenantA, key), await store.takeNotice(tenantA, key)]).toEqual([true, false]);
        await note();
        await reopen();
        expect(await store.waitingNotices(tenantA)).toEqual([]);
        expect(await store.takeNotice(tenantA, key)).toBe(false);
      });

      it('has it wait again when it was returned', async () => {
        await note();
        await store.takeNotice(tenantA, key);
        await store.returnNotice(tenantA, key);
        await reopen();
        expect(await store.takeNotice(tenantA, key)).toBe(true);
      });

      it('finds the record for its own user and tenant only', async () => {
        await note();
        expect(await store.findRecord(tenantA, ada, 'call-1')).toEqual(aRecord({ outcome: 'missed' }));
        expect(await store.findRecord(tenantA, bruno, 'call-1')).toBeUndefined();
        expect(await store.findRecord(tenantB, ada, 'call-1')).toBeUndefined();
      });
    });

    describe('when a document is kept', () => {
      it('gives back the newest, to its tenant only', async () => {
        await store.keepText(tenantA, 'people', 'one');
        await store.keepText(tenantA, 'people', 'two \u0000 \ud800');
        await reopen();
        expect(await store.keptText(tenantA, 'people')).toBe('two \u0000 \ud800');
        expect(await store.keptText(tenantB, 'people')).toBeUndefined();
        expect(await store.keptText(tenantA, 'other')).toBeUndefined();
      });
    });

    describe('when nothing was written', () => {
      it('answers empty everywhere', async () => {
        expect(await list()).toEqual([]);
        expect(await store.lastSeq(tenantA)).toBe(0);
        expect(await store.changesSince(tenantA, ada, 0, 10)).toEqual([]);
        expect(await store.openCalls(tenantA, 'main')).toEqual([]);
        expect(await store.presenceIntents(tenantA)).toEqual([]);
        await expect(store.check()).resolves.toBeUndefined();
      });
      it('takes an empty turn without a change', async () => {
        expect(await store.commitTurn(tenantA, aTurn())).toEqual([]);
        expect(await store.lastSeq(tenantA)).toBe(0);
      });
    });

    describe('when records are written', () => {
      it('numbers them in record order, each tenant for itself', async () => {
        const records = [aRecord({ id: 'a' }), aRecord({ id: 'b', userId: bruno }), aRecord({ id: 'c' })];
        expect(await write(records)).toEqual(records.map((record, index) => ({ seq: index + 1, record })));
        expect((await write([aRecord()], tenantB))[0]?.seq).toBe(1);
        expect(await store.lastSeq(tenantA)).toBe(3);
      });
      it('replaces a record of the same id and gives it a new number', async () => {
        await write([aRecord({ outcome: 'missed' }), aRecord({ id: 'other' })]);
        await write([aRecord({ outcome: 'answered' })]);
        expect((await list()).filter((record) => record.id === 'call-1')).toEqual([aRecord({ outcome: 'answered' })]);
        expect((await store.changesSince(tenantA, ada, 0, 10))?.map((change) => change.seq)).toEqual([2, 3]);
      });
      it('keeps the last of two writings in one turn', async () => {
        const changes = await write([aRecord({ talkSeconds: 1 }), aRecord({ talkSeconds: 2 })]);
        expect(changes.map((change) => change.seq)).toEqual([1, 2]);
        expect(await list()).toEqual([aRecord({ talkSeconds: 2 })]);
        expect((await store.changesSince(tenantA, ada, 0, 10))?.map((change) => change.seq)).toEqual([2]);
      });
      it('never gives a number twice, restarts included', async () => {
        await write([aRecord({ id: 'a' }), aRecord({ id: 'b' })]);
        await reopen();
        expect((await write([aRecord({ id: 'a' })]))[0]?.seq).toBe(3);
        expect(await store.lastSeq(tenantA)).toBe(3);
      });
    });

    describe('when a log is read', () => {
      const rows: readonly [string, Partial<CallRecord>, readonly string[]][] = [
        ['incoming answered', { outcome: 'answered' }, ['all', 'incoming']],
        ['incoming missed', { outcome: 'missed' }, ['all', 'incoming', 'missed']],
        ['incoming voicemail', { outcome: 'voicemail' }, ['all', 'incoming', 'missed', 'voicemail']],
        ['incoming answered elsewhere', { outcome: 'answeredElsewhere' }, ['all', 'incoming']],
        ['incoming rejected', { outcome: 'rejected' }, ['all', 'incoming']],
        ['outgoing answered', { direction: 'outgoing', outcome: 'answered' }, ['all', 'outgoing']],
        ['outgoing busy', { direction: 'outgoing', outcome: 'busy' }, ['all', 'outgoing']],
        ['outgoing missed', { direction: 'outgoing', outcome: 'missed' }, ['all', 'outgoing']],
        ['outgoing voicemail', { direction: 'outgoing', outcome: 'voicemail' }, ['all', 'outgoing', 'voicemail']],
      ];
      it.each(rows)('shows %s under its filters only', async (_name, changes, filters) => {
        await write([aRecord(changes)]);
        const shown: string[] = [];
        for (const filter of ['all', 'incoming', 'missed', 'outgoing', 'voicemail'] as const) {
          if ((await list(filter)).length > 0) shown.push(filter);
        }
        expect(shown).toEqual([...filters].sort());
      });
      it('pages newest start first, every row once, equal starts included', async () => {
        const records = Array.from({ length: 25 }, (_, index) =>
          aRecord({ id: `r${index}`, startedAt: startMs + Math.floor(index / 4) * minuteMs }),
        );
        await write(records);
        const pages: CallRecord[][] = [];
        let cursor: string | undefined;
        do {
          const page = await store.listRecords(tenantA, ada, {
            filter: 'all',
            limit: 7,
            ...(cursor ? { cursor } : {}),
          });
          pages.push([...page.items]);
          cursor = page.next;
        } while (cursor !== undefined);
        const shown = pages.flat();
        expect(pages.map((page) => page.length)).toEqual([7, 7, 7, 4]);
        expect(new Set(shown.map((record) => record.id)).size).toBe(25);
        expect(shown.map((record) => record.startedAt)).toEqual(
          records.map((record) => record.startedAt).sort((a, b) => b - a),
        );
      });
      it('goes on at the same place when newer calls came and shown ones were rewritten', async () => {
        await write(Array.from({ length: 6 }, (_, index) => aRecord({ id: `r${index}`, startedAt: startMs + index })));
        const first = await store.listRecords(tenantA, ada, { filter: 'all', limit: 3 });
        await write([
          aRecord({ id: 'new', startedAt: startMs + 99 }),
          aRecord({ id: 'r5', startedAt: startMs + 5, talkSeconds: 9 }),
        ]);
        const second = await store.listRecords(tenantA, ada, { filter: 'all', limit: 3, cursor: first.next ?? '' });
        expect(second.items.map((record) => record.id)).toEqual(['r2', 'r1', 'r0']);
        expect(second.next).toBeUndefined();
      });
      it.each(['', 'garbage', '1.0', '1..', '1.-1.5', '1.zzzzzzzzzzz.1', '2.1.1', '1.01.1', "1.1.1'--", '1.1.1 '])(
        'refuses the cursor %j',
        async (cursor) => {
          expect(await faultOf(() => store.listRecords(tenantA, ada, { filter: 'all', limit: 5, cursor }))).toBe(
            'input.invalid',
          );
        },
      );
      it.each([0, -5, Number.NaN, 1e9, 2.5])('bears the limit %p', async (limit) => {
        await write([aRecord()]);
        expect((await store.listRecords(tenantA, ada, { filter: 'all', limit })).items).toHaveLength(1);
      });
    });

    describe('when changes are asked for', () => {
      beforeEach(async () => {
        await write([
          aRecord({ id: 'a' }),
          aRecord({ id: 'x', userId: bruno }),
          aRecord({ id: 'b' }),
          aRecord({ id: 'c' }),
        ]);
      });
      it('gives those after the number, oldest first, of that user only', async () => {
        const changes = await store.changesSince(tenantA, ada, 1, 10);
        expect(changes?.map((change) => 'record' in change && change.record.id)).toEqual(['b', 'c']);
        expect(await store.changesSince(tenantA, ada, 4, 10)).toEqual([]);
      });
      it('gives null when more follow than the limit', async () => {
        expect(await store.changesSince(tenantA, ada, 0, 3)).toHaveLength(3);
        expect(await store.changesSince(tenantA, ada, 0, 2)).toBeNull();
      });
      it.each([5, -1, Number.NaN, 1.5, Number.MAX_SAFE_INTEGER, Infinity])(
        'gives null for the unknown number %p',
        async (seq) => {
          expect(await store.changesSince(tenantA, ada, seq, 10)).toBeNull();
        },
      );
    });

    describe('when there are several tenants and users', () => {
      it('shows nobody the rows of another', async () => {
        await write([aRecord({ other: { name: 'A' } })], tenantA);
        await write([aRecord({ other: { name: 'B' } })], tenantB);
        await write([aRecord({ userId: bruno, other: { name: 'Bruno' } })], tenantA);
        const names = async (tenant: string, user: string) => {
          const { items } = await store.listRecords(tenant, user, { filter: 'all', limit: 9 });
          return items.map((record) => record.other.name);
        };
        const logs = [names(tenantA, ada), names(tenantB, ada), names(tenantA, bruno), names(tenantB, bruno)];
        expect(await Promise.all(logs)).toEqual([['A'], ['B'], ['Bruno'], []]);
        expect(await store.changesSince(tenantB, bruno, 0, 10)).toEqual([]);
      });
      it('keeps open calls and presence apart', async () => {
        const openCalls = [{ pbxId: 'main', globalCallId: 'g1', body: '{"a":1}' }];
        const presence = [{ userId: ada, session: null, expiresAt: 5 }];
        await store.commitTurn(tenantA, aTurn({ openCalls, presence }));
        await store.commitTurn(
          tenantB,
          aTurn({ openCalls: [{ pbxId: 'main', globalCallId: 'g1', body: null }], presenceSettled: [ada] }),
        );
        expect([await store.openCalls(tenantB, 'main'), await store.openCalls(tenantA, 'second')]).toEqual([[], []]);
        expect(await store.presenceIntents(tenantB)).toEqual([]);
        expect([await store.openCalls(tenantA, 'main'), await store.presenceIntents(tenantA)]).toEqual([
          openCalls,
          presence,
        ]);
      });
    });

    describe('when open calls and presence change', () => {
      it('rewrites and deletes open calls, restarts included', async () => {
        const call = (globalCallId: string, body: string | null) => ({ pbxId: 'main', globalCallId, body });
        await store.commitTurn(
          tenantA,
          aTurn({ openCalls: [call('1', '{"n":1}'), call('2', '{"n":1}'), call('3', null)] }),
        );
        await store.commitTurn(tenantA, aTurn({ openCalls: [call('1', '{"n":2}'), call('2', null)] }));
        await reopen();
        expect(await store.openCalls(tenantA, 'main')).toEqual([call('1', '{"n":2}')]);
      });
      it('keeps the newest intent of a user until it is settled', async () => {
        const session = { availability: 'Busy', activity: 'InACall' } as const;
        await store.commitTurn(tenantA, aTurn({ presence: [{ userId: ada, session, expiresAt: 1 }] }));
        await store.commitTurn(tenantA, aTurn({ presence: [{ userId: ada, session: null, expiresAt: 2 }] }));
        await reopen();
        expect(await store.presenceIntents(tenantA)).toEqual([{ userId: ada, session: null, expiresAt: 2 }]);
        await store.commitTurn(tenantA, aTurn({ presenceSettled: [ada, bruno] }));
        expect(await store.presenceIntents(tenantA)).toEqual([]);
      });
    });

    describe('when strings are hostile', () => {
      const hostile: readonly string[] = [
        "'); DROP TABLE records; --",
        'nul\u0000inside',
        '\u0000',
        '\u0001"escaped"',
        'emoji 😀 family 👨‍👩‍👧',
        'lone \ud800 surrogate',
        '\udc00',
        '\u202eright to left',
        '',
        '%_\\',
        'x'.repeat(100_000),
      ];
      it.each(hostile.map((text) => [text.slice(0, 30), text]))(
        'gives back %j exactly, in every place',
        async (_short, text) => {
          const record = aRecord({
            id: text,
            userId: text,
            pbxId: text,
            deviceId: text,
            other: { number: text, name: text },
          });
          const openCalls = [
            { pbxId: text, globalCallId: text, body: JSON.stringify({ text }) },
            { pbxId: text, globalCallId: 'raw', body: text },
          ];
          await store.commitTurn(
            text,
            aTurn({ records: [record], openCalls, presence: [{ userId: text, session: null, expiresAt: 1 }] }),
          );
          await reopen();
          expect((await store.listRecords(text, text, { filter: 'all', limit: 5 })).items).toEqual([record]);
          expect(await store.changesSince(text, text, 0, 5)).toEqual([{ seq: 1, record }]);
          expect(
            [...(await store.openCalls(text, text))].sort((a, b) =>
              a.globalCallId === 'raw' ? 1 : b.globalCallId === 'raw' ? -1 : 0,
            ),
          ).toEqual(openCalls);
          expect((await store.presenceIntents(text)).map((intent) => intent.userId)).toEqual([text]);
        },
      );
      it('never takes two different ids for one', async () => {
        const ids = ['\ud800', '\udbff', '\ufffd', 'a', 'a\u0000', 'a\u0000b', '\u0001a', '\u0001"a"', '"a"'];
        await write(ids.map((id) => aRecord({ id })));
        expect(new Set((await list()).map((record) => record.id))).toEqual(new Set(ids));
      });
      it.each([Number.NaN, Infinity, -1, 1.5])('bears the time %p', async (time) => {
        await write([aRecord({ startedAt: time })]);
        await store.commitTurn(tenantA, aTurn({ presence: [{ userId: ada, session: null, expiresAt: time }] }));
        expect(await list()).toHaveLength(1);
        expect(await store.presenceIntents(tenantA)).toHaveLength(1);
      });
    });

    describe('when a turn fails in the middle', () => {
      it('keeps nothing of it and goes on', async () => {
        const circular: CallRecord & { self?: unknown } = aRecord({ id: 'bad', userId: bruno });
        circular.self = circular;
        await expect(write([aRecord({ id: 'good', userId: bruno }), circular])).rejects.toBeInstanceOf(AppError);
        expect(await store.lastSeq(tenantA)).toBe(0);
        expect(await list('all', bruno)).toEqual([]);
        expect((await write([aRecord({ id: 'next', userId: bruno })]))[0]?.seq).toBe(1);
        expect(await list('all', bruno)).toHaveLength(1);
      });
    });

    describe('when it is closed', () => {
      it('refuses work with a coded fault and may be closed again', async () => {
        await store.close();
        await expect(store.close()).resolves.toBeUndefined();
        expect(await faultOf(() => write([aRecord()]))).toBe('store.unavailable');
        expect(await faultOf(() => store.lastSeq(tenantA))).toBe('store.unavailable');
        expect(await faultOf(() => store.check())).toBe('store.unavailable');
      });
    });
  });
}

/** What `work` throws or rejects with, undefined when it does not. */
export async function thrownBy(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (thrown) {
    return thrown;
  }
  return undefined;
}

/** The code of the fault that `work` throws. */
export async function faultOf(work: () => unknown): Promise<string> {
  const thrown = await thrownBy(work);
  if (thrown === undefined) return 'nothing thrown';
  return thrown instanceof AppError ? thrown.code : 'a fault without a code';
}
