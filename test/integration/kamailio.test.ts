// The SIP connector and a heart against a live Kamailio with SIPp's phones: log and presence of the spec, loss and return.
import { createSipConnector, type PbxPort, type SipOptions } from '#bot/pbx';
import type { CallRecord, PbxEvent } from '#shared/domain/call';
import {
  call,
  doNotDisturb,
  publishMessages,
  register,
  startCall,
  startKamailio,
  startPhones,
  type CallStory,
  type Kamailio,
  type Phones,
} from '../sandbox/kamailio/index.ts';
import { heartBench, tenantId, type HeartBench } from '../support/heartBench.ts';
import { until } from '../support/until.ts';

/** 101 calls; 102 answers, 103 rings and rings, 104 is busy, 105 has two phones of which one answers. */
const extensions = ['101', '102', '103', '104', '105'] as const;
type Transport = SipOptions['address']['transport'];
const transports: readonly Transport[] = ['udp', 'tcp', 'tls'];

interface Story {
  readonly story: CallStory;
  readonly to: string;
  readonly log: readonly string[];
  /** Users whose presence was busy and then cleared. */
  readonly busy: readonly string[];
}

const stories: Readonly<Record<string, Story>> = {
  'is answered': {
    story: 'call',
    to: '102',
    log: ['101 outgoing answered 102', '102 incoming answered 101'],
    busy: ['101', '102'],
  },
  'is given up by the caller': {
    story: 'cancel',
    to: '103',
    log: ['101 outgoing cancelled 103', '103 incoming missed 101'],
    busy: ['101'], // ringing does not make busy
  },
  'rings two phones of one line': {
    story: 'call',
    to: '105',
    log: ['101 outgoing answered 105', '105 incoming answered 101'],
    busy: ['101', '105'],
  },
};

/** Refreshes are early enough to find a restart out; then everything is asked anew (spec pbx A.2.8). */
const restartBoundMs = 25_000;

let pbx: Kamailio;
let phones: readonly Phones[] = [];
const running: (() => Promise<unknown>)[] = [];

beforeAll(async () => {
  pbx = await startKamailio();
  phones = await Promise.all([
    startPhones(pbx, 'phoneAnswers', 300),
    startPhones(pbx, 'phoneRings'),
    startPhones(pbx, 'phoneBusy'),
  ]);
  await registerAll();
});
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});
afterAll(async () => {
  await Promise.all(phones.map((each) => each.stop()));
  await pbx.stop();
});

async function registerAll(): Promise<void> {
  const [answering, ringing, busy] = phones.map((each) => each.port);
  await register(pbx, ['102', '105'], answering ?? 0);
  await register(pbx, ['103', '105'], ringing ?? 0);
  await register(pbx, ['104'], busy ?? 0);
}

interface World extends HeartBench {
  readonly connector: PbxPort;
  readonly events: PbxEvent[];
  readonly faults: string[];
  readonly links: boolean[];
  /** `line direction outcome other`, in order of lines. */
  log(): readonly string[];
}

async function start(transport: Transport, options: Partial<SipOptions> = {}): Promise<World> {
  const [events, faults, links]: [PbxEvent[], string[], boolean[]] = [[], [], []];
  const { port, tlsPort, ca } = pbx;
  const connector = createSipConnector({
    id: 'kamailio',
    address: { host: '127.0.0.1', port: transport === 'tls' ? tlsPort : port, transport, ca },
    domain: 'pbx.test',
    username: '9000',
    secret: 'pw9000',
    aorTemplate: 'sip:{extension}@{domain}',
    packages: ['dialog', 'message-summary', 'presence'],
    observer: {
      onEvents: (_id, told) => events.push(...told),
      onFault: (_id, fault) => faults.push(fault.code),
      onLink: (_id, up) => links.push(up),
      onRetry: () => undefined,
    },
    ...options,
  });
  connector.watch(extensions);
  const lines = extensions.map((extension) => ({ extension, user: `user-${extension}`, sharedWith: [] }));
  const bench = await heartBench({
    pbxs: [connector],
    recallPeople: () =>
      lines.map(({ user }) => ({ id: user, displayName: user, userPrincipalName: user, businessPhones: [] })),
    directory: { extensionFrom: 'businessPhones', extensionPattern: '^none(\\d)$', lines },
  });
  running.push(() => bench.close());
  return { ...bench, connector, events, faults, links, log: () => logOf(bench) };
}

async function startUp(transport: Transport): Promise<World> {
  const world = await start(transport);
  await until(() => world.heart.health().link === 'up');
  return world;
}

function logOf(bench: HeartBench): readonly string[] {
  return extensions.flatMap((extension) =>
    bench.store.listRecords(tenantId, `user-${extension}`, { filter: 'all', limit: 100 }).items.map(line),
  );
}

function line({ deviceId, direction, outcome, other, endUnknown }: CallRecord): string {
  const words = [deviceId, direction, outcome, other.number ?? '?', ...(endUnknown === true ? ['end unknown'] : [])];
  return words.join(' ');
}

async function settled({ store, graph }: World): Promise<void> {
  await until(() => store.openCalls(tenantId, 'kamailio').length === 0);
  await until(() => graph.isQuiet());
}

function presence({ graph }: World): Readonly<Record<string, readonly string[]>> {
  return graph.sequences((userId) => userId.replace('user-', ''));
}

function onceBusy(users: readonly string[]): Readonly<Record<string, readonly string[]>> {
  return Object.fromEntries(users.map((user) => [user, ['Busy/InACall', 'clear']]));
}

describe('a live Kamailio', () => {
  describe.each(transports)('when it is watched over %s', (transport) => {
    it.each(Object.entries(stories))(
      'logs a call that %s and shows who talks',
      async (_name, { story, to, ...spec }) => {
        const world = await startUp(transport);
        await call(pbx, story, '101', to);
        await until(() => world.log().length >= spec.log.length);
        await settled(world);
        expect(world.log()).toEqual(spec.log);
        expect(presence(world)).toEqual(onceBusy(spec.busy));
        expect(world.faults).toEqual([]);
      },
    );

    it('logs a call to a busy phone for the caller, whose line is free again', async () => {
      const world = await startUp(transport);
      await call(pbx, 'callBusy', '101', '104');
      await until(() => world.log().length > 0);
      await settled(world);
      // Kamailio tells the called line the end of a call it never told the begin of, as in its replays (spec pbx A.2.5).
      expect(world.log()).toEqual(['101 outgoing cancelled 104']);
      expect(world.graph.sessions.size).toBe(0);
    });

    it('tells a mailbox that fills and empties, and a person who is not to be disturbed', async () => {
      const world = await startUp(transport);
      await publishMessages(pbx, '102', 'yes', '2/5');
      await publishMessages(pbx, '102', 'no', '0/7');
      await doNotDisturb(pbx, '102', 300);
      await until(() => presence(world)['102']?.includes('clear') === true);
      const boxes = world.events.filter((event) => event.kind === 'messageWaiting' && event.deviceId === '102');
      expect(boxes.slice(-2)).toEqual([
        expect.objectContaining({ waiting: true, newMessages: 2, oldMessages: 5 }),
        expect.objectContaining({ waiting: false, newMessages: 0, oldMessages: 7 }),
      ]);
      expect(presence(world)).toEqual({ '102': ['DoNotDisturb/Presenting', 'clear'] });
    });

    it('does not log again what a service that starts now is told of calls that are over', async () => {
      const first = await startUp(transport);
      await call(pbx, 'cancel', '101', '103', 100);
      await until(() => first.log().length >= 2);
      const second = await startUp(transport);
      expect(second.log()).toEqual([]);
      expect(second.events.filter((event) => 'connectionId' in event)).toEqual([]);
    });

    it('refuses a wrong password by its code and is not up', async () => {
      const world = await start(transport, { secret: 'wrong' });
      await until(() => world.faults.includes('pbx.loginRefused'));
      expect(world.links).toEqual([]);
      expect(world.heart.health().link).not.toBe('up');
    });
  });

  describe.each(['udp', 'tcp'] as const)('when it crashes and is back in the middle of a call (%s)', (transport) => {
    it('is found out, frees the lines, and logs the next call', async () => {
      const world = await startUp(transport);
      const talk = startCall(pbx, '101', '102');
      running.push(() => talk.stop());
      await until(() => world.graph.sessions.size === 2);
      await pbx.restart();
      await talk.stop();
      await until(() => world.graph.sessions.size === 0, restartBoundMs);
      await until(() => world.heart.health().link === 'up');
      expect(world.log()).toEqual(['101 outgoing answered 102 end unknown', '102 incoming answered 101 end unknown']);
      await registerAll();
      await call(pbx, 'call', '101', '102');
      await until(() => world.log().length === 4);
      await settled(world);
      expect(world.log().filter((each) => !each.endsWith('unknown'))).toEqual(stories['is answered']?.log);
      expect(presence(world)).toEqual({
        '101': ['Busy/InACall', 'clear', 'Busy/InACall', 'clear'],
        '102': ['Busy/InACall', 'clear', 'Busy/InACall', 'clear'],
      });
    });
  });
});
