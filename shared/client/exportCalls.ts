// The log as a table for spreadsheets: GET /calls/export.csv, with the token a link could not carry.
import type { CallFilter } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { problemError } from './problemError.ts';
import type { RequestOptions } from './request.ts';

/** Which calls are wanted in the table, and for whom: BCP 47 locale of its words, IANA zone of its times. */
export interface ExportQuery {
  readonly filter: CallFilter;
  /** A part of a name, or of a number in any formatting. */
  readonly text?: string;
  readonly locale: string;
  readonly timeZone: string;
}

/** A log of 100,000 calls takes its time. */
const timeoutMs = 120_000;

/** The table, with a byte order mark for Excel. Throws the service's code, or `service.unavailable` when none came in time. */
export async function exportCalls(options: RequestOptions, query: ExportQuery): Promise<Blob> {
  const token = await options.token();
  const abort = new AbortController();
  const cancelTimer = options.clock.after(timeoutMs, () => {
    abort.abort(new AppError('service.unavailable', 'no table in time'));
  });
  try {
    const response = await options.fetch(`${options.apiBase}${exportPath(query)}`, {
      headers: { authorization: `Bearer ${token}`, accept: 'text/csv' },
      signal: abort.signal,
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'error',
    });
    if (!response.ok) throw await problemError(response);
    return await response.blob();
  } catch (fault) {
    if (abort.signal.aborted) throw abort.signal.reason;
    throw fault instanceof AppError ? fault : new AppError('service.unavailable', 'no answer', { cause: fault });
  } finally {
    cancelTimer();
  }
}

function exportPath({ filter, text = '', locale, timeZone }: ExportQuery): string {
  const search = new URLSearchParams({ filter, tz: timeZone, lang: locale, bom: '1' });
  if (text !== '') search.set('q', text);
  return `/calls/export.csv?${search.toString()}`;
}
