// Turns whatever PostgreSQL, its driver or the network threw into a coded fault of the store.
import { AppError, type ErrorCode } from '#shared/errors';

// https://www.postgresql.org/docs/current/errcodes-appendix.html; what is not named here is `store.unavailable`.
const codeByState: Readonly<Record<string, ErrorCode>> = {
  '25P03': 'store.locked', // idle_in_transaction_session_timeout: the program stood still while it held locks
  '40001': 'store.locked', // serialization_failure
  '40P01': 'store.locked', // deadlock_detected
  '53100': 'store.diskFull',
  '55P03': 'store.locked', // lock_not_available: lock_timeout
  '57014': 'store.locked', // query_canceled: statement_timeout
  XX001: 'store.corrupt', // data_corrupted
  XX002: 'store.corrupt', // index_corrupted
  '42P01': 'store.corrupt', // undefined_table: somebody changed our schema
  '42703': 'store.corrupt', // undefined_column
};
const ownerGone = '23503'; // foreign_key_violation

/** The coded fault for `thrown`; coded ones stay as they are. The driver's messages hold no password. */
export function pgFault(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message || thrown.name : String(thrown);
  const state = stateOf(thrown);
  return new AppError(codeByState[state] ?? 'store.unavailable', `the store failed: ${message}`, { cause: thrown });
}

/** True when a row names a user that another process has erased. */
export function isOwnerGone(thrown: unknown): boolean {
  return stateOf(thrown instanceof AppError ? thrown.cause : thrown) === ownerGone;
}

function stateOf(thrown: unknown): string {
  if (typeof thrown !== 'object' || thrown === null) return '';
  return 'code' in thrown && typeof thrown.code === 'string' ? thrown.code : '';
}
