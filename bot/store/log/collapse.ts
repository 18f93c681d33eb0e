// Folds equal neighbours of a log into groups: same user, line, party, direction and outcome, on the same day.
import { AppError } from '#shared/errors';
import { isSameParty } from '../recordKeys.ts';
import type { LogRow } from './logSql.ts';

const maxKnownZones = 64;
/** Rows one group may hold, so that no page has to read a log from end to end. */
export const maxGroupRows = 1_000;

/** Equal neighbours. */
export interface RowGroup {
  readonly newest: LogRow;
  readonly oldest: LogRow;
  readonly count: number;
}

/** The groups of rows that come newest first; `open` is the one before them, which they may go on with. */
export function collapse(rows: readonly LogRow[], dayOf: (time: number) => string, open?: RowGroup): RowGroup[] {
  const groups: RowGroup[] = open === undefined ? [] : [open];
  for (const row of rows) {
    const last = groups.at(-1);
    if (last !== undefined && last.count < maxGroupRows && isEqual(last.oldest, row, dayOf)) {
      groups[groups.length - 1] = { ...last, oldest: row, count: last.count + 1 };
    } else groups.push({ newest: row, oldest: row, count: 1 });
  }
  return groups;
}

function isEqual(one: LogRow, other: LogRow, dayOf: (time: number) => string): boolean {
  return (
    isSameParty(one.party, other.party) &&
    one.kinds === other.kinds &&
    one.owner === other.owner &&
    one.line === other.line &&
    dayOf(one.startedAt) === dayOf(other.startedAt)
  );
}

const zones = new Map<string, Intl.DateTimeFormat>();

/** Tells the day of a time in an IANA time zone. Throws `input.invalid` for a zone nobody knows. */
export function dayTeller(timeZone: string): (time: number) => string {
  const format = zones.get(timeZone) ?? newZone(timeZone);
  return (time) => (Math.abs(time) > 8.64e15 ? '' : format.format(time));
}

function newZone(timeZone: string): Intl.DateTimeFormat {
  try {
    const options = { timeZone, year: 'numeric', month: 'numeric', day: 'numeric' } as const;
    const format = new Intl.DateTimeFormat('en', options);
    if (zones.size >= maxKnownZones) zones.clear();
    zones.set(timeZone, format);
    return format;
  } catch (cause) {
    throw new AppError('input.invalid', 'the time zone is not known', { cause, facts: { paths: ['timeZone'] } });
  }
}
