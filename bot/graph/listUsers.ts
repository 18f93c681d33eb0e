// Walks through the pages of the directory's enabled users.
import type { Wire } from './createWire.ts';
import type { GraphUser } from './GraphPort.ts';
import { unreadableFault } from './graphFaults.ts';
import { parseUsersPage, type UsersPage } from './parseUsersPage.ts';

const maxBytes = 8 * 1024 * 1024;
const maxPages = 2_000;
const userFields = 'id,displayName,userPrincipalName,mail,jobTitle,department,businessPhones,mobilePhone';

/** Page by page; `onSkipped` hears of entries that were no users. Throws what GraphPort promises. */
export async function* listUsers(wire: Wire, onSkipped: (count: number) => void): AsyncGenerator<readonly GraphUser[]> {
  let url: URL | undefined = new URL(`users?$select=${userFields}&$filter=accountEnabled eq true&$top=999`, wire.base);
  const seen = new Set<string>();
  while (url !== undefined) {
    if (seen.has(url.href) || seen.size >= maxPages) throw unreadableFault('listUsers', 'pages without end');
    seen.add(url.href);
    const answer = await wire.call('listUsers', { method: 'GET', url, maxBytes });
    const page: UsersPage = parseUsersPage(answer.text, wire.base);
    if (page.skipped > 0) onSkipped(page.skipped);
    yield page.users;
    url = page.next;
  }
}
