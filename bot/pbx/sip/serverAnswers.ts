// Answers the requests of a PBX (RFC 3261 8.2, 17.2.2): a repeated request gets its first answer again and is not handled twice.
import { formatResponse, type HeaderPairs } from './format.ts';
import { listValues, parseNameAddr, parseVia } from './headerValue.ts';
import { headerOf, headersOf, type SipRequest } from './sipMessage.ts';
import type { SipSource } from './transport.ts';

/** Methods we take. */
export const allowedMethods = 'NOTIFY, OPTIONS';
/** Event packages we know. */
export const allowedEvents = 'dialog, message-summary, presence';

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  400: 'Bad Request',
  405: 'Method Not Allowed',
  481: 'Subscription Does Not Exist',
  489: 'Bad Event',
};
const mandatory = ['via', 'from', 'to', 'call-id', 'cseq'] as const;
/** At 1,500 NOTIFYs a second these are five seconds; a lost answer is asked for again after half a second. */
const mostRemembered = 8_192;

/** Decides the status of a request that has not been seen before. */
export type Decide = (request: SipRequest) => number;

/** The server side of one connection. */
export class ServerAnswers {
  private readonly decide: Decide;
  private readonly ownTag: string;
  private readonly answered = new Map<string, number>();

  /** `ownTag` stands in answers to requests outside a dialog. */
  constructor(decide: Decide, ownTag: string) {
    this.decide = decide;
    this.ownTag = ownTag;
  }

  take(request: SipRequest, source: SipSource): void {
    // An ACK is never answered (RFC 3261 17.1.1.3).
    if (request.method === 'ACK') return;
    const key = keyOf(request);
    const status = this.answered.get(key) ?? this.statusOf(request);
    this.remember(key, status);
    const headers = this.answerHeaders(request, status, source);
    if (headers !== null) source.reply(formatResponse(status, reasons[status] ?? 'Refused', headers));
  }

  private statusOf(request: SipRequest): number {
    if (!isComplete(request)) return 400;
    if (request.method === 'OPTIONS') return 200;
    if (request.method === 'NOTIFY') return this.decide(request);
    return request.method === 'CANCEL' ? 481 : 405;
  }

  private remember(key: string, status: number): void {
    this.answered.set(key, status);
    const oldest = this.answered.keys().next();
    if (this.answered.size > mostRemembered && oldest.done !== true) this.answered.delete(oldest.value);
  }

  /** Null when there is no way back: the request names none. */
  private answerHeaders(request: SipRequest, status: number, source: SipSource): HeaderPairs | null {
    const vias = listValues(headersOf(request, 'via'));
    const top = vias[0];
    if (top === undefined) return null;
    const copied = (['From', 'Call-ID', 'CSeq'] as const).flatMap((name) => {
      const value = headerOf(request, name.toLowerCase());
      return value === undefined ? [] : [[name, value] as const];
    });
    return [
      ['Via', viaBack(top, source)],
      ...vias.slice(1).map((via) => ['Via', via] as const),
      ['To', this.tagged(headerOf(request, 'to') ?? '')],
      ...copied,
      ...(status === 405 || request.method === 'OPTIONS' ? [['Allow', allowedMethods] as const] : []),
      ...(status === 489 ? [['Allow-Events', allowedEvents] as const] : []),
    ];
  }

  private tagged(to: string): string {
    return parseNameAddr(to)?.params.has('tag') === true ? to : `${to};tag=${this.ownTag}`;
  }
}

/** RFC 3261 17.2.3: the branch names the transaction; peers older than that are told apart by the whole of their request. */
function keyOf(request: SipRequest): string {
  const via = parseVia(listValues(headersOf(request, 'via'))[0] ?? '');
  const branch = via?.params.get('branch') ?? '';
  const ids = ['call-id', 'cseq', 'from'].map((name) => headerOf(request, name) ?? '').join('|');
  return `${request.method}|${via?.sentBy ?? ''}|${branch}|${ids}`;
}

/** Every header a request must have, once (RFC 3261 8.1.1). */
function isComplete(request: SipRequest): boolean {
  const isThere = mandatory.every((name) => headerOf(request, name) !== undefined);
  return isThere && mandatory.every((name) => name === 'via' || headersOf(request, name).length === 1);
}

/** RFC 3581 4: where the request really came from. */
function viaBack(via: string, source: SipSource): string {
  const params = parseVia(via)?.params;
  const told =
    params?.get('rport') === '' ? via.replace(/;\s*rport(?=\s*(;|$))/i, `;rport=${String(source.port)}`) : via;
  return params?.has('received') === true ? told : `${told};received=${source.host.replace('::ffff:', '')}`;
}
