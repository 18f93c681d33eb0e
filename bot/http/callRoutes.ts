// The caller's log: pages, search, missed calls, what was seen, deletion, and the table for spreadsheets.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  callIdSchema,
  callsExportQuerySchema,
  callsQuerySchema,
  deleteAllSchema,
  seenSchema,
  type CallRecordWire,
} from '#shared/contracts';
import { AppError } from '#shared/errors';
import { createTranslator, isTimeZone, languageOf, loadMessages, type Translator } from '#shared/i18n';
import { callerKey, sessionOf } from './authenticate.ts';
import { byteOrderMark, tableHeader, tableLine, tableTime } from './callTable.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';
import { readLocale } from './readLocale.ts';
import { sendLines } from './sendLines.ts';

const tableHeaders = {
  'content-type': 'text/csv; charset=utf-8; header=present',
  'content-disposition': 'attachment; filename="calls.csv"',
};

/** Adds the routes to `api`, whose hooks have verified the caller. */
export function addCallRoutes(api: FastifyInstance, parts: HttpParts): void {
  const { heart } = parts;
  const takeExport = createRateLimiter(parts.limits.exportsPerMinute, parts.now);
  api.get('/calls', (request) => heart.calls(callerOf(request), parseInput(callsQuerySchema, request.query)));
  api.get('/calls/missed', async (request) => ({ count: await heart.missedCount(callerOf(request)) }));
  api.post('/calls/seen', async (request, reply) => {
    const { upTo } = parseInput(seenSchema, request.body ?? {});
    await heart.markSeen(callerOf(request), upTo);
    return reply.code(204).send();
  });
  api.delete('/calls/:id', async (request, reply) => {
    await heart.deleteCall(callerOf(request), parseInput(callIdSchema, request.params).id);
    return reply.code(204).send();
  });
  api.delete('/calls', async (request, reply) => {
    parseInput(deleteAllSchema, wordsOf(request));
    await heart.deleteCalls(callerOf(request));
    return reply.code(204).send();
  });
  api.get('/calls/export.csv', async (request, reply) => {
    const { bom, lang, ...selection } = parseInput(callsExportQuerySchema, request.query);
    if (!isTimeZone(selection.tz)) throw new AppError('input.invalid', 'no time zone', { facts: { paths: ['tz'] } });
    takeExport(callerKey(callerOf(request)));
    const locale = readLocale(lang, request.headers['accept-language']);
    const words = createTranslator(locale, await loadMessages(languageOf(locale)));
    const calls = heart.exportCalls(callerOf(request), selection);
    return sendLines(reply, tableOf(calls, { words, timeZone: selection.tz, hasMark: bom === '1' }), tableHeaders);
  });
}

/** A word that confirms: of the body, or of the query where a proxy drops bodies of DELETE. */
export function wordsOf({ body, query }: FastifyRequest): unknown {
  return body ?? query;
}

function callerOf(request: FastifyRequest): ReturnType<typeof sessionOf>['caller'] {
  return sessionOf(request).caller;
}

async function* tableOf(
  calls: AsyncIterable<CallRecordWire>,
  { words, timeZone, hasMark }: { readonly words: Translator; readonly timeZone: string; readonly hasMark: boolean },
): AsyncGenerator<string> {
  const timeOf = tableTime(timeZone);
  yield (hasMark ? byteOrderMark : '') + tableHeader(words);
  for await (const call of calls) yield tableLine(call, words, timeOf);
}
