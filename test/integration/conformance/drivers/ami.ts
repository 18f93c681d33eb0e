// Plays stories on the sandbox's Asterisk.
import { createAmiConnector, type PbxObserver, type PbxPort } from '#bot/pbx';
import { startSandboxPbx, type SandboxCall, type SandboxPbx } from '../../../sandbox/pbx/index.ts';
import { eager, playBy, type Conformant, type Moves, type TestPbx, type TestPbxOptions } from '../TestPbx.ts';
import { layWire } from '../wire.ts';
import { amiChanger } from './amiChanger.ts';

const secret = 'a secret of the manager';
const noAnswerMs = 600_000;

/** Asterisk takes a held call back before it transfers it, parks by a transfer, and forwards without a word. */
export const amiKinds: NonNullable<Conformant['ownKinds']> = {
  'a call is transferred blindly': { '102': 'delivered established retrieved transferred connectionCleared' },
  'a call is transferred after asking': {
    '102': 'originated delivered established held retrieved transferred connectionCleared',
  },
  'a call is forwarded when nobody answers': { '102': 'delivered connectionCleared' },
  'a call is parked and picked up': {
    '101': 'originated established transferred parked unparked connectionCleared',
    '102': 'delivered established retrieved transferred parked connectionCleared',
    '103': 'originated established unparked connectionCleared',
  },
  'the caller leaves the queue': { '101': 'originated queued established connectionCleared' },
};

/** Asterisk's manager interface. */
export const ami: Conformant = {
  name: 'ami',
  lacks: [],
  ownKinds: amiKinds,
  start: (options) => startAmi(options),
};

/** The test Asterisk; a site connector has one behind it. */
export async function startAmi(options: TestPbxOptions): Promise<TestPbx> {
  const box = await startSandboxPbx({
    phones: options.lines.map((extension) => ({ extension, name: `User ${extension}` })),
    ringGroups: groupsOf(options.ringGroups),
    queues: groupsOf(options.queues),
    context: 'internal',
    username: 'relay',
    secret,
    noAnswerMs,
    controlPort: false,
  });
  const wire = await layWire(box.port, () => amiChanger(options.disturbance));
  const moves = movesOn(box);
  let current: PbxPort | undefined;
  return {
    connector: () => {
      current = newConnector(wire.port, options.observer);
      return Promise.resolve(current);
    },
    play: (move) => playBy(moves, move),
    // Answers come in order behind the events.
    heard: async () => {
      const order = { requestId: 'round-trip', deviceId: 'nobody', dialString: '1' };
      await current?.makeCall(order).catch(() => undefined);
    },
    cut: () => wire.cut(),
    mend: () => wire.mend(),
    close: async () => {
      await wire.cut();
      await box.close();
    },
  };
}

function newConnector(port: number, observer: PbxObserver): PbxPort {
  const { host, random } = eager;
  return createAmiConnector({
    id: 'pbx',
    address: { host, port, tls: false, username: 'relay', secret, login: 'md5', pingSeconds: 5 },
    outboundContext: 'internal',
    originateChannel: 'PJSIP/{extension}',
    originateTimeoutSeconds: 30,
    devicePattern: '^(?:PJSIP|SIP)/([^-@]+)',
    observer,
    random,
  });
}

function groupsOf(groups: TestPbxOptions['ringGroups']) {
  return Object.entries(groups).map(([extension, members]) => ({ extension, name: `Group ${extension}`, members }));
}

function movesOn(box: SandboxPbx): Moves {
  const calls = new Map<string, SandboxCall>();
  const named = (name: string): SandboxCall => {
    const call = calls.get(name);
    if (call === undefined) throw new Error(`no call ${name}`);
    return call;
  };
  const outside = (from: string) => (from.startsWith('+') ? { from: 'outside', number: from } : { from });
  return {
    dial: ({ call, from, to, rings }) => {
      calls.set(call, box.call({ ...outside(from), to, rings: rings.length > 0 }));
    },
    answer: ({ call, by }) => named(call).answer(by),
    giveUp: ({ call }) => named(call).cancel(),
    // Whoever wants no calls is refused by the dial plan before anybody rings.
    refuse: ({ call, why }) => {
      if (why === 'busy') named(call).busy();
      if (why === 'declined') named(call).decline();
    },
    voicemail: ({ call }) => named(call).noAnswer(),
    leaveMessage: ({ call }) => box.desk.leaveMessage(named(call)),
    hangUp: ({ call, by }) => named(call).hangup(by),
    hold: ({ call, by }) => named(call).hold(by),
    retrieve: ({ call, by }) => named(call).retrieve(by),
    forward: ({ call, to }) => named(call).forward(to),
    blindTransfer: ({ call, by, to }) => named(call).blindTransfer(by, to),
    consult: ({ call, second, by, to }) => {
      named(call).hold(by);
      calls.set(second, box.desk.consult(by, to));
    },
    completeTransfer: ({ call, second, by }) => named(call).completeTransfer(by, named(second)),
    park: ({ call, by }) => {
      named(call).park(by);
    },
    pickUp: ({ by, slot }) => {
      box.desk.pickUp(slot, by);
    },
    doNotDisturb: ({ line, isOn }) => box.setDoNotDisturb(line, isOn),
  };
}
