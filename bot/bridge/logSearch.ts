// What a person's search in the log means: for the store, or where digits are hidden, for what is shown.
import type { CallRecordWire, CallsSelection } from '#shared/contracts';
import type { CallRecord } from '#shared/domain/call';
import { foldText, toDialable, typedNumber } from '#shared/domain/number';
import type { LogQuery, RecordSearch } from '#bot/store';
import { sharedLinesOf } from './changeItems.ts';
import { shownNumber } from './shownNumber.ts';
import { wireContextOf, type TenantView } from './tenantView.ts';
import { knownParty } from './toWire.ts';

/** A query for the store, and what its rows must be compared with besides. */
export interface LogSearch {
  readonly query: LogQuery;
  /** True for a row that is wanted. */
  readonly passes: (wire: CallRecordWire) => boolean;
  /** True when most rows of the store's answer may not pass. */
  readonly isSieve: boolean;
}

const fewestDigits = 3;
const everything = (): boolean => true;

/**
 * The search of `userId`. Where last digits are hidden, a search for digits never reaches the store, which knows all of them: whoever
 * could ask "is there a 7 at the end?" would soon have read the number.
 */
export function logSearch(view: TenantView, userId: string, selection: CallsSelection): LogSearch {
  const { filter, q, from, to } = selection;
  const base: LogQuery = {
    filter,
    ...(from === undefined ? {} : { from: Date.parse(from) }),
    ...(to === undefined ? {} : { to: Date.parse(to) }),
    // Calls on lines of others are no calls of mine that I missed.
    ...(filter === 'all' || filter === 'shared' ? { sharedLines: sharedLinesOf(view, userId) } : {}),
  };
  if (q === undefined) return { query: base, passes: everything, isSieve: false };
  if (view.log.hideDigits > 0 && hasDigits(q)) return { query: base, passes: shownMatch(q), isSieve: true };
  const number = typedNumber(q);
  const e164 = toDialable(number) === null ? undefined : shownNumber(number, view.dialling.plan).e164;
  const query = { ...base, text: q, ...(e164 === undefined ? {} : { e164 }) };
  return { query, passes: everything, isSieve: false };
}

/** What a record is found by: its number as given and in E.164, and the name it is shown with. */
export function searchOf(view: TenantView, record: CallRecord): RecordSearch {
  const { e164, name = '' } = knownParty(record, wireContextOf(view));
  const { number = '' } = record.other;
  return {
    digits: (toDialable(number) ?? number).replace(/\D/g, ''),
    name: foldText(name),
    ...(e164 === undefined ? {} : { e164 }),
  };
}

function hasDigits(text: string): boolean {
  return /\p{Nd}/u.test(text) || toDialable(text) !== null;
}

/** Compares with what the person can see anyway. */
function shownMatch(q: string): (wire: CallRecordWire) => boolean {
  const name = foldText(q);
  const digits = (toDialable(typedNumber(q)) ?? '').replace(/\D/g, '');
  return ({ other }) => {
    if (other.name !== undefined && foldText(other.name).includes(name)) return true;
    // Covered digits stand between what may be compared.
    const runs = (other.number ?? '').replace(/[^\d\u2022]/g, '');
    return digits.length >= fewestDigits && runs.includes(digits);
  };
}
