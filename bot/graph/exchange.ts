// One request and its whole answer, never longer than its timeout and never larger than its limit.
import { request, type Dispatcher } from 'undici';
import { networkFault, reasonOf, unreadableFault } from './graphFaults.ts';

// What a server that closed an idle connection at the moment of our write looks like.
const staleSocketCodes: ReadonlySet<string> = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'EPIPE']);

/** One request: `op` names it in faults, `timeoutMs` bounds all of it, `maxBytes` bounds the answer's body. */
export interface Ask {
  readonly op: string;
  readonly method: 'GET' | 'POST';
  readonly url: string | URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** A whole answer; redirects are not followed, so `status` may be 3xx. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly text: string;
}

/** Sends `ask`. Throws `graph.timeout`, `graph.unavailable`, `graph.unreadable` (too large, not HTTP). */
export async function exchange(dispatcher: Dispatcher, ask: Ask): Promise<Answer> {
  const signal = AbortSignal.timeout(ask.timeoutMs);
  try {
    const response = await sendOnFreshSocket(dispatcher, ask, signal);
    const text = await readText(response.body, ask);
    return { status: response.statusCode, headers: response.headers, text };
  } catch (thrown) {
    throw networkFault(ask.op, thrown);
  }
}

/** Everything we ask of Graph can be asked twice, so a connection the server had already closed costs one more try, not a back-off. */
async function sendOnFreshSocket(
  dispatcher: Dispatcher,
  ask: Ask,
  signal: AbortSignal,
): Promise<Dispatcher.ResponseData> {
  const options = {
    dispatcher,
    method: ask.method,
    headers: ask.headers,
    signal,
    ...(ask.body === undefined ? {} : { body: ask.body }),
  };
  try {
    return await request(ask.url, options);
  } catch (thrown) {
    if (!staleSocketCodes.has(reasonOf(thrown))) throw thrown;
    return request(ask.url, options);
  }
}

async function readText(body: Dispatcher.ResponseData['body'], ask: Ask): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    // Leaving the loop destroys the body, and with it the connection: the rest is not read.
    if (bytes > ask.maxBytes) throw unreadableFault(ask.op, `more than ${String(ask.maxBytes)} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
