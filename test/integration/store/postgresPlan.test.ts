// How PostgreSQL searches a long log when its statistics say that a usual log is short.
import { escapeLiteral } from 'pg';
import { createLogPages } from '../../../bot/store/log/createLogPages.ts';
import { openPostgresStore } from '../../../bot/store/index.ts';
import { createPgSql } from '../../../bot/store/postgres/createPgSql.ts';
import { openPgDatabase, type PgDatabase, type PgValue } from '../../../bot/store/postgres/PgDatabase.ts';
import { pgTarget } from '../../../bot/store/postgres/pgTarget.ts';
import { aRecord, aTurn } from '../../unit/bot/store/storeContract.ts';
import { placeIn, postgresServer, type PostgresPlace } from './postgresPlace.ts';

const tenant = '11111111-1111-4111-8111-111111111111';
const manyRows = 8_000;
const partiesOfMany = 200;
const usualUsers = 300;
const usualRows = 10;
const server = postgresServer();

interface PlanNode {
  readonly 'Index Name'?: string;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Actual Rows'?: number;
  readonly Plans?: readonly PlanNode[];
}

interface Asked {
  readonly sql: string;
  readonly values: readonly PgValue[];
}

function callsOf(user: number, rows: number, parties: number) {
  const userId = `aaaaaaaa-0000-4000-8000-${user.toString(16).padStart(12, '0')}`;
  return Array.from({ length: rows }, (_, row) => {
    const number = `+331990${String(user * 7 + (row % parties)).padStart(5, '0')}`;
    const record = aRecord({
      id: `c${String(user)}-${String(row)}`,
      userId,
      startedAt: row * 60_000,
      other: { number, name: '' },
    });
    return { record, search: { e164: number, digits: `0${number.slice(3)}`, name: '' } };
  });
}

/** The statement the search for `text` asks, with its values. */
async function searchOf(text: string): Promise<Asked> {
  let asked: Asked | undefined;
  const database: Pick<PgDatabase, 'read'> = {
    read: (sql, values) => {
      asked = { sql, values };
      return Promise.resolve([]);
    },
  };
  const pages = createLogPages(createPgSql(database as PgDatabase), () => Promise.resolve(1));
  await pages.listRecords(tenant, 'user', { filter: 'all', limit: 50, text });
  if (asked === undefined) throw new Error('nothing was asked');
  return asked;
}

function literal(value: PgValue): string {
  if (typeof value === 'number') return String(value);
  if (value === null) return 'NULL';
  return typeof value === 'string' ? escapeLiteral(value) : escapeLiteral(`{${value.join(',')}}`);
}

function nodesOf(node: PlanNode): readonly PlanNode[] {
  return [node, ...(node.Plans ?? []).flatMap(nodesOf)];
}

/** What the server does for it with the plan it keeps for every user. */
async function planOf(url: string, { sql, values }: Asked): Promise<readonly PlanNode[]> {
  const database = openPgDatabase(pgTarget(url), {});
  try {
    return await database.transaction(async (query) => {
      await query('SET LOCAL plan_cache_mode = force_generic_plan');
      await query(`PREPARE asked AS ${sql}`);
      const told = await query(`EXPLAIN (ANALYZE, FORMAT JSON) EXECUTE asked (${values.map(literal).join(', ')})`);
      const [plan] = told[0]?.[0] as readonly { readonly Plan: PlanNode }[];
      if (plan === undefined) throw new Error('no plan');
      return nodesOf(plan.Plan);
    });
  } finally {
    await database.close();
  }
}

/** One user with a long log among many with short ones, and the server's statistics of them. */
async function fill(place: PostgresPlace): Promise<void> {
  const store = await openPostgresStore(place.url);
  const users = Array.from({ length: usualUsers }, (_, user) => callsOf(user + 1, usualRows, usualRows));
  for (const calls of [callsOf(0, manyRows, partiesOfMany), users.flat()]) {
    const turn = aTurn({ records: calls.map(({ record }) => record) });
    await store.commitTurn(tenant, { ...turn, search: calls.map(({ search }) => search) });
  }
  await store.close();
  await place.query('VACUUM ANALYZE records, parties, owners');
}

function describeOn(url: string): void {
  describe('a search in PostgreSQL', () => {
    const place = placeIn(url);
    beforeAll(() => fill(place));
    afterAll(() => place.drop());

    it.each(['0042', '0199000042', '019900004'])('for %s reads of a long log only what it finds', async (text) => {
      const nodes = await planOf(place.url, await searchOf(text));
      const byParty = nodes.filter((node) => node['Index Name'] === 'records_by_party');
      expect(byParty.length).toBeGreaterThan(0);
      expect(byParty.map((node) => node['Rows Removed by Filter'] ?? 0)).toEqual(byParty.map(() => 0));
      expect(Math.max(...byParty.map((node) => node['Actual Rows'] ?? 0))).toBeGreaterThan(0);
    });
  });
}

if (server === undefined) {
  describe('PostgreSQL', () => {
    it('is not there, which the run has said', () => {
      expect(process.env['CI']).toBeFalsy();
    });
  });
} else {
  describeOn(server);
}
