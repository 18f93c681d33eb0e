// Reads a log in pages, in groups and from end to end.
import type { AsyncStorePort, GroupPage, LogPageQuery, LogQuery } from '../AsyncStorePort.ts';
import { firstPlace, readCursor, writeCursor, type PagePlace } from '../pageCursor.ts';
import type { RecordPage } from '../StorePort.ts';
import { collapse, dayTeller, type RowGroup } from './collapse.ts';
import { logScope, type FindOwner, type LogScope } from './logScope.ts';
import { logSql, toBodyRow, toLogRow, type BodyRow, type LogRow } from './logSql.ts';
import { readTombstone, toRecord } from './rowBody.ts';
import type { StoreRow, StoreSql } from './StoreSql.ts';

const maxPageRows = 1_000;
const maxPageGroups = 200;
const walkRows = 500;
// A page of groups ends early rather than read on for ever in a log of equal calls.
const maxWalkedRows = 10_000;
const exportRows = 250;

/** The part of the port that pages. */
export type LogPages = Pick<AsyncStorePort, 'listRecords' | 'listGroups' | 'exportRecords'>;
interface Walk {
  keys(from: PagePlace, limit: number): Promise<LogRow[]>;
  bodies(from: PagePlace, limit: number): Promise<BodyRow[]>;
}

/** Pages over one database. */
export function createLogPages(sql: StoreSql, findOwner: FindOwner): LogPages {
  const walker = async (tenantId: string, userId: string, query: LogQuery): Promise<Walk | undefined> => {
    const scope = await logScope(sql, findOwner, { tenantId, userId }, query);
    return scope === undefined ? undefined : walkOf(sql, scope);
  };
  return {
    listRecords: async (tenantId, userId, query) => {
      const from = placeOf(query);
      const walk = await walker(tenantId, userId, query);
      return walk === undefined ? { items: [] } : readPage(walk, from, clampRows(query.limit, maxPageRows));
    },
    listGroups: async (tenantId, userId, query) => {
      const from = placeOf(query);
      const dayOf = dayTeller(query.timeZone);
      const walk = await walker(tenantId, userId, query);
      if (walk === undefined) return { groups: [] };
      return withRecords(sql, await readGroups(walk, from, { limit: clampRows(query.limit, maxPageGroups), dayOf }));
    },
    exportRecords: async function* (tenantId, userId, query) {
      const walk = await walker(tenantId, userId, query);
      let from: PagePlace | undefined = firstPlace;
      while (walk !== undefined && from !== undefined) {
        const rows: BodyRow[] = await walk.bodies(from, exportRows);
        for (const row of rows) yield toRecord(row.body);
        from = rows.length < exportRows ? undefined : rows.at(-1);
      }
    },
  };
}

function walkOf(sql: StoreSql, scope: LogScope): Walk {
  const read = (from: PagePlace, limit: number, withBody: boolean): Promise<readonly StoreRow[]> => {
    const { sql: text, values } = logSql(sql, scope, { from, limit, withBody });
    return sql.read(text, ...values);
  };
  return {
    keys: async (from, limit) => (await read(from, limit, false)).map(toLogRow),
    bodies: async (from, limit) => (await read(from, limit, true)).map(toBodyRow),
  };
}

function placeOf(query: LogPageQuery): PagePlace {
  return query.cursor === undefined ? firstPlace : readCursor(query.cursor);
}

async function readPage(walk: Walk, from: PagePlace, limit: number): Promise<RecordPage> {
  const rows = await walk.bodies(from, limit + 1);
  const shown = rows.slice(0, limit);
  const items = shown.map((row) => toRecord(row.body));
  const last = shown.at(-1);
  return last === undefined || rows.length <= limit ? { items } : { items, next: writeCursor(last) };
}

interface FoundGroups {
  readonly groups: readonly RowGroup[];
  readonly next?: string;
}

/** Walks on until the last group shown is surely whole, the log ends, or enough was walked. */
async function readGroups(
  walk: Walk,
  from: PagePlace,
  { limit, dayOf }: { readonly limit: number; readonly dayOf: (time: number) => string },
): Promise<FoundGroups> {
  let groups: RowGroup[] = [];
  let place = from;
  for (let walked = 0; walked < maxWalkedRows; walked += walkRows) {
    const rows = await walk.keys(place, walkRows);
    groups = [...groups.slice(0, -1), ...collapse(rows, dayOf, groups.at(-1))];
    if (groups.length > limit) break;
    if (rows.length < walkRows) return { groups };
    place = rows.at(-1) ?? place;
  }
  const shown = groups.slice(0, limit);
  const last = shown.at(-1)?.oldest;
  return last === undefined ? { groups: shown } : { groups: shown, next: writeCursor(last) };
}

async function withRecords(sql: StoreSql, { groups, next }: FoundGroups): Promise<GroupPage> {
  const rows = groups.map((group) => group.newest.row);
  const found = await sql.read(`SELECT "row", body FROM records WHERE ${sql.dialect.isOneOf('"row"')}`, rows);
  const bodies = new Map(found.map((row) => [Number(row[0]), String(row[1])]));
  const shown = groups.flatMap(({ newest, oldest, count }) => {
    const body = bodies.get(newest.row);
    // Deleted or purged since the walk.
    if (body === undefined || readTombstone(body) !== undefined) return [];
    return [{ record: toRecord(body), count, oldestStart: oldest.startedAt }];
  });
  return next === undefined ? { groups: shown } : { groups: shown, next };
}

/** A number of rows asked for from outside, within bounds. */
export function clampRows(limit: number, most: number): number {
  return Number.isNaN(limit) ? 1 : Math.min(most, Math.max(1, Math.trunc(limit)));
}
