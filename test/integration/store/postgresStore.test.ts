// The PostgreSQL keeper on a real server: the store's contract, and what servers, locks and other programs can do to it.
import { randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inspectStore, openPostgresStore, type AsyncStorePort } from '../../../bot/store/index.ts';
import { describeLogContract } from '../../unit/bot/store/logContract.ts';
import { describeLogLifeContract } from '../../unit/bot/store/logLifeContract.ts';
import { describeLogRaceContract } from '../../unit/bot/store/logRaceContract.ts';
import {
  aRecord,
  aTurn,
  describeStoreContract,
  faultOf,
  thrownBy,
  type KeeperUnderTest,
} from '../../unit/bot/store/storeContract.ts';
import { placeIn, postgresServer, type PostgresPlace } from './postgresPlace.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
const server = postgresServer();

function describeOn(url: string): void {
  const make = async (): Promise<KeeperUnderTest> => {
    const place = placeIn(url);
    return {
      open: () => openPostgresStore(place.url),
      faults: async () => (await inspectStore(place.url)).faults,
      cleanUp: place.drop,
    };
  };
  describeStoreContract('PostgreSQL', make);
  describeLogContract('PostgreSQL', make);
  describeLogLifeContract('PostgreSQL', make);
  describeLogRaceContract('PostgreSQL', make);

  describe('openPostgresStore', () => {
    let place: PostgresPlace;
    let store: AsyncStorePort | undefined;
    const open = async (options = {}): Promise<AsyncStorePort> => {
      store = await openPostgresStore(place.url, options);
      return store;
    };
    const write = (keeper: AsyncStorePort, id = 'call-1') =>
      keeper.commitTurn(tenant, aTurn({ records: [aRecord({ id })] }));

    beforeEach(() => {
      place = placeIn(url);
    });
    afterEach(async () => {
      await store?.close();
      store = undefined;
      await place.drop();
    });

    describe('when the schema is not ours', () => {
      it('says newerSchema of a later version’s, with both numbers', async () => {
        await (await open()).close();
        await place.query('UPDATE schema_version SET version = 99');
        const fault = await thrownBy(() => open());
        expect(fault).toMatchObject({ code: 'store.newerSchema', facts: { found: 99, known: 2 } });
      });
      it('says corrupt of another program’s, and of one that lost a table', async () => {
        await place.query(`CREATE SCHEMA ${place.schema} CREATE TABLE customers (id integer)`);
        expect(await faultOf(() => open())).toBe('store.corrupt');
        await place.drop();
        const keeper = await open();
        await place.query('DROP TABLE records CASCADE');
        expect(await faultOf(() => write(keeper))).toBe('store.corrupt');
      });
      it('lets two that start at once make it once', async () => {
        const both = await Promise.all([openPostgresStore(place.url), openPostgresStore(place.url)]);
        await Promise.all(both.map((keeper) => keeper.close()));
        expect(await place.query('SELECT version FROM schema_version')).toEqual([{ version: 2 }]);
      });
    });

    describe('when the server cannot be had', () => {
      it.each([
        ['nobody listens', 'postgres://nobody@127.0.0.1:1/none', 'store.unavailable'],
        ['the database is not there', `${url.replace(/\/[^/]*$/, '')}/no_such_database`, 'store.unavailable'],
        ['the address is none', 'postgres://', 'store.unavailable'],
        ['the schema is no word', `${url}?schema=x;DROP`, 'config.invalid'],
      ])('says so when %s', async (_when, address, code) => {
        expect(await faultOf(() => openPostgresStore(address, { connectTimeoutMs: 500 }))).toBe(code);
      });
      it('tells no password', async () => {
        const fault = await thrownBy(() => openPostgresStore('postgres://nobody:hunter2@127.0.0.1:1/none'));
        expect(JSON.stringify([fault, (fault as Error).message, (fault as Error).stack])).not.toContain('hunter2');
      });
    });

    describe('when its connections are cut', () => {
      it('refuses what was under way and goes on with new ones', async () => {
        const keeper = await open({ writers: 1, readers: 1 });
        await write(keeper, 'before');
        // Only the connections of this store: the name of a session says its schema.
        await place.query(
          `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
            WHERE application_name = 'hookswitch ${place.schema}' AND pid <> pg_backend_pid()`,
        );
        // The first statement may still meet a dead connection; none is acknowledged and lost.
        const written = (await faultOf(() => write(keeper, 'after'))) === 'nothing thrown';
        if (!written) await write(keeper, 'after');
        const { items } = await keeper.listRecords(tenant, ada, { filter: 'all', limit: 9 });
        expect(new Set(items.map((record) => record.id))).toEqual(new Set(['before', 'after']));
        await keeper.check();
      });
    });

    describe('when another program holds a lock', () => {
      it('says locked, keeps reading, and recovers', async () => {
        const keeper = await open({ lockTimeoutMs: 50 });
        await write(keeper);
        const other = new Client({ connectionString: url, options: `-c search_path=${place.schema}` });
        await other.connect();
        await other.query('BEGIN');
        await other.query('SELECT * FROM tenants FOR UPDATE');
        expect(await faultOf(() => write(keeper, 'second'))).toBe('store.locked');
        expect(await keeper.lastSeq(tenant)).toBe(1);
        await other.query('ROLLBACK');
        await other.end();
        expect((await write(keeper, 'second'))[0]?.seq).toBe(2);
      });
      it('ends a statement that takes too long', async () => {
        const keeper = await open({ statementTimeoutMs: 50, lockTimeoutMs: 5_000 });
        const other = new Client({ connectionString: url, options: `-c search_path=${place.schema}` });
        await other.connect();
        await other.query('BEGIN');
        await other.query('LOCK TABLE records IN ACCESS EXCLUSIVE MODE');
        expect(await faultOf(() => write(keeper))).toBe('store.locked');
        await other.query('ROLLBACK');
        await other.end();
      });
    });

    describe('when keys are longer than an index holds', () => {
      it('keeps them exactly and apart', async () => {
        const keeper = await open();
        const [one, two] = [randomBytes(5_000).toString('base64'), randomBytes(5_000).toString('base64')];
        for (const text of [one, two]) {
          const openCalls = [{ pbxId: text, globalCallId: text, body: '{}' }];
          const presence = [{ userId: text, session: null, expiresAt: 1 }];
          const notices = [{ userId: text, recordId: text }];
          const records = [aRecord({ id: text, userId: text, deviceId: text, other: { number: text, name: text } })];
          await keeper.commitTurn(text, aTurn({ records, openCalls, presence, notices }));
          await keeper.keepText(text, text, text);
        }
        expect((await keeper.listRecords(one, one, { filter: 'all', limit: 9 })).items.map(({ id }) => id)).toEqual([
          one,
        ]);
        expect((await keeper.openCalls(one, one)).map((call) => call.globalCallId)).toEqual([one]);
        expect((await keeper.presenceIntents(one)).map((intent) => intent.userId)).toEqual([one]);
        expect(await keeper.waitingNotices(one)).toEqual([{ userId: one, recordId: one }]);
        expect([await keeper.keptText(one, one), await keeper.keptText(one, two)]).toEqual([one, undefined]);
      });
    });

    describe('when another process erased a user this one remembers', () => {
      it('gives the user a new number and loses nothing', async () => {
        const keeper = await open();
        const other = await openPostgresStore(place.url);
        await write(keeper, 'old');
        await other.eraseUser(tenant, ada);
        await write(keeper, 'new');
        const { items } = await keeper.listRecords(tenant, ada, { filter: 'all', limit: 9 });
        expect(items.map((record) => record.id)).toEqual(['new']);
        await other.close();
      });
    });
  });
}

if (server === undefined) {
  describe('PostgreSQL', () => {
    it('is not there, which the run has said', () => {
      expect(process.env['CI']).toBeFalsy();
    });
  });
} else describeOn(server);
