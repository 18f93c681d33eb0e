// The caller's own meetings.
import type { FastifyInstance } from 'fastify';
import { meetingsQuerySchema } from '#shared/contracts';
import { sessionOf } from './authenticate.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';

/** Adds the route to `api`, whose hooks have verified the caller: nobody names whose calendar is read. */
export function addMeetingRoutes(api: FastifyInstance, { heart }: HttpParts): void {
  api.get('/meetings', (request) =>
    heart.meetings(sessionOf(request).caller, parseInput(meetingsQuerySchema, request.query)),
  );
}
