// Room entry: the error catalogue.
export { AppError, toAppError, type ErrorFacts } from './AppError.ts';
export { errorTable, isErrorCode, type ErrorCode, type ErrorEntry } from './ErrorCode.ts';
