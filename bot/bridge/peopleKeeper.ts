// Keeps a tenant's people on disk in parts, so that one change writes a part and a start reads them without a pause.
import { setImmediate as nextTurn } from 'node:timers/promises';
import * as v from 'valibot';
import type { GraphUser } from '#bot/graph';
import type { AsyncStorePort } from '#bot/store';

/** A tenant's people as last known, and where the changes that follow are. All reject with `store.*`. */
export interface PeopleKeeper {
  recall(): Promise<readonly GraphUser[]>;
  /** Writes the parts in which somebody of `changedIds` is. */
  keep(users: readonly GraphUser[], changedIds: ReadonlySet<string>): Promise<void>;
  /** Undefined when nothing is kept, or not all of what was kept can be read. */
  position(): Promise<string | undefined>;
  keepPosition(position: string): Promise<void>;
}

/** Of 50,000 people some 800 each: a few milliseconds to write or read. */
const parts = 64;
const positionKey = 'people/position';
/** Where all of them were kept before. */
const wholeKey = 'people';
const partSchema = v.array(
  v.object({
    id: v.string(),
    displayName: v.string(),
    userPrincipalName: v.string(),
    mail: v.exactOptional(v.string()),
    jobTitle: v.exactOptional(v.string()),
    department: v.exactOptional(v.string()),
    businessPhones: v.array(v.string()),
    mobilePhone: v.exactOptional(v.string()),
  }),
);

/** The keeper of one tenant. */
export function createPeopleKeeper(
  store: Pick<AsyncStorePort, 'keepText' | 'keptText'>,
  tenantId: string,
): PeopleKeeper {
  const write = (key: string, text: string): Promise<void> => store.keepText(tenantId, key, text);
  const recall = async (): Promise<readonly GraphUser[]> => {
    const users: GraphUser[] = [];
    let isSound = true;
    for (const key of [wholeKey, ...partKeys]) {
      const part = readPart(await store.keptText(tenantId, key));
      if (part === undefined) isSound = false;
      else for (const user of part) users.push(user);
      await nextTurn(); // a store that answers on the spot gives nobody else a turn
    }
    if (!isSound) await write(positionKey, '');
    return users;
  };
  const keep = async (users: readonly GraphUser[], changedIds: ReadonlySet<string>): Promise<void> => {
    const hasWhole = ((await store.keptText(tenantId, wholeKey)) ?? '') !== '';
    const touched = new Set((hasWhole ? users.map(({ id }) => id) : [...changedIds]).map(partOf));
    const byPart = new Map<number, GraphUser[]>([...touched].map((part) => [part, []]));
    for (const user of users) byPart.get(partOf(user.id))?.push(user);
    for (const [part, own] of byPart) await write(partKey(part), JSON.stringify(own));
    if (hasWhole) await write(wholeKey, '');
  };
  return {
    recall,
    keep,
    position: async () => {
      const position = await store.keptText(tenantId, positionKey);
      return position === '' ? undefined : position;
    },
    keepPosition: (position) => write(positionKey, position),
  };
}

const partKeys = Array.from({ length: parts }, (_, part) => partKey(part));

function partKey(part: number): string {
  return `people/${String(part)}`;
}

function partOf(userId: string): number {
  let sum = 0;
  for (let at = 0; at < userId.length; at += 1) sum = (sum * 31 + userId.charCodeAt(at)) % 65_521;
  return sum % parts;
}

/** Undefined for what cannot be read. */
function readPart(text: string | undefined): readonly GraphUser[] | undefined {
  if (text === undefined || text === '') return [];
  try {
    const parsed = v.safeParse(partSchema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
