// People: searched as somebody types, and what Teams shows of those on the screen.
import type { FastifyInstance } from 'fastify';
import { peoplePresenceQuerySchema, peopleQuerySchema } from '#shared/contracts';
import { sessionOf } from './authenticate.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';

/** Adds the routes to `api`, whose hooks have verified the caller. The ids taken from a request are looked up in the caller's tenant. */
export function addPeopleRoutes(api: FastifyInstance, { heart }: HttpParts): void {
  api.get('/people', (request) =>
    heart.people(sessionOf(request).caller, parseInput(peopleQuerySchema, request.query)),
  );
  api.get('/people/presence', (request) => {
    const { ids } = parseInput(peoplePresenceQuerySchema, request.query);
    return heart.peoplePresences(sessionOf(request).caller, ids);
  });
}
