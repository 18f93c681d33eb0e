// Tells the metrics how each request ended and how long it took.
import { toAppError, type AppError, type ErrorCode } from '#shared/errors';

/**
 * What this client asks of Graph; `token` and `tokenOnBehalf` are asked of the identity provider. `batch` is one `$batch` as a whole: its parts
 * are told as well, each as the `setPresence` or `clearPresence` it is.
 */
export type GraphOperation =
  | 'setPresence'
  | 'clearPresence'
  | 'batch'
  | 'readPresences'
  | 'userChanges'
  | 'calendar'
  | 'contacts'
  | 'token'
  | 'tokenOnBehalf';

/** How a request ended, in the words of the metrics. */
export type GraphRequestOutcome =
  'ok' | 'throttled' | 'timeout' | 'refused' | 'unavailable' | 'unreadable' | 'consentLost' | 'consentMissing';

/** What is told of every request; clearing what is not there counts as `ok`. A part lasts as long as its batch. */
export interface GraphRequestReport {
  readonly op: GraphOperation;
  readonly outcome: GraphRequestOutcome;
  readonly durationMs: number;
}

/** Who is told. */
export type GraphReporter = (report: GraphRequestReport) => void;

const outcomes: Readonly<Partial<Record<ErrorCode, GraphRequestOutcome>>> = {
  'graph.throttled': 'throttled',
  'graph.timeout': 'timeout',
  'graph.unavailable': 'unavailable',
  'graph.unreadable': 'unreadable',
  'graph.consentLost': 'consentLost',
  'graph.consentMissing': 'consentMissing',
};

/** Does `work` and tells its end; whatever it throws is thrown on. */
export async function reported<T>(op: GraphOperation, report: GraphReporter, work: () => Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const tell = (outcome: GraphRequestOutcome): void =>
    report({ op, outcome, durationMs: performance.now() - startedAt });
  try {
    const result = await work();
    tell('ok');
    return result;
  } catch (thrown) {
    const fault = toAppError(thrown);
    tell(isAlreadyClear(op, fault) ? 'ok' : outcomeOf(fault));
    throw thrown;
  }
}

/** True where Graph knows no such session (404, microsoft365.md 1.2): what a clear asked for. */
export function isAlreadyClear(op: GraphOperation, fault: AppError): boolean {
  return op === 'clearPresence' && fault.code === 'graph.notFound';
}

/** The word of the metrics for a fault. */
export function outcomeOf(fault: AppError): GraphRequestOutcome {
  return outcomes[fault.code] ?? 'refused';
}
