// Problem reports: what a person previewed and sent, cleaned again before it is kept.
import type { FastifyInstance } from 'fastify';
import { reportSchema } from '#shared/contracts';
import { callerKey, sessionOf } from './authenticate.ts';
import { cleanReport } from './cleanReport.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';

/** An image of 2,000,000 characters, and logs whose signs take several bytes each. */
const reportBodyBytes = 3_145_728;

/** Adds the route to `api`, whose hooks have verified the caller. */
export function addReportRoutes(api: FastifyInstance, { heart, limits, now }: HttpParts): void {
  const takeReport = createRateLimiter(limits.reportsPerMinute, now);
  api.post('/reports', { bodyLimit: reportBodyBytes }, async (request, reply) => {
    const { caller } = sessionOf(request);
    // Before the body is looked at: a large image takes a while to check.
    takeReport(callerKey(caller));
    const answer = await heart.report(caller, cleanReport(parseInput(reportSchema, request.body)));
    reply.code(201);
    return answer;
  });
}
