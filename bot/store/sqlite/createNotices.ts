// Notices of missed calls: noted with the record, taken before they are told, so that nobody is told twice.
import { fromStoredText, toStoredText } from '../safeText.ts';
import type { StorePort } from '../StorePort.ts';
import { noticeKey } from './createTurnWriter.ts';
import type { Statements } from './statements.ts';

/** The part of `StorePort` that concerns notices. */
export type Notices = Pick<StorePort, 'waitingNotices' | 'takeNotice' | 'returnNotice'>;

/** Notices over kept statements. */
export function createNotices(statements: Statements): Notices {
  return {
    waitingNotices: (tenantId) =>
      statements.waitingNotices.all(toStoredText(tenantId)).map((row) => ({
        userId: fromStoredText(String(row[0])),
        recordId: fromStoredText(String(row[1])),
      })),
    takeNotice: (tenantId, notice) => statements.takeNotice.first(...noticeKey(tenantId, notice)) !== undefined,
    returnNotice: (tenantId, notice) => {
      statements.returnNotice.run(...noticeKey(tenantId, notice));
    },
  };
}
