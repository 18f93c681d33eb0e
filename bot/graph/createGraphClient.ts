// GraphPort over HTTP for one tenant: presence sessions and the directory's users.
import { randomUUID } from 'node:crypto';
import type { TeamsSession } from '#shared/domain/presence';
import { AppError, toAppError, type ErrorCode } from '#shared/errors';
import { createDispatcher, type OutboundOptions } from './createDispatcher.ts';
import { createMsalAcquire } from './createMsalAcquire.ts';
import { createTokenSource, type TokenSource } from './createTokenSource.ts';
import { exchange, type Answer, type Ask } from './exchange.ts';
import { answerFault, unreadableFault } from './graphFaults.ts';
import type { GraphPort, GraphUser } from './GraphPort.ts';
import { parseUsersPage, type UsersPage } from './parseUsersPage.ts';

const presenceMaxBytes = 64 * 1024;
const usersMaxBytes = 8 * 1024 * 1024;
const usersMaxPages = 2_000;
const shortestSessionMinutes = 5;
const longestSessionMinutes = 240;
const outcomes: Readonly<Partial<Record<ErrorCode, GraphRequestOutcome>>> = {
  'graph.throttled': 'throttled',
  'graph.timeout': 'timeout',
  'graph.unavailable': 'unavailable',
  'graph.unreadable': 'unreadable',
  'graph.consentLost': 'consentLost',
};
const userFields = 'id,displayName,userPrincipalName,mail,jobTitle,department,businessPhones,mobilePhone';

/** One tenant at Graph: where, as whom, and how many sockets. `authority` ends with the tenant's id. */
export interface GraphTenant {
  readonly tenantId: string;
  /** e.g. https://graph.microsoft.com/v1.0 */
  readonly baseUrl: string;
  readonly authority: string;
  readonly clientId: string;
  readonly clientSecret: string;
  readonly timeoutMs: number;
  readonly connections: number;
}

/** How a request ended, in the words of the metrics. */
export type GraphRequestOutcome =
  'ok' | 'throttled' | 'timeout' | 'refused' | 'unavailable' | 'unreadable' | 'consentLost';

/** What is told of every request; clearing what is not there counts as `ok`. */
export interface GraphRequestReport {
  readonly op: GraphOperation;
  readonly outcome: GraphRequestOutcome;
  readonly durationMs: number;
}

/** What this client asks of Graph; `token` is a renewal at the identity provider. */
export type GraphOperation = 'setPresence' | 'clearPresence' | 'listUsers' | 'token';

/** The client's tenant, its way out, and who is told; `now` is milliseconds since the epoch. */
export interface GraphClientOptions {
  readonly tenant: GraphTenant;
  readonly outbound?: OutboundOptions;
  readonly now?: () => number;
  readonly onRequest?: (report: GraphRequestReport) => void;
  /** Entries of a page of users that were no users. */
  readonly onUsersSkipped?: (count: number) => void;
}

interface Wire {
  readonly base: URL;
  call(op: GraphOperation, ask: Omit<Ask, 'op' | 'headers' | 'timeoutMs'>): Promise<Answer>;
}

/** A client that opens no socket before its first call. */
export function createGraphClient(options: GraphClientOptions): GraphPort {
  const { tenant } = options;
  const dispatcher = createDispatcher(options.outbound ?? {}, tenant);
  const now = options.now ?? Date.now;
  const base = new URL(`${tenant.baseUrl.replace(/\/+$/, '')}/`);
  const report = options.onRequest ?? (() => undefined);
  const acquire = createMsalAcquire(dispatcher, { ...tenant, scope: `${base.origin}/.default`, now });
  const tokens = createTokenSource(() => reported('token', report, acquire), now);
  const wire: Wire = {
    base,
    call: (op, ask) =>
      reported(op, report, () =>
        authorised(tokens, op, now, (token) =>
          exchange(dispatcher, { ...ask, op, timeoutMs: tenant.timeoutMs, headers: headersFor(token, ask.body) }),
        ),
      ),
  };
  return {
    setPresence: (userId, session, minutes) => setPresence(wire, tenant.clientId, userId, session, minutes),
    clearPresence: (userId) => clearPresence(wire, tenant.clientId, userId),
    listUsers: () => listUsers(wire, options.onUsersSkipped ?? (() => undefined)),
    // Destroyed, not closed: whoever stops has already awaited what matters, and a hanging Graph must not hold the exit.
    stop: () => dispatcher.destroy(),
  };
}

async function setPresence(
  wire: Wire,
  sessionId: string,
  userId: string,
  session: TeamsSession,
  minutes: number,
): Promise<void> {
  const { availability, activity } = session;
  const body = JSON.stringify({ sessionId, availability, activity, expirationDuration: sessionDuration(minutes) });
  const url = presenceUrl(wire.base, userId, 'setPresence');
  const answer = await wire.call('setPresence', { method: 'POST', url, body, maxBytes: presenceMaxBytes });
  mustBeGraphs('setPresence', answer);
}

async function clearPresence(wire: Wire, sessionId: string, userId: string): Promise<void> {
  const body = JSON.stringify({ sessionId });
  const url = presenceUrl(wire.base, userId, 'clearPresence');
  try {
    const answer = await wire.call('clearPresence', { method: 'POST', url, body, maxBytes: presenceMaxBytes });
    mustBeGraphs('clearPresence', answer);
  } catch (thrown) {
    // 404: there is no such session (microsoft365.md 1.2), which is what was asked for.
    if (!(thrown instanceof AppError && thrown.code === 'graph.notFound')) throw thrown;
  }
}

async function* listUsers(wire: Wire, onSkipped: (count: number) => void): AsyncGenerator<readonly GraphUser[]> {
  let url: URL | undefined = new URL(`users?$select=${userFields}&$filter=accountEnabled eq true&$top=999`, wire.base);
  const seen = new Set<string>();
  while (url !== undefined) {
    if (seen.has(url.href) || seen.size >= usersMaxPages) throw unreadableFault('listUsers', 'pages without end');
    seen.add(url.href);
    const answer = await wire.call('listUsers', { method: 'GET', url, maxBytes: usersMaxBytes });
    const page: UsersPage = parseUsersPage(answer.text, wire.base);
    if (page.skipped > 0) onSkipped(page.skipped);
    yield page.users;
    url = page.next;
  }
}

/** One call with a token; a 401 is answered by renewing the token, once. */
async function authorised(
  tokens: TokenSource,
  op: GraphOperation,
  now: () => number,
  send: (token: string) => Promise<Answer>,
): Promise<Answer> {
  const token = await tokens.get();
  let answer = await send(token);
  if (answer.status === 401) answer = await send(await tokens.renew(token));
  if (answer.status >= 200 && answer.status < 300) return answer;
  if (answer.status === 404) mustBeGraphs(op, answer);
  throw answerFault(op, answer, now());
}

async function reported<T>(
  op: GraphOperation,
  report: (report: GraphRequestReport) => void,
  work: () => Promise<T>,
): Promise<T> {
  const startedAt = performance.now();
  const tell = (outcome: GraphRequestOutcome): void =>
    report({ op, outcome, durationMs: performance.now() - startedAt });
  try {
    const result = await work();
    tell('ok');
    return result;
  } catch (thrown) {
    tell(outcomeOf(op, toAppError(thrown).code));
    throw thrown;
  }
}

function outcomeOf(op: GraphOperation, code: ErrorCode): GraphRequestOutcome {
  if (code === 'graph.notFound' && op === 'clearPresence') return 'ok';
  return outcomes[code] ?? 'refused';
}

/** A proxy's login page also answers 200 (or 404): what has a body must be JSON to count as Graph's word. */
function mustBeGraphs(op: GraphOperation, answer: Answer): void {
  if (answer.text.trim() === '') return;
  try {
    JSON.parse(answer.text);
  } catch (cause) {
    throw unreadableFault(op, 'not JSON', cause);
  }
}

function headersFor(token: string, body: string | undefined): Readonly<Record<string, string>> {
  return {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'client-request-id': randomUUID(),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
  };
}

function presenceUrl(base: URL, userId: string, action: string): URL {
  // Dots alone would climb in the path, encoded or not (WHATWG URL 4.4).
  if (/^\.*$/.test(userId)) throw new AppError('graph.refused', 'not a user id');
  return new URL(`users/${encodeURIComponent(userId)}/presence/${action}`, base);
}

/** ISO 8601, PT5M..PT4H: what lies outside is brought to the nearer end. */
function sessionDuration(minutes: number): string {
  const whole = Math.round(minutes);
  const kept = Math.min(Math.max(whole, shortestSessionMinutes), longestSessionMinutes);
  return kept % 60 === 0 ? `PT${String(kept / 60)}H` : `PT${String(kept)}M`;
}
