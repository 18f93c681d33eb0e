// Users: $select, the one $filter our service may need, pages, changes, single users and /me.
import type { SandboxUser } from '../tenant/index.ts';
import { badRequest, graphError, ok, type GraphAnswer } from './answers.ts';
import { deltaOf } from './deltaOperation.ts';
import type { Operation, OperationContext } from './operation.ts';
import { pageOf } from './paging.ts';

const defaultProperties = [
  'businessPhones',
  'displayName',
  'givenName',
  'id',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
] as const satisfies readonly (keyof SandboxUser)[];

const selectable: ReadonlySet<string> = new Set([...defaultProperties, 'department', 'accountEnabled']);
const readUsers = {
  application: ['User.Read.All', 'User.ReadBasic.All', 'Directory.Read.All'],
  delegated: ['User.Read.All', 'User.ReadBasic.All', 'Directory.Read.All'],
};
const readMe = { application: [], delegated: ['User.Read', 'User.Read.All'] };

/** Names of $select, or what is wrong with it. */
function selection(query: URLSearchParams): readonly string[] | GraphAnswer {
  const select = query.get('$select');
  if (select === null) return defaultProperties;
  const names = select.split(',').map((name) => name.trim());
  const unknown = names.find((name) => !selectable.has(name));
  return unknown === undefined
    ? names
    : badRequest(
        `Parsing OData Select and Expand failed: Could not find a property named '${unknown}' on type 'microsoft.graph.user'.`,
      );
}

function isAnswer(result: readonly string[] | GraphAnswer): result is GraphAnswer {
  return !Array.isArray(result);
}

function show(user: SandboxUser, names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, user[name as keyof SandboxUser] ?? null]));
}

/** The filter as a test, or `null` when we do not speak it. */
function filterOf(query: URLSearchParams): ((user: SandboxUser) => boolean) | null {
  const filter = query.get('$filter');
  if (filter === null) return () => true;
  const match = /^accountEnabled eq (true|false)$/.exec(filter.trim());
  return match === null ? null : (user) => user.accountEnabled === (match[1] === 'true');
}

function listUsers(context: OperationContext): GraphAnswer {
  const names = selection(context.query);
  if (isAnswer(names)) return names;
  const filter = filterOf(context.query);
  if (filter === null)
    return graphError(400, 'Request_UnsupportedQuery', 'Unsupported or invalid query filter clause specified.');
  const rules = { defaultTop: 100, maxTop: 999 };
  const users = context.directory.users().filter(filter);
  return pageOf(users, context.query, `${context.baseUrl}/users`, rules, (user) => show(user, names));
}

/** A property that was never set is left out of a change, not null. */
function usersDelta(context: OperationContext): GraphAnswer {
  const names = selection(context.query);
  if (isAnswer(names)) return names;
  const shown = [...new Set(['id', ...names])];
  return deltaOf(context, context.query.get('$select'), (user) =>
    Object.fromEntries(Object.entries(show(user, shown)).filter(([, value]) => value !== null)),
  );
}

function oneUser(context: OperationContext): GraphAnswer {
  const names = selection(context.query);
  if (isAnswer(names)) return names;
  const user = context.user === undefined ? undefined : context.directory.find(context.user.id);
  if (user === undefined) {
    return graphError(
      404,
      'Request_ResourceNotFound',
      'Resource does not exist or one of its queried reference-property objects are not present.',
    );
  }
  return ok(show(user, names));
}

/** By method and path. */
export const directoryOperations: Readonly<Record<string, Operation>> = {
  'GET /users': { permissions: readUsers, run: listUsers },
  'GET /users/delta': { permissions: readUsers, run: usersDelta },
  'GET /users/{id}': { permissions: readUsers, run: oneUser },
  'GET /me': { permissions: readMe, run: oneUser },
};
