// The one error class of the product: a code of the catalogue, a text for the log, facts, and the cause.
import { errorTable, type ErrorCode, type ErrorEntry } from './ErrorCode.ts';

/** Facts for the log; never numbers or names in clear. */
export type ErrorFacts = Readonly<Record<string, string | number | boolean | readonly string[]>>;

/** A coded fault. `message` is for logs only; people see the translation of `entry.messageKey`. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;

  constructor(code: ErrorCode, message: string, options: { cause?: unknown; facts?: ErrorFacts } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.facts = options.facts ?? {};
  }

  /** How this code is reported. */
  get entry(): ErrorEntry {
    return errorTable[this.code];
  }
}

/** Whatever was thrown, as a coded fault: coded ones stay, everything else becomes `fallback`. */
export function toAppError(thrown: unknown, fallback: ErrorCode = 'internal'): AppError {
  if (thrown instanceof AppError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new AppError(fallback, message, { cause: thrown });
}
