// The store's commands on PostgreSQL: what they print and how they end.
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { backupStore, openPostgresStore } from '../../../bot/store/index.ts';
import { runStoreCommand } from '../../../bot/storeCommand.ts';
import { aRecord, aTurn, faultOf } from '../../unit/bot/store/storeContract.ts';
import { placeIn, postgresServer, type PostgresPlace } from './postgresPlace.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const server = postgresServer();

function describeOn(url: string): void {
  describe('runStoreCommand on PostgreSQL', () => {
    let place: PostgresPlace;
    let told = '';
    const run = (command: 'store-migrate' | 'store-backup' | 'store-check', ...args: readonly string[]) =>
      runStoreCommand(command, ['--store', place.url, ...args], { env: {}, write: (text) => void (told += text) });
    const fill = async (): Promise<void> => {
      const store = await openPostgresStore(place.url);
      await store.commitTurn(tenant, aTurn({ records: [aRecord(), aRecord({ id: 'b' })] }));
      await store.close();
    };
    beforeEach(() => {
      place = placeIn(url);
      told = '';
    });
    afterEach(async () => {
      await place.drop();
    });

    describe('when a store is migrated', () => {
      it('says from which schema to which', async () => {
        expect([await run('store-migrate'), await run('store-migrate')]).toEqual([0, 0]);
        expect(told).toBe('schema: 0 -> 2\nschema: 2 -> 2\n');
      });
    });

    describe('when a store is checked', () => {
      it('says that it is sound, or what does not agree', async () => {
        expect(await faultOf(() => run('store-check'))).toBe('store.unavailable');
        await fill();
        expect(await run('store-check')).toBe(0);
        expect(told.split('\n')).toEqual(expect.arrayContaining(['schema: 2', 'records: 2', 'sound']));
        await place.query('DELETE FROM line_owners');
        expect(await run('store-check')).toBe(1);
        expect(told).toContain('fault: 2 records on lines nobody is known to have');
      });
    });

    describe('when a store is copied', () => {
      it('has pg_dump make the copy, or says what to do where there is none', async () => {
        await fill();
        const folder = mkdtempSync(join(tmpdir(), 'hookswitch-dump-'));
        const target = join(folder, 'store.dump');
        const fault = await faultOf(() => run('store-backup', '--to', target));
        expect(fault).toBe(existsSync(target) ? 'nothing thrown' : 'store.unavailable');
        if (existsSync(target)) {
          expect(statSync(target).size).toBeGreaterThan(1_000);
          expect(statSync(target).mode & 0o777).toBe(0o600);
        }
        rmSync(folder, { recursive: true });
      });
      it('leaves nothing of a copy that failed, so that the name can be used again', async () => {
        const folder = mkdtempSync(join(tmpdir(), 'hookswitch-dump-'));
        const target = join(folder, 'store.dump');
        const nowhere = 'postgres://nobody@[::1]:9/nothing?schema=hookswitch';
        expect(await faultOf(() => backupStore(nowhere, target))).toBe('store.unavailable');
        expect(existsSync(target)).toBe(false);
        rmSync(folder, { recursive: true });
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
