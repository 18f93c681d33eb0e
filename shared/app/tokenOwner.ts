// Tells from an access token of our own API whose it is, to keep the device's copies of two people apart.
import * as v from 'valibot';

const claimsSchema = v.object({ tid: v.string(), oid: v.string() });

/**
 * Tenant and object id of the token's person; undefined when it does not say. Nothing is granted by this: it only names the
 * drawer of what this device already holds. What the person may see is decided by the service, which verifies the token.
 */
export function tokenOwner(token: string): string | undefined {
  try {
    const payload = (token.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    const bytes = Uint8Array.from(atob(payload), (char) => char.charCodeAt(0));
    const claims = v.safeParse(claimsSchema, JSON.parse(new TextDecoder().decode(bytes)));
    return claims.success ? `${claims.output.tid}.${claims.output.oid}` : undefined;
  } catch {
    return undefined;
  }
}
