// The parsers of SIP under fuzz: messages, challenges, and the documents of the three event packages up to their events.
import { answerChallenge, parseChallenge } from '../../bot/pbx/sip/digest.ts';
import { listValues, parseCSeq, parseNameAddr, parseVia } from '../../bot/pbx/sip/headerValue.ts';
import { SipMapper } from '../../bot/pbx/sip/map.ts';
import { parseSip } from '../../bot/pbx/sip/parse.ts';
import { SipFramer } from '../../bot/pbx/sip/SipFramer.ts';
import { longestMessageBytes } from '../../bot/pbx/sip/sipMessage.ts';
import type { EventPackage } from '../../bot/pbx/sip/subscription.ts';
import { problemOf, sizeProblem } from './checkEvents.ts';
import type { FuzzSubject } from './FuzzSubject.ts';
import { pieces } from './mutate.ts';
import { bodySeeds, sipSeeds } from './seeds.ts';

const headerWords = [
  'Via: SIP/2.0/UDP x;branch=z9hG4bK1\r\n',
  'l: 0\r\n',
  'Content-Length: 99999\r\n',
  'CSeq: 1 NOTIFY\r\n',
  ' folded\r\n',
  ';tag=',
  '<sip:',
  '@',
  '"',
  '\\"',
  'SIP/2.0 200 OK\r\n',
];
const xmlWords = [
  '<!DOCTYPE a [',
  '<!ENTITY e "x">',
  '&e;',
  '&#0;',
  '<![CDATA[',
  ']]>',
  '-->',
  'xmlns=""',
  'version="0"',
  'state="partial"',
  '<dialog id="d" call-id="c">',
  '</dialog>',
  '<state>confirmed</state>',
  '<state>terminated</state>',
  'direction="recipient"',
  'call-id=""',
  'id=""',
];
const challenges = [
  'Digest realm="pbx.test", nonce="abc", qop="auth,auth-int", algorithm=SHA-256, opaque="o", stale=true',
  'Digest realm="a\\"b", nonce=n, algorithm=MD5-sess',
  'Basic realm="x"',
];
const devices = new Set(['101', '102', '1000', '1001']);

const sipMessage: FuzzSubject = {
  name: 'sip-message',
  material: () => ({ seeds: sipSeeds(), words: headerWords }),
  check(input, cut) {
    const one = parseSip(input);
    const framer = new SipFramer();
    const messages = [...(one === null ? [] : [one])];
    for (const piece of pieces(input, cut)) messages.push(...framer.feed(piece).messages);
    for (const { headers, body } of messages) {
      if (body.length > longestMessageBytes) return 'a body over the limit';
      for (const { name, value } of headers) {
        if (/[\r\n\0]/.test(name + value)) return 'a header that would break a line';
        readValue(value);
      }
    }
    return sizeProblem(messages, input.length);
  },
};

function readValue(value: string): void {
  parseNameAddr(value);
  parseCSeq(value);
  for (const part of listValues([value])) parseVia(part);
}

const digestHeader: FuzzSubject = {
  name: 'digest-header',
  material: () => ({
    seeds: challenges.map((text) => Buffer.from(text)),
    words: ['qop=', 'auth', '"', '\\', ',', 'realm=', 'nonce=""', 'algorithm=SHA-512-256', 'stale='],
  }),
  check(input) {
    const challenge = parseChallenge(input.toString(), 'Authorization');
    if (challenge === undefined) return undefined;
    const credentials = {
      username: '9000',
      secret: 'secret-word',
      method: 'SUBSCRIBE',
      uri: 'sip:101@pbx.test',
      cnonce: 'c',
      nonceCount: 1,
    };
    const answer = answerChallenge(challenge, credentials);
    if (answer.includes('secret-word')) return 'the secret is in the answer';
    return sizeProblem(answer, input.length);
  },
};

/** One document, every fourth time after a good one: what is kept from one to the other counts too. */
function documents(name: string, eventPackage: EventPackage, mediaType: string, words: readonly string[]): FuzzSubject {
  let first: Buffer = Buffer.alloc(0);
  return {
    name,
    material: () => {
      const seeds = bodySeeds(mediaType);
      first = seeds[0] ?? first;
      return { seeds, words };
    },
    check(input, cut) {
      const mapper = new SipMapper('fuzz', (deviceId) => devices.has(deviceId));
      const source = { deviceId: '101', eventPackage };
      const type = mediaType.startsWith('multipart/') ? `${mediaType};boundary="${boundaryOf(input)}"` : mediaType;
      const events = [
        ...(cut % 4 === 0 ? mapper.map(source, type, first.toString(), true, 1).events : []),
        ...mapper.map(source, type, input.toString(), false, 2).events,
        ...mapper.silent(source, 4),
        ...mapper.snapshot(5),
      ];
      return problemOf(events, input.length + first.length);
    },
  };
}

function boundaryOf(body: Buffer): string {
  return /^--([\w.=-]{1,70})/m.exec(body.toString('latin1'))?.[1] ?? 'none';
}

/** The parsers of SIP. */
export const sipSubjects: readonly FuzzSubject[] = [
  sipMessage,
  digestHeader,
  documents('dialog-info', 'dialog', 'application/dialog-info+xml', xmlWords),
  documents('pidf', 'presence', 'application/pidf+xml', [
    ...xmlWords,
    '<basic>closed</basic>',
    '<note>dnd</note>',
    '<rpid:busy/>',
  ]),
  documents('message-summary', 'message-summary', 'application/simple-message-summary', [
    'Messages-Waiting: yes\r\n',
    'Voice-Message: 1/2 (0/0)\r\n',
    'Message-Account: sip:\r\n',
    '/',
    '(',
  ]),
  documents('multipart', 'dialog', 'multipart/related', [
    ...xmlWords,
    '\r\n--',
    '--\r\n',
    'Content-Type: application/dialog-info+xml\r\n\r\n',
  ]),
];
