// Puts a time limit on what a host may never answer.
import { AppError, toAppError, type ErrorCode } from '#shared/errors';

/** The result of `work`, or `code` when it takes longer than `limitMs` or fails. */
export async function limited<T>(work: Promise<T>, limitMs: number, code: ErrorCode): Promise<T> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const limit = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AppError(code, 'the host did not answer in time'));
    }, limitMs);
  });
  try {
    return await Promise.race([work, limit]);
  } catch (fault) {
    throw toAppError(fault, code);
  } finally {
    clearTimeout(timer);
  }
}
