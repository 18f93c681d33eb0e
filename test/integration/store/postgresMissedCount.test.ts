// A PostgreSQL store of schema 1: calls a colleague answered stop counting as missed, the others stay as they were.
import { openPostgresStore } from '../../../bot/store/index.ts';
import { aRecord, aTurn } from '../../unit/bot/store/storeContract.ts';
import { placeIn, postgresServer } from './postgresPlace.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const ada = 'aaaaaaaa-0000-4000-8000-000000000001';
const server = postgresServer();

function describeOn(url: string): void {
  describe('a PostgreSQL store of schema 1', () => {
    const place = placeIn(url);
    afterAll(() => place.drop());

    it('counts after the migration only what reached nobody', async () => {
      const store = await openPostgresStore(place.url);
      const missed = { outcome: 'missed' } as const;
      const records = [
        aRecord({ id: 'plain', ...missed, other: { number: '+33199000101', name: 'NUL \u0000 here' } }),
        aRecord({ id: 'elsewhere', ...missed, answeredBy: { number: '103' } }),
        aRecord({ id: 'unseen', ...missed, endUnknown: true }),
        aRecord({ id: 'mailbox', outcome: 'voicemail', endUnknown: true }),
      ];
      await store.commitTurn(tenant, aTurn({ records }));
      await store.close();
      await place.query('UPDATE records SET missed_seq = seq');
      await place.query('UPDATE schema_version SET version = 1');
      const migrated = await openPostgresStore(place.url);
      expect(await migrated.missedCount(tenant, ada)).toBe(2);
      await migrated.close();
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
