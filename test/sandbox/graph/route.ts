// Turns a method and a path into the operation's name and the user it names.

/** A path split into what the tables know. */
export interface Route {
  /** e.g. `POST /users/{id}/presence/setPresence`; for unknown paths the path itself. */
  readonly operation: string;
  readonly userKey: string | undefined;
  readonly isMe: boolean;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** `path` without version and query, e.g. `/users/123/presence`. */
export function routeOf(method: string, path: string): Route {
  const segments = path.split('/').slice(1);
  const [first, second, ...rest] = segments;
  const isMe = first === 'me';
  if (first === 'users' && second === 'delta') return { operation: `${method} /users/delta`, userKey: undefined, isMe };
  if (first === 'users' && second !== undefined && second !== '') {
    return { operation: [`${method} /users/{id}`, ...rest].join('/'), userKey: decode(second), isMe };
  }
  if (first === 'communications' && second === 'presences' && rest.length === 1) {
    return { operation: `${method} /communications/presences/{id}`, userKey: decode(rest[0] ?? ''), isMe };
  }
  return { operation: `${method} ${path}`, userKey: undefined, isMe };
}
