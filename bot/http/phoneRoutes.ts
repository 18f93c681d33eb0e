// The caller's own phone and what rings on it: do not disturb, forwarding, and orders about live calls.
import type { FastifyInstance } from 'fastify';
import { callControlSchema, phoneChangeSchema } from '#shared/contracts';
import { callerKey, sessionOf } from './authenticate.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';

/** Adds the routes to `api`, whose hooks have verified the caller. Lines and calls are looked up among the caller's own. */
export function addPhoneRoutes(api: FastifyInstance, parts: HttpParts): void {
  const { heart } = parts;
  const takeOrder = createRateLimiter(parts.limits.ordersPerMinute, parts.now);
  api.get('/phone', (request) => heart.phone(sessionOf(request).caller));
  api.post('/phone', async (request, reply) => {
    const { caller } = sessionOf(request);
    const change = parseInput(phoneChangeSchema, request.body);
    takeOrder(callerKey(caller));
    await heart.changePhone(caller, change);
    return reply.code(204).send();
  });
  api.post('/calls/live/:id/:action', async (request, reply) => {
    const { caller } = sessionOf(request);
    const { id, action } = parseInput(callControlSchema, request.params);
    takeOrder(callerKey(caller));
    await heart.controlCall(caller, id, action);
    return reply.code(202).send();
  });
}
