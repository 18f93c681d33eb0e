// What the caller keeps on the service, the same in every app: speed dials and settings.
import type { FastifyInstance } from 'fastify';
import { settingsChangeSchema, speedDialsChangeSchema } from '#shared/contracts';
import { callerKey, sessionOf } from './authenticate.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';

/** Five hundred speed dials with the longest texts, each sign written as six (`\u00e9`). */
const speedDialsBodyBytes = 2_097_152;

/** Adds the routes to `api`, whose hooks have verified the caller. */
export function addPersonalRoutes(api: FastifyInstance, parts: HttpParts): void {
  const { heart } = parts;
  const takeChange = createRateLimiter(parts.limits.changesPerMinute, parts.now);
  api.get('/speed-dials', (request) => heart.speedDials(sessionOf(request).caller));
  api.put('/speed-dials', { bodyLimit: speedDialsBodyBytes }, async (request) => {
    const { caller } = sessionOf(request);
    const change = parseInput(speedDialsChangeSchema, request.body);
    takeChange(callerKey(caller));
    return heart.changeSpeedDials(caller, change);
  });
  api.get('/settings', (request) => heart.settings(sessionOf(request).caller));
  api.patch('/settings', async (request) => {
    const { caller } = sessionOf(request);
    const change = parseInput(settingsChangeSchema, request.body);
    takeChange(callerKey(caller));
    return heart.changeSettings(caller, change);
  });
}
