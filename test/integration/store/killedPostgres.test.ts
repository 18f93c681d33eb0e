// Nothing acknowledged is lost by kill -9, neither of the service nor of the whole PostgreSQL server.
import { openPostgresStore } from '../../../bot/store/index.ts';
import { describeKilledWriter, expectWhole, killRounds, runWriter } from '../../unit/bot/store/killContract.ts';
import { aRecord, aTurn, faultOf } from '../../unit/bot/store/storeContract.ts';
import { placeIn, postgresServer } from './postgresPlace.ts';
import { isPostgresInstalled, startPostgres, type OwnPostgres } from './startPostgres.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const server = postgresServer();

if (server === undefined) {
  describe('PostgreSQL', () => {
    it('is not there, which the run has said', () => {
      expect(process.env['CI']).toBeFalsy();
    });
  });
} else {
  describeKilledWriter('the PostgreSQL keeper', async () => {
    const place = placeIn(server);
    return { place: place.url, remove: place.drop };
  });
}

if (isPostgresInstalled()) describeCrashes();

function describeCrashes(): void {
  describe('the PostgreSQL keeper on a server of its own', () => {
    let postgres: OwnPostgres;
    beforeAll(() => {
      postgres = startPostgres();
    });
    afterAll(() => {
      postgres.remove();
    });

    describe('when the server is killed while turns are written', () => {
      it('holds every acknowledged turn once and whole after its recovery', async () => {
        const place = placeIn(postgres.url).url;
        let next = 0;
        for (let round = 0; round < killRounds; round++) {
          const first = next;
          let isKilled = false;
          const acknowledged = await runWriter(place, first, (turn) => {
            if (isKilled || turn < first + 100) return;
            isKilled = true;
            postgres.kill();
          });
          postgres.start();
          next = await expectWhole(place, first, acknowledged);
        }
      }, 600_000);
    });

    describe('when the server goes away and comes back', () => {
      it('says unavailable meanwhile and goes on by itself', async () => {
        const store = await openPostgresStore(placeIn(postgres.url).url, { connectTimeoutMs: 1_000 });
        const write = (id: string) => store.commitTurn(tenant, aTurn({ records: [aRecord({ id })] }));
        await write('before');
        postgres.stop();
        expect(await faultOf(() => write('meanwhile'))).toBe('store.unavailable');
        expect(await faultOf(() => store.check())).toBe('store.unavailable');
        expect(await faultOf(() => store.lastSeq(tenant))).toBe('store.unavailable');
        postgres.start();
        expect((await write('after'))[0]?.seq).toBe(2);
        await store.close();
      });
    });
  });
}
