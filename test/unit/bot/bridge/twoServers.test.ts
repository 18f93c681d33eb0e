// Two servers of one company with a trunk between them: each tells its half of a call, and each person has one row of it.
import { heartBench, tenantId, type HeartBench } from '../../../support/heartBench.ts';
import { PbxFake } from '../../../support/PbxFake.ts';
import { until } from '../../../support/until.ts';

const north = new PbxFake('north');
const south = new PbxFake('south');

let bench: HeartBench;
beforeEach(async () => {
  bench = await heartBench({
    pbxs: [north, south],
    directory: {
      extensionFrom: 'businessPhones',
      extensionPattern: '^none(\\d)$',
      lines: [
        { extension: '101', user: 'user-101', pbx: 'north', sharedWith: [] },
        // The same number stands for another person on the other server.
        { extension: '101', user: 'user-103', pbx: 'south', sharedWith: [] },
        { extension: '102', user: 'user-102', pbx: 'south', sharedWith: [] },
      ],
    },
  });
  for (const server of [north, south]) server.comeUp();
});
afterEach(() => bench.close());

function rows(user: string): readonly string[] {
  const { items } = bench.store.listRecords(tenantId, user, { filter: 'all', limit: 10 });
  return items.map(({ pbxId, direction, outcome, other }) => `${pbxId} ${direction} ${outcome} ${other.number ?? '?'}`);
}

describe('a call from one server to the other', () => {
  it('is one row for each of the two, and makes nobody else busy', async () => {
    north.leg('n1', '101', { kind: 'originated', called: { number: '102' } });
    north.leg('n1', 'trunk', { kind: 'delivered', calling: { number: '101', deviceId: '101' } });
    south.leg('s1', 'trunk', { kind: 'originated', called: { number: '102' } });
    south.leg('s1', '102', { kind: 'delivered', calling: { number: '101' } });
    south.answer('s1', 'trunk', '102');
    north.answer('n1', '101', 'trunk');
    await until(() => bench.graph.sessions.size === 2);
    expect([...bench.graph.sessions.keys()].sort()).toEqual(['user-101', 'user-102']);
    south.end('s1', 'trunk', '102');
    north.end('n1', '101', 'trunk');
    await bench.heart.written();
    expect([rows('user-101'), rows('user-102'), rows('user-103')]).toEqual([
      ['north outgoing answered 102'],
      ['south incoming answered 101'],
      [],
    ]);
  });
});
