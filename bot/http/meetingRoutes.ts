// The caller's own meetings.
import type { FastifyInstance } from 'fastify';
import { meetingsQuerySchema } from '#shared/contracts';
import { callerKey, sessionOf } from './authenticate.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';

/** Adds the route to `api`, whose hooks have verified the caller: nobody names whose calendar is read. */
export function addMeetingRoutes(api: FastifyInstance, { heart, limits, now }: HttpParts): void {
  const takeQuestion = createRateLimiter(limits.meetingsPerMinute, now);
  api.get('/meetings', (request) => {
    const { caller } = sessionOf(request);
    const query = parseInput(meetingsQuerySchema, request.query);
    takeQuestion(callerKey(caller));
    return heart.meetings(caller, query);
  });
}
