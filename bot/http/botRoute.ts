// POST /api/messages: the Bot Connector's door; the bot itself verifies whose message it is.
import type { FastifyInstance } from 'fastify';
import type { HttpParts } from './httpOptions.ts';

/** Activities with cards and attachments are larger than what our pages send. */
const activityLimitBytes = 262_144;

/** Adds the route when there is a bot. */
export function addBotRoute(app: FastifyInstance, parts: HttpParts): void {
  const { botMessages } = parts;
  if (botMessages === undefined) return;
  app.post('/api/messages', { bodyLimit: activityLimitBytes }, async (request, reply) => {
    const { status, body } = await botMessages({ authorization: request.headers.authorization, body: request.body });
    return reply.code(status).header('cache-control', 'no-store').send(body);
  });
}
