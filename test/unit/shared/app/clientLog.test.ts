// The log of the app for problem reports, and whose a token is.
import { AppError } from '#shared/errors';
import { createReportLog, createSessionModel, type ReportLog } from '#shared/models';
import { logChanges, logFaults, loggedFetch } from '../../../../shared/app/clientLog.ts';
import { tokenOwner } from '../../../../shared/app/tokenOwner.ts';
import { ClockFake } from '../../../support/ClockFake.ts';

const still = { getSnapshot: () => ({}), subscribe: () => () => undefined };

/** The lines without their times. */
function lines(log: ReportLog): readonly string[] {
  return log
    .text()
    .split('\n')
    .map((line) => line.slice(line.indexOf(' ') + 1));
}

describe('loggedFetch', () => {
  const clock = new ClockFake();

  it.each([
    ['/api/v1/calls?q=Bruno&limit=50', 'answer method=GET path=/api/v1/calls status=200 ms=0'],
    ['/api/v1/calls/asterisk-1763620000.42', 'answer method=GET path=/api/v1/calls/:id status=200 ms=0'],
    ['/api/v1/calls/live/c-123/answer', 'answer method=GET path=/api/v1/calls/live/:id/answer status=200 ms=0'],
    ['https://pbx.example.com/api/v1/me', 'answer method=GET path=/api/v1/me status=200 ms=0'],
  ])('writes %s without what was searched or whose call it was', async (url, line) => {
    const log = createReportLog(clock);
    const response: Partial<Response> = { status: 200 };
    await loggedFetch(log, async () => response as Response, clock)(url, {});
    expect(lines(log)).toEqual([line]);
  });

  it('writes what did not answer, and passes the fault on', async () => {
    const log = createReportLog(clock);
    const broken = loggedFetch(log, () => Promise.reject(new TypeError('Ada is not reachable')), clock);
    await expect(broken('/api/v1/me', { method: 'POST' })).rejects.toThrow('Ada');
    expect(lines(log)).toEqual(['no answer method=POST path=/api/v1/me kind=TypeError code=internal ms=0']);
  });

  it('tells a request that was called off from one that failed', async () => {
    const log = createReportLog(clock);
    const abort = new AbortController();
    abort.abort();
    const broken = loggedFetch(log, () => Promise.reject(new AppError('service.unavailable', 'stop')), clock);
    await expect(broken('/api/v1/me', { signal: abort.signal })).rejects.toThrow('stop');
    expect(lines(log)).toEqual(['called off method=GET path=/api/v1/me kind=AppError code=service.unavailable ms=0']);
  });
});

describe('logChanges', () => {
  it('writes a change once, and nothing of what the log does not tell', () => {
    const clock = new ClockFake();
    const log = createReportLog(clock);
    const session = createSessionModel(clock);
    const calls = { ...still, getSnapshot: () => ({ calls: [] }) };
    const dial = { ...still, getSnapshot: () => ({ status: { kind: 'none' }, preferred: 'tel', canRing: false }) };
    logChanges(log, { session, live: calls, dial, copy: still } as unknown as Parameters<typeof logChanges>[1]);
    const before = lines(log).length;
    session.setPhase('signedIn');
    session.setMissedCount(3);
    session.setPhase('signedOut', 'auth.invalid');
    expect(lines(log).slice(before)).toEqual([
      'session phase=signedIn connection=connecting',
      'session phase=signedOut connection=connecting error=auth.invalid',
    ]);
  });
});

describe('logFaults', () => {
  it('writes kind and place of faults nobody caught, never their words', () => {
    const log = createReportLog(new ClockFake());
    const listeners = new Map<string, (event: unknown) => void>();
    const page = { addEventListener: (name: string, hear: (event: unknown) => void) => void listeners.set(name, hear) };
    logFaults(log, page);
    listeners.get('error')?.({ error: new RangeError('Ada Example'), lineno: 12, colno: 7 });
    listeners.get('unhandledrejection')?.({ reason: 'Bruno Sample' });
    expect(lines(log)).toEqual([
      'fault kind=RangeError code=internal line=12 column=7',
      'fault kind=string code=internal',
    ]);
  });
});

describe('tokenOwner', () => {
  const tokenWith = (claims: object): string => `h.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.s`;

  it('names tenant and person', () => {
    expect(tokenOwner(tokenWith({ tid: 't1', oid: 'o1', name: 'Chloé ÿ?>' }))).toBe('t1.o1');
  });

  it.each(['', 'token', 'a.b.c', 'a.!!!.c', tokenWith({ tid: 't1' }), tokenWith({ tid: 1, oid: 2 }), tokenWith([])])(
    'names nobody for %p',
    (token) => {
      expect(tokenOwner(token)).toBeUndefined();
    },
  );
});
