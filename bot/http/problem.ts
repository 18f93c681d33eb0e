// Any fault of a request as the refusal a caller sees: status, code, request id, faulty fields; never a text or a stack.
import * as v from 'valibot';
import { askedClassSchema, type AskedClass, type Problem } from '#shared/contracts';
import { AppError, errorTable, isErrorCode, toAppError, type ErrorCode } from '#shared/errors';

const secondMs = 1_000;

/** A refusal ready to be sent. */
export interface Refusal {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Problem;
}

/** The coded fault of whatever a route threw; the framework's own refusals are known by their status. */
export function codedFault(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const code = frameworkCode(thrown);
  return code === undefined ? toAppError(thrown) : new AppError(code, 'refused by the HTTP layer', { cause: thrown });
}

/** The answer to a request that failed with `fault`. */
export function toRefusal(fault: AppError, requestId: string): Refusal {
  const code = isErrorCode(fault.code) ? fault.code : 'internal';
  const { paths } = fault.facts;
  const numberClass = askedClassOf(fault);
  const body = {
    code,
    requestId,
    ...(typeof paths === 'object' ? { paths: [...paths] } : {}),
    ...(numberClass === undefined ? {} : { numberClass }),
  };
  return { status: errorTable[code].status, headers: refusalHeaders(fault, code), body };
}

function askedClassOf(fault: AppError): AskedClass | undefined {
  const parsed = v.safeParse(askedClassSchema, fault.facts['numberClass']);
  return parsed.success ? parsed.output : undefined;
}

function refusalHeaders(fault: AppError, code: ErrorCode): Readonly<Record<string, string>> {
  const { retryAfterMs } = fault.facts;
  if (typeof retryAfterMs === 'number') return { 'retry-after': String(Math.ceil(retryAfterMs / secondMs)) };
  // RFC 6750 3: a request without credentials gets no error code.
  if (code === 'auth.missing') return { 'www-authenticate': 'Bearer' };
  if (code === 'auth.invalid') return { 'www-authenticate': 'Bearer error="invalid_token"' };
  return {};
}

/** Fastify's errors carry a `statusCode`; 4xx ones blame the request. */
function frameworkCode(thrown: unknown): ErrorCode | undefined {
  if (typeof thrown !== 'object' || thrown === null || !('statusCode' in thrown)) return undefined;
  const status = Number(thrown.statusCode);
  if (status === 404) return 'http.notFound';
  if (status === 413) return 'http.bodyTooLarge';
  if (status === 429) return 'http.tooManyRequests';
  return status >= 400 && status < 500 ? 'input.invalid' : undefined;
}
