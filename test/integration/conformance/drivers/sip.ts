// Plays stories as a SIP PBX whose lines are watched: by the documents that three kinds of PBX send.
import { createSipConnector, type PbxPort } from '#bot/pbx';
import { SipNotifierFake } from '../../../support/SipNotifierFake.ts';
import { until } from '../../../support/until.ts';
import { eager, playBy, type Conformant, type TestPbx, type TestPbxOptions } from '../TestPbx.ts';
import { layWire } from '../wire.ts';
import { SipStory, type Dialect, type LineDocument } from './SipStory.ts';

/** Documents as Kamailio sends them: the calls, but no word on why they end (measured, spec pbx A.2). */
export const sipKamailio: Conformant = {
  name: 'sip (Kamailio)',
  lacks: ['causes', 'moves', 'groups'],
  start: (options) => startSip('kamailio', options),
};

/** Documents that use all of RFC 4235, which has no word for transfers and groups. */
export const sipFull: Conformant = {
  name: 'sip (RFC 4235 in full)',
  lacks: ['moves', 'groups'],
  start: (options) => startSip('full', options),
};

/** Documents as Asterisk sends them: states of lines, no calls (measured, spec pbx C.4). */
export const sipLines: Conformant = {
  name: 'sip (Asterisk)',
  lacks: ['calls', 'causes', 'moves', 'groups'],
  start: (options) => startSip('lines', options),
};

async function startSip(dialect: Dialect, options: TestPbxOptions): Promise<TestPbx> {
  const fake = new SipNotifierFake();
  fake.behaviour.secret = 'right';
  const story = new SipStory(dialect);
  fake.behaviour.body = (line, event) => story.document(line, event);
  await fake.start('tcp');
  const wire = await layWire(fake.port);
  const last = new Map<string, LineDocument>();
  let sent = 0;
  const send = (document: LineDocument): void => {
    const { line, event, body } = document;
    if (fake.dialog(line, event) === undefined) return;
    sent += 1;
    fake.notify(line, body, { event });
  };
  /** The document once more, and the one before it, which is late and known by its version (spec pbx A.2.6). */
  const sendAgain = (document: LineDocument): void => {
    const before = last.get(document.line);
    send(document);
    if (document.event !== 'dialog') return; // the others carry no version
    if (before !== undefined) send(before);
    last.set(document.line, document);
  };
  return {
    connector: () => Promise.resolve(newConnector(wire.port, options)),
    play: async (move) => {
      await playBy(story.moves, move);
      const documents = story.take();
      for (const document of inOrder(documents, options)) {
        send(document);
        if (options.disturbance !== 'none') sendAgain(document);
      }
    },
    heard: () => until(() => fake.answers.length >= sent),
    cut: async () => {
      await wire.cut();
      sent = 0;
      fake.answers.length = 0;
      fake.dialogs.clear();
      last.clear();
    },
    mend: () => wire.mend(),
    close: async () => {
      await wire.cut();
      await fake.close();
    },
  };
}

/** Workers of a SIP server overtake each other: the last line comes first. */
function inOrder(documents: readonly LineDocument[], { disturbance }: TestPbxOptions): readonly LineDocument[] {
  if (disturbance !== 'reordered') return documents;
  const lines = [...new Set(documents.map(({ line }) => line))].reverse();
  return lines.flatMap((line) => documents.filter((document) => document.line === line));
}

function newConnector(port: number, { observer }: TestPbxOptions): PbxPort {
  const { host, random } = eager;
  return createSipConnector({
    id: 'pbx',
    address: { host, port, transport: 'tcp' },
    domain: 'pbx.test',
    username: '9000',
    secret: 'right',
    aorTemplate: 'sip:{extension}@{domain}',
    packages: ['dialog', 'message-summary', 'presence'],
    subscribesPerSecond: 1000,
    observer,
    random,
  });
}
