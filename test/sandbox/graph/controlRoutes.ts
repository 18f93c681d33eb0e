// The controls of the Graph sandbox over HTTP, below /_sandbox/; a user is named by id, address or extension.
//
//   GET journal?from=N            requests received from number N on, with the arrival in microseconds
//   GET violations                requests that are not as Graph's documents say
//   GET stats                     how many requests, violations, and answers by status
//   GET quota                     per application: presence requests, and the most in any 30 s (parts of batches one by one)
//   GET presence?first=N          what others see of everyone, or of the first N
//   GET wait?user&availability&activity&session=true|false&timeoutMs    answers once it is so, 409 when it never was
//   POST client {user, state, client?}              what a Teams client of the user does (`client` names the device)
//   POST session {user, app, availability?, activity?, minutes?}    another application's session; no availability ends it
//   POST preferred {user, availability?, activity?, minutes?}       the user's own choice; no availability takes it away
//   POST user {user, ...}          changes somebody in the directory, e.g. displayName, businessPhones, accountEnabled
//   DELETE user {user}            takes somebody out of the directory
//   POST forget                   positions in the changes of the directory are forgotten (410 Gone)
//   POST meetings {user, meetings?}    the whole calendar of somebody; without meetings the usual one again
//   POST contacts {user, contacts?}    the own contacts of somebody; without contacts the usual ones again
//   POST faults {kind, match?, count?, seconds?, share?, delayMs?, status?, retryAfterSeconds?}    see faults.ts
//   DELETE faults                 disarms all
//   POST clock {advanceMs}        moves the clock of presence, quota and faults ahead
//   POST reset                    forgets presence, journal, faults, quota, violations, and changes of directory and mailboxes
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readJson, sendEmpty, sendJson } from '../httpTools.ts';
import type { GraphControls, PresenceWish } from './control.ts';
import { readFault } from './faults.ts';
import type { JournalEntry } from './journal.ts';
import { readContacts, readMeetings } from './mailboxes.ts';
import { clientPresence, type PresencePair, type TeamsClientState } from './presenceRules.ts';

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

function numberOf(query: URLSearchParams, name: string): number | undefined {
  return query.has(name) ? Number(query.get(name)) : undefined;
}

function isClientState(value: unknown): value is TeamsClientState {
  return typeof value === 'string' && Object.hasOwn(clientPresence, value);
}

function setClient(controls: GraphControls, body: ControlBody): void {
  if (!isClientState(body.state)) throw new Error(`state is one of ${Object.keys(clientPresence).join(', ')}`);
  controls.setTeamsClient(String(body.user), body.state, typeof body.client === 'string' ? body.client : undefined);
}

function pairOf({ availability, activity }: ControlBody): PresencePair | null {
  return typeof availability === 'string' ? { availability, activity: String(activity) } : null;
}

function minutesOf({ minutes }: ControlBody): number | undefined {
  return typeof minutes === 'number' ? minutes : undefined;
}

function countBy(entries: readonly JournalEntry[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const { status } of entries) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const routes: Readonly<Record<string, ControlRoute>> = {
  'GET journal': (controls, query) => controls.journal(numberOf(query, 'from')),
  'GET violations': (controls) => ({ violations: controls.violations }),
  'GET quota': (controls) => controls.quota(),
  'GET stats': (controls) => ({
    requests: controls.entries().length,
    violations: controls.violations.length,
    byStatus: countBy(controls.entries()),
  }),
  'GET presence': (controls, query) => ({
    users: controls.presences(numberOf(query, 'first')),
  }),
  'GET wait': (controls, query) =>
    controls.waitForPresence(query.get('user') ?? '', wishOf(query), numberOf(query, 'timeoutMs')),
  'POST client': (controls, _query, body) => setClient(controls, body),
  'POST session': (controls, _query, body) =>
    controls.setAppSession(String(body.user), String(body.app), pairOf(body), minutesOf(body)),
  'POST preferred': (controls, _query, body) => controls.setPreferred(String(body.user), pairOf(body), minutesOf(body)),
  'POST user': (controls, _query, { user, ...edit }) => controls.changeUser(String(user), edit),
  'DELETE user': (controls, _query, body) => controls.removeUser(String(body.user)),
  'POST forget': (controls) => controls.forgetDeltaTokens(),
  'POST meetings': (controls, _query, body) => controls.setMeetings(String(body.user), readMeetings(body.meetings)),
  'POST contacts': (controls, _query, body) => controls.setContacts(String(body.user), readContacts(body.contacts)),
  'POST faults': (controls, _query, body) => void controls.addFault(readFault(body)),
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
