// The caller's log: pages, search, missed calls, what was seen, deletion, and the table for spreadsheets.
import type { FastifyInstance, FastifyRequest } from 'fastify';
import {
  callIdSchema,
  callsExportQuerySchema,
  callsQuerySchema,
  deleteAllSchema,
  deleteSomeSchema,
  seenSchema,
  type CallRecordWire,
} from '#shared/contracts';
import { AppError } from '#shared/errors';
import { createTranslator, isTimeZone, languageOf, loadMessages, tableSeparator } from '#shared/i18n';
import { callerKey, sessionOf } from './authenticate.ts';
import { byteOrderMark, tableHeader, tableLine, tableTime, type TableStyle } from './callTable.ts';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts } from './httpOptions.ts';
import { parseInput } from './parseInput.ts';
import { readLocale } from './readLocale.ts';
import { sendLines } from './sendLines.ts';

const tableHeaders = {
  'content-type': 'text/csv; charset=utf-8; header=present',
  'content-disposition': 'attachment; filename="calls.csv"',
};

/** A thousand of the longest ids, each sign written as six (`\u00e9`). */
const deletionBodyBytes = 1_638_400;
const separators = { comma: ',', semicolon: ';' } as const;

/** Adds the routes to `api`, whose hooks have verified the caller. */
export function addCallRoutes(api: FastifyInstance, parts: HttpParts): void {
  const { heart } = parts;
  const takeExport = createRateLimiter(parts.limits.exportsPerMinute, parts.now);
  addDeletion(api, parts);
  api.get('/calls', (request) => heart.calls(callerOf(request), parseInput(callsQuerySchema, request.query)));
  api.get('/calls/missed', async (request) => ({ count: await heart.missedCount(callerOf(request)) }));
  api.post('/calls/seen', async (request, reply) => {
    const { upTo } = parseInput(seenSchema, request.body ?? {});
    await heart.markSeen(callerOf(request), upTo);
    return reply.code(204).send();
  });
  api.get('/calls/export.csv', async (request, reply) => {
    const { bom, lang, separator, ...selection } = parseInput(callsExportQuerySchema, request.query);
    if (!isTimeZone(selection.tz)) throw new AppError('input.invalid', 'no time zone', { facts: { paths: ['tz'] } });
    takeExport(callerKey(callerOf(request)));
    const locale = readLocale(lang, request.headers['accept-language']);
    const words = createTranslator(locale, await loadMessages(languageOf(locale)));
    const calls = heart.exportCalls(callerOf(request), selection);
    const style = {
      words,
      separator: separator === undefined ? tableSeparator(languageOf(locale)) : separators[separator],
      timeOf: tableTime(selection.tz),
    };
    return sendLines(reply, tableOf(calls, style, bom === '1'), tableHeaders);
  });
}

function addDeletion(api: FastifyInstance, { heart, limits, now }: HttpParts): void {
  const takeChange = createRateLimiter(limits.changesPerMinute, now);
  api.delete('/calls/:id', async (request, reply) => {
    await heart.deleteCall(callerOf(request), parseInput(callIdSchema, request.params).id);
    return reply.code(204).send();
  });
  api.post('/calls/delete', { bodyLimit: deletionBodyBytes }, async (request, reply) => {
    const { ids } = parseInput(deleteSomeSchema, request.body);
    takeChange(callerKey(callerOf(request)));
    await heart.deleteSomeCalls(callerOf(request), ids);
    return reply.code(204).send();
  });
  api.delete('/calls', async (request, reply) => {
    parseInput(deleteAllSchema, wordsOf(request));
    await heart.deleteCalls(callerOf(request));
    return reply.code(204).send();
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
  style: TableStyle,
  hasMark: boolean,
): AsyncGenerator<string> {
  yield (hasMark ? byteOrderMark : '') + tableHeader(style);
  for await (const call of calls) yield tableLine(call, style);
}
