// The API of the pages: verify, parse by contract, hand to the heart, answer.
import type { FastifyInstance } from 'fastify';
import { dialRequestSchema } from '#shared/contracts';
import { addAdminRoutes } from './adminRoutes.ts';
import { callerKey, createAuthenticate, sessionOf } from './authenticate.ts';
import { addCallRoutes } from './callRoutes.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import { addDataRoutes } from './dataRoutes.ts';
import type { HttpParts } from './httpOptions.ts';
import { addMeetingRoutes } from './meetingRoutes.ts';
import { parseInput } from './parseInput.ts';
import { addPeopleRoutes } from './peopleRoutes.ts';
import { addPersonalRoutes } from './personalRoutes.ts';
import { addPhoneRoutes } from './phoneRoutes.ts';
import { addPresenceRoutes } from './presenceRoutes.ts';
import { addReportRoutes } from './reportRoutes.ts';
import { addStreamRoute } from './streamRoute.ts';

/** Adds /api/v1. Every query is in the name of the token's user; only the admin's routes take an id of a user, of the same tenant, from the request. */
export function addApiRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { heart } = parts;
  const takeDial = createRateLimiter(parts.limits.dialsPerMinute, parts.now);
  void app.register(
    (api, _options, done) => {
      api.addHook('onRequest', createAuthenticate(parts));
      api.get('/me', (request) => heart.me(sessionOf(request).caller));
      api.post('/dial', async (request, reply) => {
        const { caller } = sessionOf(request);
        const order = parseInput(dialRequestSchema, request.body);
        takeDial(callerKey(caller));
        reply.code(202);
        return heart.dial(caller, order);
      });
      addCallRoutes(api, parts);
      addDataRoutes(api, parts);
      addMeetingRoutes(api, parts);
      addPeopleRoutes(api, parts);
      addPersonalRoutes(api, parts);
      addPhoneRoutes(api, parts);
      addPresenceRoutes(api, parts);
      addReportRoutes(api, parts);
      addAdminRoutes(api, parts);
      addStreamRoute(api, parts);
      done();
    },
    { prefix: '/api/v1' },
  );
}
