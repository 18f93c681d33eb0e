// The store's commands on a SQLite file: what they print and how they end.
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { openAsyncSqliteStore } from '../../../bot/store/index.ts';
import { runStoreCommand, storeUsage } from '../../../bot/storeCommand.ts';
import { aRecord, aTurn, faultOf, thrownBy } from './store/storeContract.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';

describe('runStoreCommand', () => {
  let folder: string;
  let path: string;
  let told = '';
  const run = (command: 'store-migrate' | 'store-backup' | 'store-check', ...args: readonly string[]) =>
    runStoreCommand(command, args, { env: {}, write: (text) => void (told += text) });
  const fill = async (): Promise<void> => {
    const store = await openAsyncSqliteStore(path);
    await store.commitTurn(tenant, aTurn({ records: [aRecord(), aRecord({ id: 'b' })] }));
    await store.deleteRecords(tenant, ada, ['b']);
    await store.close();
  };
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'hookswitch-command-'));
    path = join(folder, 'store.sqlite');
    told = '';
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  describe('when it is used wrongly', () => {
    it.each([
      ['nothing is named', []],
      ['two places are named', ['--store', 'a', '--config', 'b']],
      ['an option is unknown', ['--stoer', 'a']],
      ['a copy is asked of a migration', ['--store', 'a', '--to', 'b']],
    ])('shows its usage when %s', async (_when, args) => {
      expect(await run('store-migrate', ...args)).toBe(2);
      expect(told).toBe(`${storeUsage}\n`);
    });
    it('wants to know where a backup goes', async () => {
      expect(await run('store-backup', '--store', path)).toBe(2);
    });
  });

  describe('when a store is migrated', () => {
    it('says from which schema to which', async () => {
      expect(await run('store-migrate', '--store', path)).toBe(0);
      expect(await run('store-migrate', '--store', path)).toBe(0);
      expect(told).toBe('schema: 0 -> 3\nschema: 3 -> 3\n');
    });
    it('takes the place from a configuration', async () => {
      const config = join(folder, 'config.yaml');
      writeFileSync(config, 'server: 1\n');
      expect(await faultOf(() => run('store-migrate', '--config', config))).toBe('config.invalid');
    });
    it('refuses another program’s file', async () => {
      writeFileSync(path, 'a letter, not a database. '.repeat(100));
      expect(await faultOf(() => run('store-migrate', '--store', path))).toBe('store.corrupt');
    });
  });

  describe('when a store is copied', () => {
    it('makes a private file that holds the same, while the store is open', async () => {
      await fill();
      const open = await openAsyncSqliteStore(path);
      await open.commitTurn(tenant, aTurn({ records: [aRecord({ id: 'c' })] }));
      const target = join(folder, 'copy.sqlite');
      expect(await run('store-backup', '--store', path, '--to', target)).toBe(0);
      await open.close();
      expect(statSync(target).mode & 0o777).toBe(0o600);
      const copy = await openAsyncSqliteStore(target);
      const { items } = await copy.listRecords(tenant, ada, { filter: 'all', limit: 9 });
      expect(items.map((record) => record.id)).toEqual(['c', 'call-1']);
      await copy.close();
      expect(await run('store-check', '--store', target)).toBe(0);
    });
    it('never writes over a file, and makes none of a store that is not there', async () => {
      await fill();
      const target = join(folder, 'copy.sqlite');
      writeFileSync(target, 'precious');
      expect(await faultOf(() => run('store-backup', '--store', path, '--to', target))).toBe('store.unavailable');
      expect(statSync(target).size).toBe('precious'.length);
      const missing = join(folder, 'missing.sqlite');
      const before = readdirSync(folder);
      expect(await faultOf(() => run('store-backup', '--store', missing, '--to', `${target}2`))).toBe(
        'store.unavailable',
      );
      expect(await faultOf(() => run('store-check', '--store', missing))).toBe('store.unavailable');
      expect(existsSync(missing)).toBe(false);
      expect(readdirSync(folder)).toEqual(before);
    });
  });

  describe('when a store is checked', () => {
    it('counts its rows and says that it is sound', async () => {
      await fill();
      expect(await run('store-check', '--store', path)).toBe(0);
      expect(told.split('\n')).toEqual(
        expect.arrayContaining(['schema: 3', 'records: 2', 'owners: 1', 'parties: 1', 'sound']),
      );
    });
    it('says of an older store, or an empty file, that it is to be migrated first', async () => {
      writeFileSync(path, '');
      const fault = await thrownBy(() => run('store-check', '--store', path));
      expect(fault).toMatchObject({ code: 'store.unavailable', facts: { found: 0, known: 3 } });
      expect(String(fault)).toContain('run store:migrate first');
    });
    it('names what does not agree and ends with 1', async () => {
      await fill();
      const database = new Database(path);
      database.exec('UPDATE tenants SET last_seq = 0; DELETE FROM parties');
      database.close();
      expect(await run('store-check', '--store', path)).toBe(1);
      expect(told).toContain('fault: 2 records numbered beyond the last change of their tenant');
      expect(told).toContain('fault: 1 records whose party is not known');
    });
  });
});
