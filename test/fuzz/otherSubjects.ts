// The other parsers under fuzz: AMI and CSTA up to their events, webhook bodies and signatures, XML, frames of a site.
import { AmiFramer, AmiMapper, CstaFramer, formatFrame, readMessage } from '#bot/pbx';
import { AppError } from '#shared/errors';
import { CstaMapper } from '../../bot/pbx/csta/map.ts';
import { parseFrame, serviceMessageSchema, siteMessageSchema } from '../../bot/pbx/site/protocol.ts';
import { parseDelivery } from '../../bot/pbx/webhook/parse.ts';
import { verifySignature } from '../../bot/pbx/webhook/verify.ts';
import { fromWire } from '../../bot/pbx/wireEvents.ts';
import { parseXml, type XmlNode } from '../../bot/pbx/xml/parseXml.ts';
import { problemOf, sizeProblem } from './checkEvents.ts';
import type { FuzzSubject } from './FuzzSubject.ts';
import { pieces } from './mutate.ts';
import { amiSeeds, fixtureTexts } from './seeds.ts';

const lines = ['101', '102', '103'];
const depthLimit = 64;
const nodeLimit = 20_000;

const ami: FuzzSubject = {
  name: 'ami',
  material: () => ({
    seeds: amiSeeds(),
    words: [
      'Event: Hangup\r\n',
      'Event: DialBegin\r\n',
      'Event: BridgeEnter\r\n',
      'Uniqueid: ',
      'Linkedid: ',
      'DestUniqueid: ',
      'Channel: Local/1@x-00000001;2\r\n',
      'Timestamp: ',
      '\r\n\r\n',
      'Response: Follows\r\n',
      '--END COMMAND--',
      '__proto__: x\r\n',
      'constructor: y\r\n',
      'Event: toString\r\n',
    ],
  }),
  check(input, cut) {
    const framer = new AmiFramer();
    const mapper = new AmiMapper('fuzz', /^PJSIP\/(\d+)-/);
    const events = pieces(input, cut).flatMap((piece) =>
      framer
        .feed(piece)
        .messages.flatMap(({ fields }) => [...mapper.map(fields, 1), ...mapper.mailboxCount(fields, 1)]),
    );
    return problemOf(events, input.length);
  },
};

function cstaWords(): readonly string[] {
  return [
    '<callID>4712</callID>',
    '<deviceID>102</deviceID>',
    '<deviceIdentifier>N&lt;101&gt;</deviceIdentifier>',
    '<notRequired/>',
    '<cause>transfer</cause>',
    'DeliveredEvent',
    'EstablishedEvent',
    'TransferedEvent',
    'csta:',
    'xmlns:csta="x"',
    '<!DOCTYPE x>',
    '\0\0\x01\0',
    '9999',
  ];
}

const cstaFrame: FuzzSubject = {
  name: 'csta-frame',
  material: () => ({
    seeds: fixtureTexts('csta', '.xml').map((xml) =>
      Buffer.concat([formatFrame('9999', xml), formatFrame('0001', xml)]),
    ),
    words: cstaWords(),
  }),
  check(input, cut) {
    const framer = new CstaFramer();
    const frames = pieces(input, cut).flatMap((piece) => [...framer.feed(piece).frames]);
    const messages = frames.map(({ invokeId, xml }) => readMessage(invokeId, xml));
    return frames.some(({ invokeId }) => !/^\d{4}$/.test(invokeId))
      ? 'no invoke id'
      : sizeProblem(messages, input.length);
  },
};

const cstaEvent: FuzzSubject = {
  name: 'csta-event',
  material: () => ({ seeds: fixtureTexts('csta', 'Event.xml').map((xml) => Buffer.from(xml)), words: cstaWords() }),
  check(input) {
    const mapper = new CstaMapper('fuzz', ['*97']);
    for (const line of lines) mapper.watch(line, line);
    const message = readMessage('9999', input.toString());
    if (message === undefined) return undefined;
    const events = [
      ...mapper.map(message.root, 1),
      ...mapper.map(message.root, 2),
      ...lines.flatMap((line) => mapper.unwatch(line, line, 3)),
    ];
    return problemOf(events, input.length);
  },
};

const leg = '"eventId":"e1","occurredAt":"2026-11-20T09:00:00Z","globalCallId":"g","connectionId":"c","deviceId":"101"';
const bodies = [
  `{"kind":"delivered",${leg},"calling":{"number":"+12025550100","name":"Ada Example"}}`,
  `{"events":[{"kind":"originated",${leg},"called":{"number":"102"}},{"kind":"connectionCleared",${leg},"cause":"busy"}]}`,
  '{"kind":"snapshot","eventId":"s","occurredAt":"2026-11-20T09:00:00Z","liveConnectionIds":["c","d"]}',
  '{"kind":"heartbeat","eventId":"h","occurredAt":"2026-11-20T09:00:00.5+01:00"}',
];
const jsonWords = [
  '{',
  '}',
  '[',
  ']',
  '"',
  'null',
  '1e999',
  '-0',
  '"__proto__":{"x":1}',
  '"events":[',
  '"kind":"established"',
  '"occurredAt":"9999-12-31T23:59:59Z"',
  '\\u0000',
  '\\ud800',
  'true',
];

const webhook: FuzzSubject = {
  name: 'webhook-body',
  material: () => ({ seeds: bodies.map((text) => Buffer.from(text)), words: jsonWords }),
  check(input) {
    try {
      const wire = parseDelivery(input);
      const events = wire.flatMap((event) => (event.kind === 'heartbeat' ? [] : [fromWire(event, 'fuzz', Date.now())]));
      return problemOf(events, input.length);
    } catch (fault) {
      return fault instanceof AppError && fault.code === 'input.invalid' ? undefined : `threw ${String(fault)}`;
    }
  },
};

const signature: FuzzSubject = {
  name: 'webhook-signature',
  material: () => ({
    seeds: [Buffer.from(`t=1795000000,v1=${'ab'.repeat(32)}`)],
    words: ['t=', 'v1=', ',', '=', 'v1=00'],
  }),
  check(input) {
    const verdict = verifySignature(
      input.toString(),
      Buffer.from('{}'),
      ['secret-one', 'secret-two'],
      1_795_000_000_000,
    );
    return verdict === undefined ? 'took a signature nobody made' : undefined;
  },
};

const xml: FuzzSubject = {
  name: 'xml',
  material: () => ({
    seeds: [
      ...fixtureTexts('csta', '.xml'),
      '<a b="c">&amp;<d/></a>',
      '<?xml version="1.0"?><x:a xmlns:x="u"><![CDATA[y]]></x:a>',
    ].map((text) => Buffer.from(text)),
    words: [
      '<a>',
      '</a>',
      '<a/>',
      '<a '.repeat(100),
      '<a>'.repeat(100),
      '&lt;',
      '&#x41;',
      '&#0;',
      '<!--',
      '-->',
      '<![CDATA[',
      ']]>',
      '<?pi ?>',
      '<!DOCTYPE a>',
      'xmlns:p="q"',
      'p:a',
    ],
  }),
  check(input) {
    const root = parseXml(input.toString());
    if (root === null) return undefined;
    const { depth, nodes } = extentOf(root);
    if (depth > depthLimit || nodes > nodeLimit) return `${String(depth)} deep, ${String(nodes)} elements`;
    return sizeProblem(root, input.length);
  },
};

function extentOf(node: XmlNode): { readonly depth: number; readonly nodes: number } {
  const inner = node.children.map(extentOf);
  return {
    depth: 1 + inner.reduce((most, each) => Math.max(most, each.depth), 0),
    nodes: 1 + inner.reduce((sum, each) => sum + each.nodes, 0),
  };
}

const frames = [
  '{"type":"hello","protocol":1,"journal":"11111111-1111-4111-8111-111111111111","capabilities":{"hasRemoteParty":true,"hasCallId":true,"hasTransferInfo":true,"makeCall":true,"messageWaiting":true,"tellUserStates":["busy"],"setForwarding":false}}',
  `{"type":"events","sequence":7,"events":[{"kind":"delivered",${leg},"calling":{}}]}`,
  '{"type":"present","up":true,"liveConnectionIds":["c"]}',
  '{"type":"answer","id":"1","ok":false,"code":"pbx.refused"}',
  '{"type":"welcome","protocol":1,"sequence":0}',
  '{"type":"watch","deviceIds":["101"]}',
  '{"type":"ask","id":"1","order":{"op":"makeCall","requestId":"r","deviceId":"101","dialString":"102"}}',
];

const siteFrame: FuzzSubject = {
  name: 'site-frame',
  material: () => ({
    seeds: frames.map((text) => Buffer.from(text)),
    words: [...jsonWords, '"type":"events"', '"sequence":1e21'],
  }),
  check(input) {
    const text = input.toString();
    const message = parseFrame(siteMessageSchema, text);
    const events = message?.type === 'events' ? message.events.map((event) => fromWire(event, 'fuzz', Date.now())) : [];
    return (
      problemOf(events, input.length) ?? sizeProblem([message, parseFrame(serviceMessageSchema, text)], input.length)
    );
  },
};

/** All of them. */
export const otherSubjects: readonly FuzzSubject[] = [ami, cstaFrame, cstaEvent, webhook, signature, xml, siteFrame];
