// Builds the one statement behind pages, groups and exports: rows of a scope from a place on, newest first.
import type { PagePlace } from '../pageCursor.ts';
import type { LogScope } from './logScope.ts';
import type { SearchMatch } from './searchMatch.ts';
import { step, type SqlStep, type StoreRow, type StoreSql, type StoreValue } from './StoreSql.ts';

const columns = 'r."row", r.owner, r.started_at, r.kinds, r.line, r.party';
// Below both, a search picks the rows by party and sorts them; above, matches are so dense that it meets enough of them
// while it walks the log by time.
const fewParties = 2_000;
const fewRows = 2_000;

/** A row as the indexes know it. */
export interface LogRow extends PagePlace {
  readonly owner: number;
  readonly kinds: number;
  readonly line: number;
  readonly party: number;
}

/** A row with its record's JSON; drivers charge by the column, so nothing else is read. */
export interface BodyRow extends PagePlace {
  readonly body: string;
}

interface Wanted {
  readonly from: PagePlace;
  readonly limit: number;
  readonly withBody: boolean;
}

/** How a branch comes by its rows: all of a time, or those a search matches, in one of two ways. */
type Way = 'byTime' | 'byParty' | 'byTimeMatching';

/** The statement for the `limit` rows of the scope behind `from`: `BodyRow`s or `LogRow`s. */
export function logSql(sql: StoreSql, scope: LogScope, { from, limit, withBody }: Wanted): SqlStep {
  const place = from.startedAt < scope.to ? from : { startedAt: scope.to, row: 0 };
  const branchesOf = (way: Way, isDirect: boolean): readonly SqlStep[] =>
    scope.owners.map((owner) => branch(sql, scope, { owner, place, limit, way, isDirect }));
  if (scope.match === undefined && scope.owners.length === 1) {
    // Read straight from the walk, the record costs no second look.
    const [only] = branchesOf('byTime', withBody);
    return only ?? step('');
  }
  const search = scope.match === undefined ? step('') : searchHead(sql, scope.owners, scope.match);
  const ways: readonly Way[] = scope.match === undefined ? ['byTime'] : ['byParty', 'byTimeMatching'];
  const branches = ways.flatMap((way) => branchesOf(way, false));
  const union = branches.map((part) => `SELECT * FROM (${part.sql}) one`).join(' UNION ALL ');
  const keys = `SELECT * FROM (${union}) merged ORDER BY started_at DESC, "row" DESC LIMIT ?`;
  const values = [...search.values, ...branches.flatMap((part) => part.values), limit];
  if (!withBody) return step(search.sql + keys, ...values);
  // Behind a sort only the rows that are shown are worth reading.
  return step(
    `${search.sql}SELECT k."row", k.started_at, b.body FROM (${keys}) k JOIN records b ON b."row" = k."row"
      ORDER BY k.started_at DESC, k."row" DESC`,
    ...values,
  );
}

/** A row of a statement of `logSql` without bodies. */
export function toLogRow([row, owner, startedAt, kinds, line, party]: StoreRow): LogRow {
  return {
    row: Number(row),
    owner: Number(owner),
    startedAt: Number(startedAt),
    kinds: Number(kinds),
    line: Number(line),
    party: Number(party),
  };
}

/** A row of a statement of `logSql` with bodies. */
export function toBodyRow([row, startedAt, body]: StoreRow): BodyRow {
  return { row: Number(row), startedAt: Number(startedAt), body: String(body) };
}

/** Finds the matching parties, and whether their rows are many. */
function searchHead({ dialect }: StoreSql, owners: readonly number[], match: SearchMatch): SqlStep {
  const { isOneOf, rowsOfFound } = dialect;
  // Two owners may know the same party: each row is looked up once.
  return step(
    `WITH found AS MATERIALIZED (SELECT DISTINCT party FROM parties
      WHERE ${isOneOf('owner')} AND ${matches(dialect, match, '')} LIMIT ${fewParties + 1}),
    density AS MATERIALIZED (SELECT (SELECT count(*) FROM found) > ${fewParties} OR
      (SELECT count(*) FROM (SELECT 1 FROM ${rowsOfFound(isOneOf('r.owner'))} LIMIT ${fewRows + 1}) counted
      ) > ${fewRows} AS is_dense)
    `,
    owners,
    ...matchValues(match),
    owners,
  );
}

interface Branch {
  readonly owner: number;
  readonly place: PagePlace;
  readonly limit: number;
  readonly way: Way;
  readonly isDirect: boolean;
}

/** The rows of one owner. */
function branch(sql: StoreSql, scope: LogScope, { owner, place, limit, way, isDirect }: Branch): SqlStep {
  const { isOneOf, rowsOfFound, useIndex } = sql.dialect;
  // The sum keeps a planner from walking by time when it should pick by party: a plan that is kept for every user and every
  // search takes the time for the better clue, and walks through the longest logs from end to end.
  const start = way === 'byParty' ? 'r.started_at + 0' : 'r.started_at';
  const rows =
    way === 'byParty' ? rowsOfFound('r.owner = ?') : `records r ${useIndex('records_by_start')} WHERE r.owner = ?`;
  const conditions = [`(${start}, r."row") < (?, ?)`, `${start} >= ?`, '(r.kinds & ?) <> 0'];
  const values: StoreValue[] = [owner, place.startedAt, place.row, scope.from, scope.mask];
  if (owner !== scope.me) {
    conditions.push(isOneOf('r.line'));
    values.push(scope.lines);
  }
  const search = searchCondition(sql, scope.match, way);
  conditions.push(...search.sql);
  values.push(...search.values);
  return step(
    `SELECT ${isDirect ? 'r."row", r.started_at, r.body' : columns}
      FROM ${rows} AND ${conditions.join(' AND ')} ORDER BY ${start} DESC, r."row" DESC LIMIT ?`,
    ...values,
    limit,
  );
}

function searchCondition(
  { dialect }: StoreSql,
  match: SearchMatch | undefined,
  way: Way,
): { readonly sql: readonly string[]; readonly values: readonly string[] } {
  if (match === undefined) return { sql: [], values: [] };
  const isDense = '(SELECT is_dense FROM density)';
  if (way === 'byParty') return { sql: [`NOT ${isDense}`], values: [] };
  // Not EXISTS: PostgreSQL would make a join of it, and look through all parties for each row.
  const isFound = `(SELECT ${matches(dialect, match, 'p.')} FROM parties p WHERE p.owner = r.owner AND p.party = r.party)`;
  return { sql: [isDense, isFound], values: matchValues(match) };
}

function matches({ contains }: StoreSql['dialect'], match: SearchMatch, prefix: string): string {
  const numbers = match.numbers.map(() => contains(`${prefix}digits`));
  const name = match.names.map(() => contains(`${prefix}name`)).join(' AND ');
  return `(${[`(${name})`, ...numbers].join(' OR ')})`;
}

function matchValues(match: SearchMatch): readonly string[] {
  return [...match.names, ...match.numbers];
}
