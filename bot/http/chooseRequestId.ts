// Gives every request an id: the caller's own when it is harmless to log, else a new one.
import { randomUUID } from 'node:crypto';

const harmless = /^[A-Za-z0-9-]{1,64}$/;

/** `incoming` is the x-request-id header as received. */
export function chooseRequestId(incoming: string | readonly string[] | undefined): string {
  return typeof incoming === 'string' && harmless.test(incoming) ? incoming : randomUUID();
}
