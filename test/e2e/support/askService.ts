// Speaks to the service in the name of a person, as one of their other devices would.
import type { Sandbox } from '../../sandbox/index.ts';

/** Sends `body` to /api/v1/`path`; throws with the service's words when it refuses. */
export async function askService(
  sandbox: Sandbox,
  extension: string,
  method: 'GET' | 'PATCH' | 'PUT',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const user = sandbox.tenant.byExtension(extension);
  if (user === undefined) throw new Error(`nobody has extension ${extension}`);
  const answer = await fetch(`${sandbox.serviceUrl}/api/v1/${path}`, {
    method,
    headers: { authorization: `Bearer ${await sandbox.issuer.userToken(user)}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
