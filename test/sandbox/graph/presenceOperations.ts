// The presence operations with their documented refusals (microsoft365.md 1.1 to 1.3).
import { badRequest, graphError, notFound, ok, okEmpty, type GraphAnswer } from './answers.ts';
import { textOf, type Operation, type OperationContext } from './operation.ts';
import {
  isSessionPair,
  parseDurationMs,
  preferredDefaultLifeMs,
  sessionLifeMs,
  type PresencePair,
} from './presenceRules.ts';

const maxIds = 650;
const readAll = { application: ['Presence.Read.All', 'Presence.ReadWrite.All'], delegated: ['Presence.Read.All'] };
const readOwn = { application: [], delegated: ['Presence.Read', 'Presence.Read.All', 'Presence.ReadWrite'] };
const write = { application: ['Presence.ReadWrite.All'], delegated: ['Presence.ReadWrite'], ownOnly: true };

function presenceJson(context: OperationContext, userId: string): object {
  const { id, availability, activity, sequenceNumber } = context.board.read(userId);
  return {
    id,
    availability,
    activity,
    outOfOfficeSettings: { isOutOfOffice: false, message: null },
    sequenceNumber,
    statusMessage: context.board.statusMessageOf(userId),
    workLocation: null,
  };
}

/** Runs with the user the path names, or answers 404. */
function withUser(context: OperationContext, run: (userId: string) => GraphAnswer): GraphAnswer {
  return context.user === undefined ? notFound('User not found.') : run(context.user.id);
}

/** The session id, which must be the calling application's own id. */
function sessionFault(context: OperationContext): GraphAnswer | undefined {
  const sessionId = textOf(context.body, 'sessionId');
  if (sessionId === undefined) return badRequest('sessionId is required.');
  return sessionId === context.caller.app
    ? undefined
    : badRequest('sessionId must be the id of the calling application.');
}

function pairOf(context: OperationContext): PresencePair {
  return {
    availability: textOf(context.body, 'availability') ?? '',
    activity: textOf(context.body, 'activity') ?? '',
  };
}

/** Milliseconds of `expirationDuration`, the default when absent, `null` when it is no duration. */
function lifeOf(context: OperationContext, defaultMs: number): number | null {
  const { expirationDuration } = context.body;
  if (expirationDuration === undefined || expirationDuration === null) return defaultMs;
  return typeof expirationDuration === 'string' ? parseDurationMs(expirationDuration) : null;
}

function setPresence(context: OperationContext): GraphAnswer {
  return withUser(context, (userId) => {
    const fault = sessionFault(context);
    if (fault !== undefined) return fault;
    const pair = pairOf(context);
    if (!isSessionPair(pair))
      return badRequest(`availability ${pair.availability} with activity ${pair.activity} is not supported.`);
    const lifeMs = lifeOf(context, sessionLifeMs.default);
    if (lifeMs === null || lifeMs < sessionLifeMs.min || lifeMs > sessionLifeMs.max) {
      return badRequest('expirationDuration must be between PT5M and PT4H.');
    }
    context.board.setSession(userId, context.caller.app, pair, lifeMs);
    return okEmpty;
  });
}

function clearPresence(context: OperationContext): GraphAnswer {
  return withUser(context, (userId) => {
    const fault = sessionFault(context);
    if (fault !== undefined) return fault;
    const { board, caller, isStuck } = context;
    const isThere = isStuck ? board.holdsSession(userId, caller.app) : board.clearSession(userId, caller.app);
    return isThere ? okEmpty : notFound('Presence session not found.');
  });
}

function setPreferred(context: OperationContext): GraphAnswer {
  return withUser(context, (userId) => {
    const pair = pairOf(context);
    const defaultMs = preferredDefaultLifeMs(pair);
    if (defaultMs === undefined)
      return badRequest(`availability ${pair.availability} with activity ${pair.activity} is not supported.`);
    const lifeMs = lifeOf(context, defaultMs);
    if (lifeMs === null || lifeMs <= 0) return badRequest('expirationDuration is not valid.');
    context.board.setPreferred(userId, pair, lifeMs);
    return okEmpty;
  });
}

function clearPreferred(context: OperationContext): GraphAnswer {
  return withUser(context, (userId) => {
    context.board.clearPreferred(userId);
    return okEmpty;
  });
}

function setStatusMessage(context: OperationContext): GraphAnswer {
  return withUser(context, (userId) => {
    context.board.setStatusMessage(userId, context.body.statusMessage ?? null);
    return okEmpty;
  });
}

function readPresence(context: OperationContext): GraphAnswer {
  return withUser(context, (userId) => ok(presenceJson(context, userId)));
}

function getPresencesByUserId(context: OperationContext): GraphAnswer {
  const { ids } = context.body;
  if (!Array.isArray(ids) || ids.length === 0) return badRequest('ids is required.');
  if (ids.length > maxIds) return graphError(400, 'BadRequest', `At most ${String(maxIds)} ids are allowed.`);
  const known = ids.map((id) => (typeof id === 'string' ? context.tenant.find(id) : undefined));
  return ok({ value: known.flatMap((user) => (user === undefined ? [] : [presenceJson(context, user.id)])) });
}

/** By method and path. */
export const presenceOperations: Readonly<Record<string, Operation>> = {
  'GET /users/{id}/presence': { permissions: readAll, isPresence: true, run: readPresence },
  'GET /me/presence': { permissions: readOwn, isPresence: true, run: readPresence },
  'GET /communications/presences/{id}': { permissions: readAll, isPresence: true, run: readPresence },
  'POST /communications/getPresencesByUserId': { permissions: readAll, isPresence: true, run: getPresencesByUserId },
  'POST /users/{id}/presence/setPresence': { permissions: write, isPresence: true, run: setPresence },
  'POST /users/{id}/presence/clearPresence': { permissions: write, isPresence: true, run: clearPresence },
  'POST /users/{id}/presence/setUserPreferredPresence': { permissions: write, isPresence: true, run: setPreferred },
  'POST /me/presence/setUserPreferredPresence': { permissions: write, isPresence: true, run: setPreferred },
  'POST /users/{id}/presence/clearUserPreferredPresence': { permissions: write, isPresence: true, run: clearPreferred },
  'POST /users/{id}/presence/setStatusMessage': { permissions: write, isPresence: true, run: setStatusMessage },
  'POST /me/presence/setStatusMessage': { permissions: write, isPresence: true, run: setStatusMessage },
};
