// "Why do I look busy?": for the caller, and for the helpdesk about anybody of the caller's tenant.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { whyQuerySchema, whyUserSchema, type PresenceWhy } from '#shared/contracts';
import type { Caller, CallerRole, WhyQuestion } from '#bot/bridge';
import { callerKey, sessionOf } from './authenticate.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';
import { readLocale } from './readLocale.ts';
import { requireRole } from './requireRole.ts';

const mayAskAboutOthers: readonly CallerRole[] = ['admin', 'helpdesk'];
const whyOfOther = '/admin/presence/:userId/why';
const releaseOfOther = '/admin/presence/:userId/release';

/** Adds the routes to `api`, whose hooks have verified the caller. The one id taken from a request is looked up in the caller's tenant. */
export function addPresenceRoutes(api: FastifyInstance, parts: HttpParts): void {
  const { heart } = parts;
  const takeQuestion = createRateLimiter(parts.limits.whysPerMinute, parts.now);
  const ask = (request: FastifyRequest, caller: Caller, about: { readonly userId?: string }): Promise<PresenceWhy> => {
    const question = readQuestion(request);
    takeQuestion(callerKey(caller));
    return heart.presenceWhy(caller, { ...about, ...question });
  };
  api.get('/presence/me/why', (request) => ask(request, sessionOf(request).caller, {}));
  api.post('/presence/me/release', async (request, reply) => {
    heart.releasePresence(sessionOf(request).caller);
    return reply.code(204).send();
  });
  api.get(whyOfOther, (request) => {
    const { caller, userId } = subjectOf(request);
    return ask(request, caller, { userId });
  });
  api.post(releaseOfOther, async (request, reply) => {
    const { caller, userId } = subjectOf(request);
    heart.releasePresence(caller, userId);
    return reply.code(204).send();
  });
}

function subjectOf(request: FastifyRequest): { readonly caller: Caller; readonly userId: string } {
  const { caller } = sessionOf(request);
  requireRole(caller, mayAskAboutOthers);
  return { caller, ...parseInput(whyUserSchema, request.params) };
}

function readQuestion(request: FastifyRequest): Pick<WhyQuestion, 'locale' | 'timeZone'> {
  const { lang, tz } = parseInput(whyQuerySchema, request.query);
  const locale = readLocale(lang, request.headers['accept-language']);
  return { locale, ...(tz === undefined ? {} : { timeZone: tz }) };
}
