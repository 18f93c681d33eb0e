// The controls of the Graph sandbox, in process and over HTTP under /_sandbox/.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readJson, sendEmpty, sendJson } from '../httpTools.ts';
import type { SandboxTenant, SandboxUser } from '../tenant/index.ts';
import type { Violation } from './engine.ts';
import type { Fault, FaultBook } from './faults.ts';
import type { Journal, JournalEntry, JournalPage } from './journal.ts';
import type { PresenceBoard, PresenceView } from './presenceBoard.ts';
import { clientPresence, preferredDefaultLifeMs, type PresencePair, type TeamsClientState } from './presenceRules.ts';
import type { Quota } from './quota.ts';

const pollMs = 100;
const minuteMs = 60_000;
const defaultWaitMs = 5000;

/** A user's presence with who it is, for tests and pages. */
export interface NamedPresence extends PresenceView {
  readonly extension: string;
  readonly displayName: string;
}

/** What is waited for; `session: false` means that no application session is alive. */
export interface PresenceWish {
  readonly availability?: string;
  readonly activity?: string;
  readonly session?: boolean;
}

/** Everything a test may do to Graph. Users are named by id, address or extension. */
export interface GraphControls {
  journal(from?: number): JournalPage;
  entries(): readonly JournalEntry[];
  readonly violations: readonly Violation[];
  presence(user: string): NamedPresence;
  /** Everyone, or the first so many. */
  presences(first?: number): readonly NamedPresence[];
  /** Resolves once a user's presence is as wished; rejects after the time with what it was. */
  waitForPresence(user: string, wish: PresenceWish, timeoutMs?: number): Promise<NamedPresence>;
  setTeamsClient(user: string, state: TeamsClientState, client?: string): void;
  /** What the person chose by hand; `null` takes it away. */
  setPreferred(user: string, pair: PresencePair | null, minutes?: number): void;
  addFault(fault: Fault): () => void;
  clearFaults(): void;
  /** Moves the clock of presence and quota ahead. */
  advance(ms: number): void;
  /** Forgets presence, journal, faults, quota and violations. */
  reset(): void;
}

/** What the controls act on. */
export interface ControlParts {
  readonly tenant: SandboxTenant;
  readonly board: PresenceBoard;
  readonly journal: Journal;
  readonly faults: FaultBook;
  readonly quota: Quota;
  readonly violations: Violation[];
  readonly advance: (ms: number) => void;
}

function meets(seen: NamedPresence, wish: PresenceWish): boolean {
  if (wish.availability !== undefined && wish.availability !== seen.availability) return false;
  if (wish.activity !== undefined && wish.activity !== seen.activity) return false;
  return wish.session === undefined || wish.session === seen.sessions.length > 0;
}

/** Checks at each write and, as sessions also end by time, every 100 ms. */
function waitUntil(
  board: PresenceBoard,
  look: () => NamedPresence,
  wish: PresenceWish,
  timeoutMs: number,
): Promise<NamedPresence> {
  return new Promise((resolve, reject) => {
    const stop = (): void => {
      clearInterval(poll);
      clearTimeout(limit);
      forget();
    };
    const check = (): void => {
      const seen = look();
      if (!meets(seen, wish)) return;
      stop();
      resolve(seen);
    };
    const fail = (): void => {
      stop();
      const { availability, activity, sessions } = look();
      reject(
        new Error(
          `presence is ${availability}/${activity} with ${String(sessions.length)} sessions, not ${JSON.stringify(wish)}`,
        ),
      );
    };
    const poll = setInterval(check, pollMs);
    const limit = setTimeout(fail, timeoutMs);
    const forget = board.onChange(check);
    check();
  });
}

/** The controls for code in the same process. */
export function makeControls(parts: ControlParts): GraphControls {
  const { tenant, board, journal, faults, quota, violations } = parts;
  const userOf = (key: string): SandboxUser => {
    const user = tenant.find(key) ?? tenant.byExtension(key);
    if (user === undefined) throw new Error(`the sandbox tenant has no user ${key}`);
    return user;
  };
  const look = (user: SandboxUser): NamedPresence => ({
    ...board.read(user.id),
    extension: user.extension,
    displayName: user.displayName,
  });
  return {
    journal: (from) => journal.page(from),
    entries: () => journal.entries(),
    violations,
    presence: (key) => look(userOf(key)),
    presences: (first = tenant.users.length) => tenant.users.slice(0, first).map(look),
    waitForPresence: (key, wish, timeoutMs = defaultWaitMs) =>
      waitUntil(board, () => look(userOf(key)), wish, timeoutMs),
    setTeamsClient: (key, state, client) => board.setTeamsClient(userOf(key).id, state, client),
    setPreferred: (key, pair, minutes) => {
      const { id } = userOf(key);
      if (pair === null) board.clearPreferred(id);
      else
        board.setPreferred(
          id,
          pair,
          minutes === undefined ? (preferredDefaultLifeMs(pair) ?? minuteMs) : minutes * minuteMs,
        );
    },
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    advance: parts.advance,
    reset: () => {
      board.reset();
      journal.reset();
      faults.clear();
      quota.reset();
      violations.length = 0;
    },
  };
}

type ControlBody = Readonly<Record<string, unknown>>;
type ControlRoute = (controls: GraphControls, query: URLSearchParams, body: ControlBody) => unknown;

function wishOf(query: URLSearchParams): PresenceWish {
  const availability = query.get('availability');
  const activity = query.get('activity');
  const session = query.get('session');
  return {
    ...(availability === null ? {} : { availability }),
    ...(activity === null ? {} : { activity }),
    ...(session === null ? {} : { session: session === 'true' }),
  };
}

function isClientState(value: unknown): value is TeamsClientState {
  return typeof value === 'string' && Object.hasOwn(clientPresence, value);
}

function setClient(controls: GraphControls, body: ControlBody): void {
  if (!isClientState(body.state)) throw new Error(`state is one of ${Object.keys(clientPresence).join(', ')}`);
  controls.setTeamsClient(String(body.user), body.state);
}

function setPreferred(controls: GraphControls, body: ControlBody): void {
  const { availability, activity, minutes } = body;
  const pair = typeof availability === 'string' ? { availability, activity: String(activity) } : null;
  controls.setPreferred(String(body.user), pair, typeof minutes === 'number' ? minutes : undefined);
}

function countBy(entries: readonly JournalEntry[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of entries) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const routes: Readonly<Record<string, ControlRoute>> = {
  'GET journal': (controls, query) => controls.journal(Number(query.get('from') ?? 0)),
  'GET violations': (controls) => ({ violations: controls.violations }),
  'GET stats': (controls) => ({
    requests: controls.entries().length,
    violations: controls.violations.length,
    byStatus: countBy(controls.entries()),
  }),
  'GET presence': (controls, query) => ({
    users: controls.presences(query.has('first') ? Number(query.get('first')) : undefined),
  }),
  'GET wait': (controls, query) =>
    controls.waitForPresence(query.get('user') ?? '', wishOf(query), Number(query.get('timeoutMs') ?? defaultWaitMs)),
  'POST client': (controls, _query, body) => setClient(controls, body),
  'POST preferred': (controls, _query, body) => setPreferred(controls, body),
  'POST faults': (controls, _query, body) => void controls.addFault(body as unknown as Fault),
  'DELETE faults': (controls) => controls.clearFaults(),
  'POST clock': (controls, _query, body) => controls.advance(Number(body.advanceMs)),
  'POST reset': (controls) => controls.reset(),
};

/** Answers one control request: 200 with JSON, 204, 404, or 409 with what went wrong. */
export async function answerControl(
  controls: GraphControls,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost');
  const route = routes[`${request.method ?? 'GET'} ${pathname.replace('/_sandbox/', '')}`];
  if (route === undefined) {
    sendJson(response, 404, { error: 'no such control' });
    return;
  }
  try {
    const body = await readJson(request);
    const result = await route(controls, searchParams, body);
    if (result === undefined) sendEmpty(response);
    else sendJson(response, 200, result);
  } catch (fault) {
    sendJson(response, 409, { error: fault instanceof Error ? fault.message : String(fault) });
  }
}
