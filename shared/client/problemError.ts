// Decides which coded fault a refused answer of the service is.
import * as v from 'valibot';
import { problemSchema } from '#shared/contracts';
import { AppError, isErrorCode, type ErrorCode } from '#shared/errors';

const codeOfStatus: Readonly<Record<number, ErrorCode>> = {
  400: 'input.invalid',
  401: 'auth.invalid',
  403: 'auth.forbidden',
  404: 'http.notFound',
  413: 'http.bodyTooLarge',
  429: 'http.tooManyRequests',
};

/** The fault of an answer that is not 2xx: the code of its problem body, else one by status (a proxy answers HTML). */
export async function problemError(response: Response): Promise<AppError> {
  const body: unknown = await response.json().catch(() => undefined);
  const problem = v.safeParse(problemSchema, body);
  const facts = { status: response.status };
  if (!problem.success || !isErrorCode(problem.output.code)) {
    return new AppError(codeOfStatus[response.status] ?? 'service.unavailable', 'refused without a known code', {
      facts,
    });
  }
  const { code, requestId, paths, numberClass } = problem.output;
  return new AppError(code, 'refused by the service', {
    facts: { ...facts, requestId, ...(paths && { paths }), ...(numberClass && { numberClass }) },
  });
}
