// Asks Graph what has changed in the directory since the last time, and for everybody where nobody knows any more.
// https://learn.microsoft.com/graph/delta-query-users, https://learn.microsoft.com/graph/delta-query-overview (resets)
import { toAppError } from '#shared/errors';
import type { Wire } from './createWire.ts';
import type { UserChange, UserChanges } from './GraphPort.ts';
import { unreadableFault } from './graphFaults.ts';
import { parseUserChange } from './parseUserChange.ts';
import { linkWithin } from './parsePage.ts';
import { readPages } from './readPages.ts';

/** A company of a million in pages of a hundred. */
const mostPages = 10_000;
const userFields =
  'id,displayName,userPrincipalName,mail,jobTitle,department,businessPhones,mobilePhone,accountEnabled';
/** In front of a position: links of other fields would bring other fields. */
const mark = 'users.1 ';
const resyncCodes: ReadonlySet<string> = new Set([
  'syncstatenotfound',
  'syncstateinvalid',
  'resyncrequired',
  'directory_expiredpagetoken',
]);

/** `onSkipped` hears of entries that were no users. Throws what GraphPort promises. */
export async function readUserChanges(
  wire: Wire,
  position: string | undefined,
  onSkipped: (count: number) => void,
): Promise<UserChanges> {
  const link = linkOf(position, wire.base);
  if (link === undefined) return readWhole(wire, onSkipped);
  try {
    return { isWhole: false, ...(await readFrom(wire, link, onSkipped)) };
  } catch (thrown) {
    if (!isResync(thrown)) throw thrown;
    return readWhole(wire, onSkipped);
  }
}

async function readWhole(wire: Wire, onSkipped: (count: number) => void): Promise<UserChanges> {
  const url = new URL(`users/delta?$select=${userFields}`, wire.base);
  return { isWhole: true, ...(await readFrom(wire, url, onSkipped)) };
}

async function readFrom(
  wire: Wire,
  url: URL,
  onSkipped: (count: number) => void,
): Promise<Pick<UserChanges, 'changes' | 'position'>> {
  const changes: UserChange[] = [];
  for await (const page of readPages(wire, 'userChanges', { url, most: mostPages })) {
    const good = page.entries.map(parseUserChange).filter((change) => change !== undefined);
    if (good.length < page.entries.length) onSkipped(page.entries.length - good.length);
    changes.push(...good);
    if (page.delta !== undefined) return { changes, position: `${mark}${page.delta.href}` };
  }
  throw unreadableFault('userChanges', 'no end of the changes');
}

function linkOf(position: string | undefined, base: URL): URL | undefined {
  return position?.startsWith(mark) === true ? linkWithin(position.slice(mark.length), base) : undefined;
}

/** Graph has forgotten where we were: 410 Gone, or one of its words for it under another 4xx. */
function isResync(thrown: unknown): boolean {
  const { facts } = toAppError(thrown);
  const { status, graphCode } = facts;
  return status === 410 || (typeof graphCode === 'string' && resyncCodes.has(graphCode.toLowerCase()));
}
