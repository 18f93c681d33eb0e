// Works out whose rows a query may show and which of them it wants; everything outside the scope does not exist for it.
import { AppError } from '#shared/errors';
import { filterMask } from '../recordKinds.ts';
import { lineKey } from '../recordKeys.ts';
import type { LogQuery } from '../AsyncStorePort.ts';
import { searchMatch, type SearchMatch } from './searchMatch.ts';
import type { StoreSql } from './StoreSql.ts';

const maxSharedLines = 200;
const maxOwners = 200;

/** Whose rows, and which of them. */
export interface LogScope {
  /** The user's own number, -1 when nothing of their own may be shown. */
  readonly me: number;
  /** Everybody whose rows may be shown. */
  readonly owners: readonly number[];
  /** Lines on which rows of others (and, for `shared`, own rows) may be shown. */
  readonly lines: readonly number[];
  readonly mask: number;
  readonly from: number;
  /** Infinity: no end. */
  readonly to: number;
  readonly match?: SearchMatch;
}

/** Finds the number of a user; undefined when nothing was ever written for them. */
export type FindOwner = (tenantId: string, userId: string) => Promise<number | undefined>;

/** The scope of a query; undefined when it can show nothing. */
export async function logScope(
  sql: StoreSql,
  findOwner: FindOwner,
  { tenantId, userId }: { readonly tenantId: string; readonly userId: string },
  query: LogQuery,
): Promise<LogScope | undefined> {
  const own = await findOwner(tenantId, userId);
  const lines = (query.sharedLines ?? []).slice(0, maxSharedLines).map(lineKey);
  const others = (await ownersOfLines(sql, tenantId, lines)).filter((owner) => owner !== own);
  const isShared = query.filter === 'shared';
  const owners = own === undefined ? others : [own, ...others];
  if (owners.length === 0 || (isShared && lines.length === 0)) return undefined;
  const match = searchMatch(query.text, query.e164);
  const scope: LogScope = {
    me: isShared || own === undefined ? -1 : own,
    owners: owners.slice(0, maxOwners),
    lines,
    mask: filterMask[query.filter === 'shared' ? 'all' : query.filter],
    from: timeOf(query.from, 0),
    to: query.to === undefined ? Infinity : timeOf(query.to, 0),
  };
  return match === undefined ? scope : { ...scope, match };
}

/** Users who have had calls on these lines. */
async function ownersOfLines(sql: StoreSql, tenantId: string, lines: readonly number[]): Promise<number[]> {
  if (lines.length === 0) return [];
  const { isOneOf, keyOf } = sql.dialect;
  const text = `SELECT DISTINCT owner FROM line_owners WHERE tenant = ? AND ${isOneOf('line')} ORDER BY owner`;
  return (await sql.read(text, keyOf(tenantId), lines)).map((row) => Number(row[0]));
}

function timeOf(time: number | undefined, otherwise: number): number {
  if (time === undefined) return otherwise;
  if (Number.isNaN(time))
    throw new AppError('input.invalid', 'a time of the query is none', { facts: { paths: ['from'] } });
  return Math.min(Number.MAX_SAFE_INTEGER, Math.max(0, Math.trunc(time)));
}
