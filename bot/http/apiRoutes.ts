// The API of the pages: verify, parse by contract, hand to the heart, answer.
import type { FastifyInstance } from 'fastify';
import { callsQuerySchema, dialRequestSchema, peopleQuerySchema } from '#shared/contracts';
import { callerKey, createAuthenticate, sessionOf } from './authenticate.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';
import { addStreamRoute } from './streamRoute.ts';

/** Adds /api/v1. Every query is in the name of the token's user; no id of a user or tenant is ever taken from the request. */
export function addApiRoutes(app: FastifyInstance, parts: HttpParts): void {
  const { heart } = parts;
  const takeDial = createRateLimiter(parts.limits.dialsPerMinute, parts.now);
  void app.register(
    (api, _options, done) => {
      api.addHook('onRequest', createAuthenticate(parts));
      api.get('/me', (request) => heart.me(sessionOf(request).caller));
      api.get('/calls', (request) =>
        heart.calls(sessionOf(request).caller, parseInput(callsQuerySchema, request.query)),
      );
      api.get('/people', (request) =>
        heart.people(sessionOf(request).caller, parseInput(peopleQuerySchema, request.query)),
      );
      api.post('/dial', async (request, reply) => {
        const { caller } = sessionOf(request);
        const order = parseInput(dialRequestSchema, request.body);
        takeDial(callerKey(caller));
        reply.code(202);
        return heart.dial(caller, order);
      });
      addStreamRoute(api, parts);
      done();
    },
    { prefix: '/api/v1' },
  );
}
