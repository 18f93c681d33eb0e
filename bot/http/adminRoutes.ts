// What admins and the helpdesk see of their tenant's lines and connections, and the admin's reload of the configuration.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { adminLinesQuerySchema, adminQuerySchema } from '#shared/contracts';
import { AppError } from '#shared/errors';
import type { Caller, CallerRole } from '#bot/bridge';
import { callerKey, sessionOf } from './authenticate.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';
import { readLocale } from './readLocale.ts';
import { requireRole } from './requireRole.ts';

const mayLook: readonly CallerRole[] = ['admin', 'helpdesk'];
const mayChange: readonly CallerRole[] = ['admin'];

/** Adds the routes to `api`, whose hooks have verified the caller. */
export function addAdminRoutes(api: FastifyInstance, parts: HttpParts): void {
  const { heart, reload } = parts;
  const takeReload = createRateLimiter(parts.limits.reloadsPerMinute, parts.now);
  api.get('/admin/lines', (request) => {
    const caller = callerWith(request, mayLook);
    const { lang, offset, limit } = parseInput(adminLinesQuerySchema, request.query);
    return heart.adminLines(caller, { locale: localeOf(request, lang), offset, limit });
  });
  api.get('/admin/pbx', (request) => {
    const caller = callerWith(request, mayLook);
    const { lang } = parseInput(adminQuerySchema, request.query);
    return heart.adminPbx(caller, { locale: localeOf(request, lang) });
  });
  api.post('/admin/reload', (request) => {
    const caller = callerWith(request, mayChange);
    const { lang } = parseInput(adminQuerySchema, request.query);
    if (reload === undefined) throw new AppError('http.notFound', 'there is no file to read again');
    takeReload(callerKey(caller));
    return reload(caller, localeOf(request, lang));
  });
}

function callerWith(request: FastifyRequest, roles: readonly CallerRole[]): Caller {
  const { caller } = sessionOf(request);
  requireRole(caller, roles);
  return caller;
}

function localeOf(request: FastifyRequest, lang: string | undefined): string {
  return readLocale(lang, request.headers['accept-language']);
}
