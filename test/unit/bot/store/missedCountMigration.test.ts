// A SQLite store of schema 2: calls a colleague answered stop counting as missed, the others stay as they were.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectStore, openAsyncSqliteStore } from '../../../../bot/store/index.ts';
import { migrate, migrations } from '../../../../bot/store/sqlite/migrate.ts';
import { openSqlDatabase } from '../../../../bot/store/sqlite/SqlDatabase.ts';
import { aRecord, aTurn } from './storeContract.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';

describe('a store of schema 2', () => {
  const folder = mkdtempSync(join(tmpdir(), 'hookswitch-missed-'));
  const path = join(folder, 'store.sqlite');
  afterAll(() => rmSync(folder, { recursive: true }));

  it('counts after the migration only what reached nobody', async () => {
    const store = await openAsyncSqliteStore(path);
    const missed = { outcome: 'missed' } as const;
    const records = [
      aRecord({ id: 'plain', ...missed, other: { number: '+33199000101', name: 'NUL \u0000 here' } }),
      aRecord({ id: 'elsewhere', ...missed, answeredBy: { number: '103' } }),
      aRecord({ id: 'unseen', ...missed, endUnknown: true }),
      aRecord({ id: 'mailbox', outcome: 'voicemail', endUnknown: true }),
    ];
    await store.commitTurn(tenant, aTurn({ records }));
    await store.close();
    const database = openSqlDatabase(path, 100);
    database.exec('UPDATE records SET missed_seq = seq; PRAGMA user_version = 2');
    expect(migrations.filter(({ version }) => version > 2)).toHaveLength(1);
    migrate(database);
    database.close();
    const migrated = await openAsyncSqliteStore(path);
    expect(await migrated.missedCount(tenant, ada)).toBe(2);
    await migrated.close();
    expect(await inspectStore(path)).toMatchObject({ schema: 3, faults: [] });
  });
});
