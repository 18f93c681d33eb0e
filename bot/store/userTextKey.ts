// The keys under which documents of one person are kept, so that they can be handed out and erased with the person.

/** The key of the user's document `name`, for `keepText` and `keptText`. */
export function userTextKey(userId: string, name: string): string {
  return `${userTextPrefix(userId)}${name}`;
}

/** How the keys of all documents of the user begin; no other user's do. */
export function userTextPrefix(userId: string): string {
  return `user:${userId.replace(/[^\w.@-]/g, escaped)}:`;
}

function escaped(unit: string): string {
  return `%${unit.charCodeAt(0).toString(16)};`;
}
