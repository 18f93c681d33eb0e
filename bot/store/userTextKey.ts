// The keys under which documents of one person are kept, so that they can be handed out and erased with the person.

import type { AsyncStorePort } from './AsyncStorePort.ts';

/** The key of the user's document `name`, for `keepText` and `keptText`. */
export function userTextKey(userId: string, name: string): string {
  return `${userTextPrefix(userId)}${name}`;
}

/** The documents of the people of one tenant, by person and name. Both reject with `store.*`. */
export function userTexts(
  store: Pick<AsyncStorePort, 'keepText' | 'keptText'>,
  tenantId: string,
): {
  get(userId: string, name: string): Promise<string | undefined>;
  put(userId: string, name: string, text: string): Promise<void>;
} {
  return {
    get: (userId, name) => store.keptText(tenantId, userTextKey(userId, name)),
    put: (userId, name, text) => store.keepText(tenantId, userTextKey(userId, name), text),
  };
}

/** How the keys of all documents of the user begin; no other user's do. */
export function userTextPrefix(userId: string): string {
  return `user:${userId.replace(/[^\w.@-]/g, escaped)}:`;
}

function escaped(unit: string): string {
  return `%${unit.charCodeAt(0).toString(16)};`;
}
