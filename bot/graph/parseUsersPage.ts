// Reads one page of GET /users: good entries become users, bad ones are counted, the next link is checked.
import * as v from 'valibot';
import type { GraphUser } from './GraphPort.ts';
import { unreadableFault } from './graphFaults.ts';

const maxPhones = 32;
const textSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
// An optional field that is null, too long or of the wrong type is left out; the person is kept.
const looseTextSchema = v.fallback(v.optional(textSchema), undefined);
const guidSchema = v.pipe(v.string(), v.uuid(), v.toLowerCase());

const userSchema = v.object({
  id: guidSchema,
  displayName: looseTextSchema,
  userPrincipalName: textSchema,
  mail: looseTextSchema,
  jobTitle: looseTextSchema,
  department: looseTextSchema,
  businessPhones: v.fallback(v.optional(v.array(v.unknown()), []), []),
  mobilePhone: looseTextSchema,
});
const pageSchema = v.object({ value: v.array(v.unknown()), '@odata.nextLink': v.optional(v.string()) });

/** What one page holds; `skipped` counts entries that were no users. */
export interface UsersPage {
  readonly users: readonly GraphUser[];
  readonly skipped: number;
  readonly next?: URL;
}

/** Throws `graph.unreadable` when the page is not a page, or its next link leaves `base` (it would carry our token away). */
export function parseUsersPage(text: string, base: URL): UsersPage {
  const page = v.safeParse(pageSchema, parseJson(text));
  if (!page.success) throw unreadableFault('listUsers', 'not a page of users');
  const users = page.output.value.map(toUser).filter((user) => user !== undefined);
  const skipped = page.output.value.length - users.length;
  const link = page.output['@odata.nextLink'];
  return link === undefined ? { users, skipped } : { users, skipped, next: checkLink(link, base) };
}

function toUser(entry: unknown): GraphUser | undefined {
  const parsed = v.safeParse(userSchema, entry);
  if (!parsed.success) return undefined;
  const { id, displayName, userPrincipalName, businessPhones, mail, jobTitle, department, mobilePhone } = parsed.output;
  return {
    id,
    displayName: displayName ?? userPrincipalName,
    userPrincipalName,
    businessPhones: businessPhones.filter((phone) => v.is(textSchema, phone)).slice(0, maxPhones),
    ...(mail === undefined ? {} : { mail }),
    ...(jobTitle === undefined ? {} : { jobTitle }),
    ...(department === undefined ? {} : { department }),
    ...(mobilePhone === undefined ? {} : { mobilePhone }),
  };
}

function checkLink(link: string, base: URL): URL {
  const next = URL.canParse(link) ? new URL(link) : undefined;
  if (next?.origin !== base.origin) throw unreadableFault('listUsers', 'the next link leads elsewhere');
  return next;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadableFault('listUsers', 'not JSON', cause);
  }
}
