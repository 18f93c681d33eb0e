// Turns whatever SQLite or the file system threw into a coded fault of the store.
import { AppError, type ErrorCode } from '#shared/errors';

// https://www.sqlite.org/rescode.html: primary result codes, the low byte of the extended ones.
const codeByResult: Readonly<Record<number, ErrorCode>> = {
  5: 'store.locked', // SQLITE_BUSY
  6: 'store.locked', // SQLITE_LOCKED
  11: 'store.corrupt', // SQLITE_CORRUPT
  13: 'store.diskFull', // SQLITE_FULL
  26: 'store.corrupt', // SQLITE_NOTADB
};
const codeByErrno: Readonly<Record<string, ErrorCode>> = { ENOSPC: 'store.diskFull', EDQUOT: 'store.diskFull' };

/** The coded fault for `thrown`; coded ones stay as they are. */
export function storeFault(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(codeOf(thrown, message), `the store failed: ${message}`, { cause: thrown });
}

function codeOf(thrown: unknown, message: string): ErrorCode {
  const { code, rawCode } = fieldsOf(thrown);
  const byErrno = codeByErrno[code];
  if (byErrno !== undefined) return byErrno;
  // libsql tells the result code of a failed open only inside the text: `...: 14")`.
  const result = rawCode ?? Number(/: (\d+)"\)/.exec(message)?.[1] ?? 0);
  return codeByResult[result & 0xff] ?? 'store.unavailable';
}

function fieldsOf(thrown: unknown): { code: string; rawCode?: number } {
  if (typeof thrown !== 'object' || thrown === null) return { code: '' };
  const code = 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
  return 'rawCode' in thrown && typeof thrown.rawCode === 'number' ? { code, rawCode: thrown.rawCode } : { code };
}
