// What an unwelcome answer or a broken connection means, as a coded fault (the list stands in GraphPort.ts).
import { AppError, type ErrorCode, type ErrorFacts } from '#shared/errors';

const secondMs = 1_000;
const longestRetryAfterMs = 3_600_000;
const timeoutCodes: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
]);
const unreadableCodes: ReadonlySet<string> = new Set([
  'UND_ERR_HEADERS_OVERFLOW',
  'UND_ERR_RES_CONTENT_LENGTH_MISMATCH',
]);

/** The parts of an answer a fault is made of. */
export interface RefusedAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** The same of one part of a batch, whose body came as JSON. */
export interface RefusedPart extends Omit<RefusedAnswer, 'text'> {
  readonly body: unknown;
}

/** The fault of an answer that is not a success. `now` (ms) reads an HTTP date in Retry-After. */
export function answerFault(op: string, { status, headers, text }: RefusedAnswer, now: number): AppError {
  return partFault(op, { status, headers, body: tryJson(text) }, now);
}

/** The fault of a part of a batch that was not done, coded as if it had been a request of its own. */
export function partFault(op: string, { status, headers, body }: RefusedPart, now: number): AppError {
  const facts: ErrorFacts = {
    op,
    status,
    ...optional('retryAfterMs', readRetryAfterMs(headers['retry-after'], now)),
    ...optional('graphCode', readGraphCode(body)),
    ...optional('graphRequestId', plainWord(headers['request-id'])),
  };
  return new AppError(codeOfStatus(status), `Graph answered ${op} with ${String(status)}`, { facts });
}

/** The fault of a call that brought no whole answer. */
export function networkFault(op: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  const reason = reasonOf(thrown);
  const message = `no answer from Graph to ${op}: ${reason}`;
  return new AppError(codeOfReason(reason), message, { cause: thrown, facts: { op, reason } });
}

/** The fault of an answer that is not what its address promises. */
export function unreadableFault(op: string, why: string, cause?: unknown): AppError {
  return new AppError('graph.unreadable', `unreadable answer to ${op}: ${why}`, { cause, facts: { op, why } });
}

/** Retry-After (RFC 9110 10.2.3): seconds or an HTTP date, in milliseconds from `now`, at most an hour. */
export function readRetryAfterMs(header: string | readonly string[] | undefined, now: number): number | undefined {
  const text = typeof header === 'string' ? header.trim() : header?.[0]?.trim();
  if (text === undefined || text === '') return undefined;
  if (/^\d+(\.\d+)?$/.test(text)) return Math.min(Math.ceil(Number(text) * secondMs), longestRetryAfterMs);
  // Date.parse alone would also take "-5" or "12" as a year.
  const at = /^[A-Za-z]{3}/.test(text) ? Date.parse(text) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.min(Math.max(0, at - now), longestRetryAfterMs);
}

/** The system or library code of a network fault, e.g. ECONNRESET; never its free text. */
export function reasonOf(thrown: unknown): string {
  // By shape, not by class: undici and node raise errors of several classes (DOMException among them).
  if (!isObject(thrown)) return 'unknown';
  const { name, code, cause } = thrown;
  if (name === 'TimeoutError' || name === 'AbortError') return 'ETIMEDOUT';
  if (typeof code === 'string') return code;
  if (cause !== undefined) return reasonOf(cause);
  return typeof name === 'string' ? name : 'unknown';
}

function codeOfStatus(status: number): ErrorCode {
  if (status === 403) return 'graph.consentLost';
  if (status === 404) return 'graph.notFound';
  if (status === 408) return 'graph.timeout';
  if (status === 429) return 'graph.throttled';
  // 424: a part of a batch that was not tried. Ours depend on none, so it is Graph's trouble and not our mistake.
  return status === 424 || status >= 500 ? 'graph.unavailable' : 'graph.refused';
}

function codeOfReason(reason: string): ErrorCode {
  if (timeoutCodes.has(reason)) return 'graph.timeout';
  if (unreadableCodes.has(reason) || reason.startsWith('HPE_')) return 'graph.unreadable';
  return 'graph.unavailable';
}

/** `error.code` of a Graph error body, only when it is a plain word: anything else is not fit for a log. */
function readGraphCode(body: unknown): string | undefined {
  const error = isObject(body) ? body['error'] : undefined;
  return plainWord(isObject(error) ? error['code'] : error);
}

function tryJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function plainWord(value: unknown): string | undefined {
  return typeof value === 'string' && /^[\w.-]{1,64}$/.test(value) ? value : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function optional(key: string, value: string | number | undefined): ErrorFacts {
  return value === undefined ? {} : { [key]: value };
}
