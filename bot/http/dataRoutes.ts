// What is kept of a person: handed out and erased, for the person, and for an admin who is asked to.
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { eraseSchema, whyUserSchema } from '#shared/contracts';
import type { Caller, CallerRole } from '#bot/bridge';
import { callerKey, sessionOf } from './authenticate.ts';
import { wordsOf } from './callRoutes.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';
import { requireRole } from './requireRole.ts';
import { sendLines } from './sendLines.ts';

const mayActForOthers: readonly CallerRole[] = ['admin'];
const ownData = '/me/data';
const dataOfOther = '/admin/users/:userId/data';
const headers = {
  'content-type': 'application/x-ndjson; charset=utf-8',
  'content-disposition': 'attachment; filename="my-data.ndjson"',
};

/** Adds the routes to `api`, whose hooks have verified the caller. The one id taken from a request is of the caller's tenant. */
export function addDataRoutes(api: FastifyInstance, parts: HttpParts): void {
  const { heart } = parts;
  const takeExport = createRateLimiter(parts.limits.exportsPerMinute, parts.now);
  const handOut = (reply: FastifyReply, caller: Caller, userId?: string): Promise<FastifyReply> => {
    takeExport(callerKey(caller));
    return sendLines(reply, linesOf(heart.userData(caller, userId)), headers);
  };
  const erase = async (request: FastifyRequest, reply: FastifyReply, userId?: string): Promise<FastifyReply> => {
    parseInput(eraseSchema, wordsOf(request));
    await heart.eraseUser(sessionOf(request).caller, userId);
    return reply.code(204).send();
  };
  api.get(ownData, (request, reply) => handOut(reply, sessionOf(request).caller));
  api.delete(ownData, (request, reply) => erase(request, reply));
  api.get(dataOfOther, (request, reply) => {
    const { caller, userId } = subjectOf(request);
    return handOut(reply, caller, userId);
  });
  api.delete(dataOfOther, (request, reply) => erase(request, reply, subjectOf(request).userId));
}

function subjectOf(request: FastifyRequest): { readonly caller: Caller; readonly userId: string } {
  const { caller } = sessionOf(request);
  requireRole(caller, mayActForOthers);
  return { caller, ...parseInput(whyUserSchema, request.params) };
}

async function* linesOf(data: AsyncIterable<unknown>): AsyncGenerator<string> {
  for await (const datum of data) yield `${JSON.stringify(datum)}\n`;
}
