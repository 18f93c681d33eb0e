// Lets a caller through who has one of the app roles a route wants.
import { AppError } from '#shared/errors';
import type { Caller, CallerRole } from '#bot/bridge';

/** Throws `auth.forbidden` for a caller with none of `roles`. */
export function requireRole(caller: Caller, roles: readonly CallerRole[]): void {
  if (caller.roles?.some((role) => roles.includes(role)) === true) return;
  throw new AppError('auth.forbidden', 'the caller has none of the roles of this route', { facts: { reason: 'role' } });
}
