// The controls of the Graph sandbox for code in the same process.
import type { SandboxTenant, SandboxUser } from '../tenant/index.ts';
import type { DirectoryBook, UserEdit } from './directoryBook.ts';
import type { Mailboxes, SandboxContact, SandboxMeeting } from './mailboxes.ts';
import { isPresenceRequest, type Violation } from './engine.ts';
import type { Fault, FaultBook } from './faults.ts';
import type { Journal, JournalEntry, JournalPage } from './journal.ts';
import type { PresenceBoard, PresenceView } from './presenceBoard.ts';
import { isSessionPair, preferredDefaultLifeMs, type PresencePair, type TeamsClientState } from './presenceRules.ts';
import type { Quota } from './quota.ts';
import { countWindows, type QuotaReport } from './quotaReport.ts';

const pollMs = 100;
const minuteMs = 60_000;
const defaultWaitMs = 5000;
const defaultSessionMinutes = 5;

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
  /** The session another application holds for a user; `null` takes it away. @default 5 minutes */
  setAppSession(user: string, app: string, pair: PresencePair | null, minutes?: number): void;
  /** What the person chose by hand; `null` takes it away. */
  setPreferred(user: string, pair: PresencePair | null, minutes?: number): void;
  /** Changes somebody in the directory, e.g. their name, phones, or whether the account is enabled. */
  changeUser(user: string, edit: UserEdit): void;
  /** Deletes somebody from the directory; what else names them goes on. */
  removeUser(user: string): void;
  addUser(user: SandboxUser): void;
  /** Positions in the changes of the directory are forgotten: 410 Gone for whoever comes with one. */
  forgetDeltaTokens(): void;
  /** The whole calendar of somebody from now on; `null`: the usual one again. */
  setMeetings(user: string, meetings: readonly SandboxMeeting[] | null): void;
  /** The own contacts of somebody from now on; `null`: the usual ones again. */
  setContacts(user: string, contacts: readonly SandboxContact[] | null): void;
  /** How many presence requests each application sent, and in its fullest window. */
  quota(): QuotaReport;
  addFault(fault: Fault): () => void;
  clearFaults(): void;
  /** Moves the clock of presence and quota ahead. */
  advance(ms: number): void;
  /** Forgets presence, journal, faults, quota, violations, and what was changed in directory and mailboxes. */
  reset(): void;
}

/** What the controls act on. */
export interface ControlParts {
  readonly tenant: SandboxTenant;
  readonly board: PresenceBoard;
  readonly directory: DirectoryBook;
  readonly mailboxes: Mailboxes;
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

function quotaReport(journal: Journal, { requests: limit, windowMs }: Quota): QuotaReport {
  const apps = countWindows(journal.entries(), windowMs, isPresenceRequest);
  return { limit, windowMs, dropped: journal.dropped, apps };
}

/** The controls for code in the same process. */
export function makeControls(parts: ControlParts): GraphControls {
  const { tenant, board, directory, mailboxes, journal, faults, quota, violations } = parts;
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
    setAppSession: (key, app, pair, minutes = defaultSessionMinutes) => {
      const { id } = userOf(key);
      if (pair === null) board.clearSession(id, app);
      else if (isSessionPair(pair)) board.setSession(id, app, pair, minutes * minuteMs);
      else throw new Error(`${pair.availability}/${pair.activity} is no session`);
    },
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
    changeUser: (key, edit) => directory.edit(userOf(key).id, edit),
    removeUser: (key) => directory.remove(userOf(key).id),
    addUser: (user) => directory.put(user),
    forgetDeltaTokens: () => directory.forgetTokens(),
    setMeetings: (key, meetings) => mailboxes.setMeetings(userOf(key).id, meetings),
    setContacts: (key, contacts) => mailboxes.setContacts(userOf(key).id, contacts),
    quota: () => quotaReport(journal, quota),
    addFault: (fault) => faults.add(fault),
    clearFaults: () => faults.clear(),
    advance: parts.advance,
    reset: () => {
      board.reset();
      directory.reset();
      mailboxes.reset();
      journal.reset();
      faults.clear();
      quota.reset();
      violations.length = 0;
    },
  };
}
