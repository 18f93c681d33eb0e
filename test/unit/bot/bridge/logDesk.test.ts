// Whose log who may see, search, delete, export and erase; what is hidden; what the other devices hear.
import { createHash } from 'node:crypto';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { createHeart, type HeartPort, type StreamItem, type TenantOptions } from '#bot/bridge';
import { callIdSchema, type CallRecordWire } from '#shared/contracts';
import type { CallRecord } from '#shared/domain/call';
import type { StoreTurn } from '#bot/store';
import {
  callerOf,
  everything,
  heartBench,
  listen,
  logOf,
  tenantId,
  type HeartBench,
} from '../../../support/heartBench.ts';
import { aStoredRecord } from '../../../support/aStoredRecord.ts';
import { until } from '../../../support/until.ts';

const benches: HeartBench[] = [];
const rule = { extensionFrom: 'businessPhones', extensionPattern: '(\\d{3})$' } as const;
const openRules = { keepDays: 0, keepRows: 0, hideDigits: 0, ownLogOnly: false };
/** 102 of Bruno is shared with Ada, who is named by her mail. */
const sharedLine = [{ extension: '102', user: 'user-102', sharedWith: ['USER101@example.com', 'nobody@example.com'] }];

async function bench(options: Partial<TenantOptions> & { readonly dir?: string } = {}): Promise<HeartBench> {
  const made = await heartBench(options);
  benches.push(made);
  return made;
}
afterEach(async () => {
  for (const each of benches.splice(0)) await each.close();
});

function miss({ pbx }: HeartBench, name: string, number: string, line = '102'): void {
  pbx.leg(name, line, { kind: 'delivered', calling: { number } });
  pbx.leg(name, line, { kind: 'connectionCleared', cause: 'callCancelled' });
}

function turnOf(records: readonly CallRecord[]): StoreTurn {
  return { records, openCalls: [], presence: [], presenceSettled: [], notices: [] };
}

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

function typesOf(items: readonly StreamItem[]): readonly string[] {
  return items.map(({ event }) => event.type).filter((type) => ['record', 'removed', 'missed'].includes(type));
}

describe('LogDesk', () => {
  describe('when a line is shared', () => {
    it('shows its calls to the sharer, live and in the log, and to nobody else', async () => {
      const made = await bench({ directory: { ...rule, lines: sharedLine } });
      made.pbx.comeUp();
      const [ada, chloe] = [await listen(made.heart, '101'), await listen(made.heart, '103')];
      miss(made, 'c1', '+33199002015');
      await made.heart.written();
      expect(ada.filter(({ event }) => event.type === 'record')).toMatchObject([
        { event: { record: { line: '102', owner: { id: 'user-102', displayName: 'Bruno Sample' } } } },
      ]);
      expect(typesOf(chloe)).toEqual([]);
      expect(await logOf(made.heart, '101')).toHaveLength(1);
      expect(await logOf(made.heart, '103')).toEqual([]);
      expect((await logOf(made.heart, '102'))[0]).not.toHaveProperty('owner');
    });
    it('counts and lists its missed calls for the owner alone', async () => {
      const made = await bench({ directory: { ...rule, lines: sharedLine } });
      made.pbx.comeUp();
      miss(made, 'c1', '+33199002015');
      await made.heart.written();
      expect(await made.heart.log.missedCount(callerOf('101'))).toBe(0);
      expect(await made.heart.log.missedCount(callerOf('102'))).toBe(1);
      const page = await made.heart.log.page(callerOf('101'), { ...everything, filter: 'missed' });
      expect(page.items).toEqual([]);
    });
    it('lets the sharer delete nothing of it', async () => {
      const made = await bench({ directory: { ...rule, lines: sharedLine } });
      made.pbx.comeUp();
      miss(made, 'c1', '+33199002015');
      const [call] = await logOf(made.heart, '102');
      await expect(made.heart.log.remove(callerOf('101'), call?.id ?? '')).rejects.toMatchObject({
        code: 'http.notFound',
      });
      await made.heart.log.removeAll(callerOf('101'));
      expect(await logOf(made.heart, '102')).toHaveLength(1);
    });
  });

  it('shows nobody a call that is neither their own nor on a line shared with them, whatever they ask', async () => {
    const users = ['101', '102', '103'] as const;
    const record = fc.record({
      user: fc.constantFrom(...users),
      line: fc.constantFrom('101', '102', '103', '900'),
      pbx: fc.constantFrom('pbx', 'other'),
      tenant: fc.constantFrom(tenantId, 'another-tenant'),
    });
    const line = fc.record({
      extension: fc.constantFrom('101', '102', '103', '900'),
      user: fc.constantFrom('user-101', 'user-102', 'user-103'),
      pbx: fc.constantFrom(undefined, 'pbx', 'other'),
      sharedWith: fc.uniqueArray(fc.constantFrom('user-101', 'user-102', 'user-103'), { maxLength: 2 }),
    });
    const asked = fc.record({
      filter: fc.constantFrom('all', 'shared', 'incoming', 'missed'),
      collapse: fc.constantFrom({}, { collapse: '1' as const }),
      q: fc.constantFrom({}, { q: '2015' }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { maxLength: 12 }),
        fc.array(line, { maxLength: 4 }),
        asked,
        async (rows, lines, how) => {
          const given = lines.map(({ pbx, ...each }) => ({ ...each, ...(pbx === undefined ? {} : { pbx }) }));
          const made = await heartBench({ directory: { ...rule, lines: given } });
          try {
            for (const [index, { user, line: deviceId, pbx: pbxId, tenant }] of rows.entries()) {
              const id = `r${String(index)}`;
              const records = [aStoredRecord({ id, userId: `user-${user}`, deviceId, pbxId, startedAt: index + 1 })];
              await made.keeper.commitTurn(tenant, {
                records,
                openCalls: [],
                presence: [],
                presenceSettled: [],
                notices: [],
              });
            }
            const maySee = (reader: string, id: string): boolean => {
              const row = rows[Number(id.slice(1))];
              if (row === undefined || row.tenant !== tenantId) return false;
              if (row.user === reader) return true;
              return given.some(
                (each) =>
                  each.extension === row.line &&
                  (each.pbx ?? row.pbx) === row.pbx &&
                  each.user === `user-${row.user}` &&
                  each.sharedWith.some((sharer) => sharer === `user-${reader}`),
              );
            };
            for (const reader of users) {
              const { collapse, q, filter } = how;
              const query = { ...everything, filter, ...collapse, ...q };
              const { items } = await made.heart.log.page(callerOf(reader), query);
              const exported = await all(made.heart.log.export(callerOf(reader), { tz: 'UTC', filter, ...q }));
              const streamed = (await listen(made.heart, reader, '0')).flatMap(({ event }) =>
                event.type === 'record' ? [event.record] : [],
              );
              for (const { id } of [...items, ...exported, ...streamed])
                expect([reader, id, maySee(reader, id)]).toEqual([reader, id, true]);
            }
          } finally {
            await made.close();
          }
        },
      ),
      { numRuns: 40 },
    );
  });

  describe('when a person has looked at the missed calls', () => {
    it('tells every device of the person, and nobody else’s', async () => {
      const made = await bench();
      made.pbx.comeUp();
      const [desk, phone, other] = [
        await listen(made.heart, '102'),
        await listen(made.heart, '102'),
        await listen(made.heart, '103'),
      ];
      miss(made, 'c1', '+33199002015');
      const countOf = (items: readonly StreamItem[]): unknown =>
        items.findLast(({ event }) => event.type === 'missed')?.event;
      await until(() => countOf(phone) !== undefined);
      expect(countOf(desk)).toEqual({ type: 'missed', count: 1 });
      await made.heart.log.markSeen(callerOf('102'));
      await until(() => JSON.stringify(countOf(phone)) === '{"type":"missed","count":0}');
      expect(countOf(desk)).toEqual({ type: 'missed', count: 0 });
      expect(typesOf(other)).toEqual([]);
    });
  });

  describe('when rows are deleted', () => {
    it('tells the streams, also those that were away, and a late word does not bring them back', async () => {
      const made = await bench();
      made.pbx.comeUp();
      const items = await listen(made.heart, '102');
      miss(made, 'c1', '+33199002015');
      miss(made, 'c2', '+33199002016');
      const [newest, oldest] = await logOf(made.heart, '102');
      const seen = items.findLast(({ event }) => event.type === 'record')?.id;
      await made.heart.log.remove(callerOf('102'), oldest?.id ?? '');
      expect(items.findLast(({ event }) => event.type === 'removed')?.event).toEqual({
        type: 'removed',
        ids: [oldest?.id],
      });
      expect(await logOf(made.heart, '102')).toMatchObject([{ id: newest?.id }]);
      // The badge follows by itself: a stream that begins before would be told of it, too.
      await until(() => items.some(({ event }) => event.type === 'missed' && event.count === 1));
      const away = await listen(made.heart, '102', seen);
      expect(away.map(({ event }) => event.type)).toEqual(['removed', 'snapshot']);
      await made.heart.log.removeAll(callerOf('102'));
      expect(await logOf(made.heart, '102')).toEqual([]);
      await expect(made.heart.log.remove(callerOf('102'), newest?.id ?? '')).rejects.toMatchObject({
        code: 'http.notFound',
      });
    });
  });

  describe('when many rows are deleted with one request', () => {
    it('deletes those of the caller’s own that are there, by digests too, and tells the streams once', async () => {
      const made = await bench();
      const longId = `pbx/${'g'.repeat(300)}`;
      const records = ['r1', 'r2', 'r3', longId].map((id) => aStoredRecord({ id }));
      await made.keeper.commitTurn(tenantId, turnOf([...records, aStoredRecord({ id: 'b1', userId: 'user-101' })]));
      const ids = (await logOf(made.heart, '102')).map(({ id }) => id).filter((id) => id !== 'r3');
      const items = await listen(made.heart, '102');
      await made.heart.log.removeSome(callerOf('102'), [...ids, 'b1', 'sha256:none', 'gone']);
      expect((await logOf(made.heart, '102')).map(({ id }) => id)).toEqual(['r3']);
      expect(await logOf(made.heart, '101')).toHaveLength(1);
      const told = items.flatMap(({ event }) => (event.type === 'removed' ? [event.ids] : []));
      expect(told.map((each) => [...each].sort())).toEqual([[...ids].sort()]);
      await made.heart.log.removeSome(callerOf('102'), ids);
      expect(items.filter(({ event }) => event.type === 'removed')).toHaveLength(1);
    });
  });

  describe('when equal calls are folded', () => {
    it('gives the newest with a count and the start of the oldest', async () => {
      const made = await bench();
      made.pbx.comeUp();
      for (const name of ['c1', 'c2', 'c3']) miss(made, name, '+33199002015');
      await made.heart.written();
      const { items } = await made.heart.log.page(callerOf('102'), {
        ...everything,
        collapse: '1',
        tz: 'Europe/Paris',
      });
      expect(items).toMatchObject([{ count: 3, oldest: expect.any(String) as string }]);
      const wrong = made.heart.log.page(callerOf('102'), { ...everything, collapse: '1', tz: 'Mars/Base' });
      await expect(wrong).rejects.toMatchObject({ code: 'input.invalid' });
    });
  });

  describe('when somebody searches', () => {
    it.each([
      ['+33 1 99 00 20 15'],
      ['01.99.00.20.15'],
      ['0033199002015'],
      ['(+33) 199-002015'],
      ['2015'],
      ['tel:+33-1-99-00-20-15'],
      ['tel:0199002015'],
      ['+33199002015;ext=12'],
      ['+33199002015 ext. 3'],
      ['01 99 00 20 15 (poste 12)'],
      ['+33199002015x3'],
      ['+33199002015,,12#'],
    ])('finds a number written %s', async (q) => {
      const made = await bench();
      made.pbx.comeUp();
      miss(made, 'c1', '0199002015');
      miss(made, 'c2', '+33199009999');
      await made.heart.written();
      const { items } = await made.heart.log.page(callerOf('102'), { ...everything, q });
      expect(items.map(({ e164 }) => e164)).toEqual(['+33199002015']);
    });
    it('finds a colleague by the name of the directory', async () => {
      const made = await bench();
      made.pbx.comeUp();
      miss(made, 'c1', '103');
      await made.heart.written();
      const { items } = await made.heart.log.page(callerOf('102'), { ...everything, q: 'chloe' });
      expect(items).toMatchObject([{ other: { name: 'Chloé Specimen' } }]);
    });
  });

  describe('when last digits are hidden', () => {
    const log = { ...openRules, hideDigits: 4 };
    it('covers them on every way out, leaves extensions, and gives no number to dial', async () => {
      const made = await bench({ log });
      made.pbx.comeUp();
      const items = await listen(made.heart, '102');
      miss(made, 'c1', '+33199002015');
      miss(made, 'c2', '103');
      const rows = await logOf(made.heart, '102');
      expect(rows.map(({ other }) => other.number)).toEqual(['103', '+3319900••••']);
      const exported = await all(made.heart.log.export(callerOf('102'), { filter: 'all', tz: 'UTC' }));
      const data = await all(made.heart.log.data(callerOf('102')));
      const told = JSON.stringify([items, rows, exported, data]);
      expect(told).not.toContain('2015');
      expect(rows.filter(({ other }) => other.number !== '103').map(({ e164 }) => e164)).toEqual([undefined]);
    });
    it('folds nothing: two callers may look the same', async () => {
      const made = await bench({ log });
      made.pbx.comeUp();
      miss(made, 'c1', '+33199002015');
      miss(made, 'c2', '+33199002015');
      miss(made, 'c3', '+33199003333');
      await made.heart.written();
      const { items } = await made.heart.log.page(callerOf('102'), { ...everything, collapse: '1' });
      expect(items.map(({ other, count = 1 }) => [other.number, count])).toEqual(
        Array.from({ length: 3 }, () => ['+3319900••••', 1]),
      );
    });
    it('answers no question about what is covered', async () => {
      const made = await bench({ log });
      made.pbx.comeUp();
      miss(made, 'c1', '+33199002015');
      await made.heart.written();
      const find = async (q: string): Promise<readonly CallRecordWire[]> =>
        (await made.heart.log.page(callerOf('102'), { ...everything, q })).items;
      for (const q of ['2015', '+33199002015', '0199002015', '015', '9002', 'tel:+33199002015', '+33199002015 ext. 3'])
        expect([q, await find(q)]).toEqual([q, []]);
      expect(await find('19900')).toHaveLength(1);
      expect(await find('tel:+33-199-00')).toHaveLength(1);
      const other = await made.heart.log.page(callerOf('102'), { ...everything, q: '9999' });
      const hit = await made.heart.log.page(callerOf('102'), { ...everything, q: '2015' });
      expect(hit).toEqual(other);
    });
  });

  describe('when the PBX gives its calls ids longer than the wire takes', () => {
    const longId = (tail: string): string => `pbx/${'g'.repeat(300)}/${'l'.repeat(300)}/${tail}`;
    it('shows and deletes each row by an id of its own, and tells streams the same one', async () => {
      const made = await bench();
      const records = ['1', '2'].map((tail) => aStoredRecord({ id: longId(tail), userId: 'user-102' }));
      await made.keeper.commitTurn(tenantId, turnOf(records));
      const [one, two] = await logOf(made.heart, '102');
      const ids = [one?.id ?? '', two?.id ?? ''];
      expect(new Set(ids).size).toBe(2);
      for (const id of ids) expect(v.is(callIdSchema, { id })).toBe(true);
      const items = await listen(made.heart, '102');
      await made.heart.log.remove(callerOf('102'), ids[0] ?? '');
      expect(items.map(({ event }) => event)).toContainEqual({ type: 'removed', ids: [ids[0]] });
      expect((await logOf(made.heart, '102')).map(({ id }) => id)).toEqual([ids[1]]);
    });
    it('finds no row of somebody else by it, nor one twice', async () => {
      const made = await bench();
      const records = [aStoredRecord({ id: longId('1'), userId: 'user-102' })];
      await made.keeper.commitTurn(tenantId, turnOf(records));
      const [call] = await logOf(made.heart, '102');
      const remove = (extension: string) => made.heart.log.remove(callerOf(extension), call?.id ?? '');
      await expect(remove('101')).rejects.toMatchObject({ code: 'http.notFound' });
      await remove('102');
      await expect(remove('102')).rejects.toMatchObject({ code: 'http.notFound' });
    });
  });

  describe('when a person’s data is asked for', () => {
    it('holds what phones were told, and erasing takes the name off what is kept of it', async () => {
      const first = await bench();
      const told = [{ pbxId: 'pbx', extension: '102', word: 'busy', state: 'inMeeting', stage: 'told' }];
      const page = createHash('sha256').update('user-102').digest().readUInt8(0) % 64;
      const key = `following:${String(page)}`;
      await first.keeper.keepText(tenantId, key, JSON.stringify({ 'user-102': told }));
      const made = await bench({ store: first.keeper, dir: first.dir });
      const data = await all(made.heart.log.data(callerOf('102')));
      expect(data).toEqual([{ kind: 'text', key: 'following', text: JSON.stringify(told) }]);
      await made.heart.log.erase(callerOf('102'));
      const kept = (await first.keeper.keptText(tenantId, key)) ?? '';
      expect(kept).not.toContain('user-102');
      expect(Object.values(JSON.parse(kept) as object)).toEqual([told]); // the phone must still be taken back
    });
    it('is handed out whole, erased whole, and only of that person', async () => {
      const made = await bench();
      made.pbx.comeUp();
      miss(made, 'c1', '+33199002015');
      miss(made, 'c2', '+33199002015', '103');
      await made.heart.written();
      const data = await all(made.heart.log.data(callerOf('102')));
      expect(data.map(({ kind }) => kind)).toEqual(['record', 'seen']);
      const items = await listen(made.heart, '102');
      await made.heart.log.erase(callerOf('102'));
      expect(items.at(-1)?.event.type).toBe('reset');
      expect(await all(made.heart.log.data(callerOf('102')))).toEqual([]);
      expect(await logOf(made.heart, '103')).toHaveLength(1);
    });
    it('is not for admins where logs are their owners’ alone', async () => {
      const made = await bench({ log: { ...openRules, ownLogOnly: true } });
      const service: HeartPort = createHeart(new Map([[tenantId, made.heart]]), made.keeper);
      expect(() => service.userData(callerOf('101'), 'user-102')).toThrow('owners alone');
      expect(await all(service.userData(callerOf('101')))).toEqual([]);
    });
  });
});
