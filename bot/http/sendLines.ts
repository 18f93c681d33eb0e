// Streams an answer made of many small texts: as fast as the reader takes it, and never more than a few in memory.
import { Readable } from 'node:stream';
import type { FastifyReply } from 'fastify';

/** One write for so many characters. */
const chunkChars = 16_384;

/** Sends what `texts` gives. The first text is waited for, so that a refusal is still a plain answer. */
export async function sendLines(
  reply: FastifyReply,
  texts: AsyncIterable<string>,
  headers: Readonly<Record<string, string>>,
): Promise<FastifyReply> {
  const chunks = inChunks(texts)[Symbol.asyncIterator]();
  const first = await chunks.next();
  // Rows of a log: nobody keeps a copy on the way.
  reply.headers({ ...headers, 'cache-control': 'no-store, no-transform' });
  return reply.send(Readable.from(rejoined(first, chunks), { objectMode: false, highWaterMark: chunkChars }));
}

async function* inChunks(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let chunk = '';
  for await (const text of texts) {
    chunk += text;
    if (chunk.length < chunkChars) continue;
    yield chunk;
    chunk = '';
  }
  yield chunk;
}

/** Ends the source also when the reader leaves in the middle. */
async function* rejoined(first: IteratorResult<string>, rest: AsyncIterator<string>): AsyncGenerator<string> {
  try {
    for (let next = first; next.done !== true; next = await rest.next()) if (next.value !== '') yield next.value;
  } finally {
    await rest.return?.();
  }
}
