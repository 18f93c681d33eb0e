// One authorised request to Graph: a token on it, a 401 answered by one renewal, its end told to the metrics.
import { randomUUID } from 'node:crypto';
import type { Dispatcher } from 'undici';
import type { TokenSource } from './createTokenSource.ts';
import { exchange, type Answer, type Ask } from './exchange.ts';
import { answerFault, unreadableFault } from './graphFaults.ts';
import { reported, type GraphOperation, type GraphReporter } from './reportRequest.ts';

/** What a wire needs; `now` is milliseconds since the epoch, `base` ends with a slash. */
export interface WireOptions {
  readonly dispatcher: Dispatcher;
  readonly tokens: TokenSource;
  readonly base: URL;
  readonly timeoutMs: number;
  readonly now: () => number;
  readonly report: GraphReporter;
}

/** A successful answer with the token that brought it. */
export interface WireAnswer extends Answer {
  readonly token: string;
}

/** A request; `prefer` is its `Prefer` header (RFC 7240). */
export interface WireAsk extends Omit<Ask, 'op' | 'headers' | 'timeoutMs'> {
  readonly prefer?: string;
}

/** The way of every operation to Graph. */
export interface Wire {
  readonly base: URL;
  readonly now: () => number;
  readonly report: GraphReporter;
  /** An answer 2xx. Throws what GraphPort promises. */
  call(op: GraphOperation, ask: WireAsk): Promise<WireAnswer>;
  /** Makes the next calls go with a token other than `refused`. */
  renew(refused: string): Promise<void>;
}

/** A wire over the dispatcher's sockets. */
export function createWire(options: WireOptions): Wire {
  const { dispatcher, tokens, base, timeoutMs, now, report } = options;
  return {
    base,
    now,
    report,
    call: (op, { prefer, ...ask }) =>
      reported(op, report, async () => {
        const answer = await authorised(tokens, (token) =>
          exchange(dispatcher, { ...ask, op, timeoutMs, headers: headersFor(token, ask.body, prefer) }),
        );
        return mustBeSuccess(op, answer, now());
      }),
    renew: async (refused) => {
      await tokens.renew(refused);
    },
  };
}

/** A proxy's login page also answers 200 (or 404): what has a body must be JSON to count as Graph's word. Throws `graph.unreadable`. */
export function mustBeGraphs(op: GraphOperation, answer: Answer): void {
  if (answer.text.trim() === '') return;
  try {
    JSON.parse(answer.text);
  } catch (cause) {
    throw unreadableFault(op, 'not JSON', cause);
  }
}

/** One call with a token; a 401 is answered by renewing the token, once. */
async function authorised(tokens: TokenSource, send: (token: string) => Promise<Answer>): Promise<WireAnswer> {
  const token = await tokens.get();
  const answer = await send(token);
  if (answer.status !== 401) return { ...answer, token };
  const renewed = await tokens.renew(token);
  return { ...(await send(renewed)), token: renewed };
}

function mustBeSuccess(op: GraphOperation, answer: WireAnswer, now: number): WireAnswer {
  if (answer.status >= 200 && answer.status < 300) return answer;
  if (answer.status === 404) mustBeGraphs(op, answer);
  throw answerFault(op, answer, now);
}

function headersFor(
  token: string,
  body: string | undefined,
  prefer: string | undefined,
): Readonly<Record<string, string>> {
  return {
    authorization: `Bearer ${token}`,
    accept: 'application/json',
    'client-request-id': randomUUID(),
    ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    ...(prefer === undefined ? {} : { prefer }),
  };
}
