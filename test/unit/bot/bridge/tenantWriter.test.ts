// A tenant with several app registrations over a restart: what is cleared in whose name, and what the disk remembers.
import { heartBench, tenantId, type HeartBench } from '../../../support/heartBench.ts';
import { GraphFake } from '../../../support/GraphFake.ts';
import { until } from '../../../support/until.ts';

const benches: HeartBench[] = [];
const graphs = { first: new GraphFake(), second: new GraphFake() };

async function bench(ids: readonly (keyof typeof graphs)[], dir?: string): Promise<HeartBench> {
  const registrations = ids.map((id) => ({ id, graph: graphs[id] }));
  const made = await heartBench({ registrations, graph: graphs.first, ...(dir === undefined ? {} : { dir }) });
  benches.push(made);
  return made;
}

/** Everybody calls everybody, the service ends, and the calls are over when it is back with this list. */
async function restartWith(before: HeartBench, ids: readonly (keyof typeof graphs)[]): Promise<HeartBench> {
  before.pbx.comeUp();
  before.pbx.ring('c1', '101', '102');
  before.pbx.answer('c1', '101', '102');
  before.pbx.ring('c2', '103', '104');
  await until(() => sessions() === 3);
  await before.heart.stop();
  graphs.first.calls.length = 0;
  graphs.second.calls.length = 0;
  const after = await bench(ids, before.dir);
  after.pbx.comeUp();
  await until(() => sessions() === 0);
  return after;
}

function sessions(): number {
  return graphs.first.sessions.size + graphs.second.sessions.size;
}

beforeEach(async () => {
  graphs.first = new GraphFake();
  graphs.second = new GraphFake();
});
afterEach(async () => {
  for (const each of benches.splice(0).reverse()) await each.close();
});

describe('a tenant with several registrations', () => {
  describe('when the list is as it was before the restart', () => {
    it('clears each user once', async () => {
      await restartWith(await bench(['first', 'second']), ['second', 'first']);
      expect(graphs.first.calls.length + graphs.second.calls.length).toBe(3);
    });
  });

  describe('when a registration was added', () => {
    it('clears in both names, and remembers the list only then', async () => {
      const before = await bench(['first']);
      expect(before.store.keptText(tenantId, 'registrations')).toBe('first');
      const after = await restartWith(before, ['first', 'second']);
      await until(() => graphs.second.calls.length === 3);
      await until(() => after.store.keptText(tenantId, 'registrations') === 'first second');
      await until(() => after.store.presenceIntents(tenantId).length === 0);
    });
  });

  describe('when a registration was taken away', () => {
    it('forgets what nobody can clear any more', async () => {
      const before = await bench(['first', 'second']);
      before.pbx.comeUp();
      before.pbx.ring('c1', '101', '102');
      before.pbx.answer('c1', '101', '102');
      await until(() => sessions() === 2);
      await before.heart.stop();
      const after = await bench(['first'], before.dir);
      after.pbx.comeUp();
      await until(() => after.store.presenceIntents(tenantId).length === 0);
      expect(graphs.first.sessions.size).toBe(0);
    });
  });
});
