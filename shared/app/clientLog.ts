// Writes what the app does into the log for problem reports: requests, connection, sign-in, faults; no numbers, no names.
import type { ClockPort, FetchPort } from '#shared/client';
import { toAppError } from '#shared/errors';
import type { AppModels, ReportLog } from '#shared/models';

/** `fetch`, with each request and its answer in the log. */
export function loggedFetch(log: ReportLog, fetchHere: FetchPort, clock: Pick<ClockPort, 'now'>): FetchPort {
  return async (url, init) => {
    const request = { method: init.method ?? 'GET', path: pathOf(url) };
    const startMs = clock.now();
    try {
      const response = await fetchHere(url, init);
      log.write('answer', { ...request, status: response.status, ms: clock.now() - startMs });
      return response;
    } catch (fault) {
      const isCalledOff = init.signal?.aborted === true;
      log.write(isCalledOff ? 'called off' : 'no answer', { ...request, ...nameOf(fault), ms: clock.now() - startMs });
      throw fault;
    }
  };
}

/** Writes the changes of the models, from now on. */
export function logChanges(log: ReportLog, models: Pick<AppModels, 'session' | 'live' | 'dial' | 'copy'>): void {
  const { session, live, dial, copy } = models;
  onChange(log, 'session', session, ({ phase, connection, pbx, error }) => ({ phase, connection, pbx, error }));
  onChange(log, 'calls', live, ({ calls }) => ({ states: calls.map(({ state }) => state).join(',') }));
  onChange(log, 'dial', dial, ({ status, preferred, canRing }) => ({
    status: status.kind,
    code: status.kind === 'failed' ? status.code : undefined,
    preferred,
    canRing,
  }));
  onChange(log, 'copy', copy, ({ shownFromMs }) => ({ isShown: shownFromMs !== undefined }));
}

/** Writes faults nobody caught, from now on. Their texts may quote what people typed, so only kind and place are kept. */
export function logFaults(log: ReportLog, page: Pick<Window, 'addEventListener'>): void {
  page.addEventListener('error', ({ error, lineno, colno }: ErrorEvent) => {
    log.write('fault', { ...nameOf(error), line: lineno, column: colno });
  });
  page.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
    log.write('fault', nameOf(reason));
  });
}

interface Changing<Snapshot> {
  getSnapshot(): Snapshot;
  subscribe(listener: () => void): () => void;
}

type Facts = Readonly<Record<string, string | boolean | undefined>>;

function onChange<Snapshot>(
  log: ReportLog,
  event: string,
  model: Changing<Snapshot>,
  facts: (now: Snapshot) => Facts,
): void {
  let before = '';
  const write = (): void => {
    const now = facts(model.getSnapshot());
    const text = JSON.stringify(now);
    if (text === before) return;
    before = text;
    log.write(event, now);
  };
  model.subscribe(write);
  write();
}

/** The path alone: a query may hold what somebody searched, and a segment with digits is the id of somebody's call. */
function pathOf(url: string): string {
  const [path = ''] = url.replace(/^https?:\/\/[^/]+/u, '').split(/[?#]/u);
  return path.replace(/\/[^/]*(?:\d[^/]*){3,}/gu, '/:id');
}

function nameOf(fault: unknown): { readonly kind: string; readonly code: string } {
  return { kind: fault instanceof Error ? fault.name : typeof fault, code: toAppError(fault).code };
}
