// Every recording of a real Asterisk, replayed through a socket: the log and the presence it must give, written out.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TenantHeart } from '#bot/bridge';
import { createAmiConnector } from '#bot/pbx';
import { openStore, userTexts, type AsyncStorePort } from '#bot/store';
import { silentLogger, silentMetrics } from '#bot/telemetry';
import type { CallRecord, Party } from '#shared/domain/call';
import { replayCapture, type ReplayOptions } from '../sandbox/pbx/index.ts';
import { someDialling } from '../support/aRecord.ts';
import { GraphFake } from '../support/GraphFake.ts';
import { until } from '../support/until.ts';
import { placeIn, postgresServer } from './store/postgresPlace.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const extensions = ['101', '102', '103', '104', '105', '106'];
const folder = join(__dirname, '../fixtures');

interface Story {
  /** `line direction outcome other ring talk [extras]`, in order of start; durations in whole seconds. */
  readonly log: readonly string[];
  /** What Teams was told of each user, in order; users not named were never touched. */
  readonly presence: Readonly<Record<string, readonly string[]>>;
}

const oneCall = ['Busy/InACall', 'clear'];
const stories: Readonly<Record<string, Story>> = {
  answered: {
    log: ['101 outgoing answered 102 ring 0 talk 1', '102 incoming answered 101 ring 0 talk 1'],
    presence: { '101': oneCall, '102': oneCall },
  },
  missed_caller_hangup: {
    log: ['101 outgoing cancelled 102 ring 1 talk 0', '102 incoming missed 101 ring 1 talk 0'],
    presence: { '101': oneCall }, // ringing does not make busy
  },
  missed_noanswer_to_voicemail: {
    log: ['101 outgoing voicemail 102 ring 13 talk 0', '102 incoming voicemail 101 ring 12 talk 0'],
    presence: { '101': oneCall },
  },
  busy_phone_486: {
    log: ['101 outgoing voicemail 102 ring 0 talk 0', '102 incoming voicemail 101 ring 0 talk 0'],
    presence: { '101': oneCall },
  },
  hold_retrieve: {
    log: ['101 outgoing answered 102 ring 0 talk 2', '102 incoming answered 101 ring 0 talk 2'],
    presence: { '101': oneCall, '102': oneCall }, // hold is talk time, and stays busy
  },
  blind_transfer: {
    log: [
      '101 outgoing answered 102 ring 0 talk 3 to 103',
      '102 incoming answered 101 ring 0 talk 0 to 103',
      '103 incoming answered 101 ring 0 talk 2 from 102',
    ],
    presence: { '101': oneCall, '102': oneCall, '103': oneCall },
  },
  attended_transfer: {
    log: [
      '101 outgoing answered 102 ring 0 talk 3 to 103',
      '102 incoming answered 101 ring 0 talk 1 to 103',
      '102 outgoing answered 103 ring 0 talk 1',
      '103 incoming answered 102 ring 0 talk 1', // the enquiry ...
      '103 incoming answered 101 ring 0 talk 2 from 102', // ... and the transferred call
    ],
    presence: { '101': oneCall, '102': oneCall, '103': oneCall },
  },
  park_retrieve: {
    log: [
      '101 outgoing answered 102 ring 0 talk 2 to 103',
      '102 incoming answered 101 ring 0 talk 0 to 701',
      '103 incoming answered 101 ring 0 talk 0 from 102',
    ],
    presence: { '101': oneCall, '102': oneCall, '103': oneCall },
  },
  queue_answered: {
    log: [
      '101 outgoing answered 600 ring 1 talk 1 queue 600 by 102',
      '102 incoming answered 101 ring 0 talk 1 queue 600',
      '103 incoming answeredElsewhere 101 ring 0 talk 0 queue 600 by 102',
    ],
    presence: { '101': oneCall, '102': oneCall },
  },
  ringgroup_shared: {
    log: [
      '101 outgoing answered 120 ring 0 talk 1 ringGroup 120 by 102',
      '102 incoming answered 101 ring 0 talk 1 ringGroup 120',
      '103 incoming answeredElsewhere 101 ring 0 talk 0 ringGroup 120 by 102',
    ],
    presence: { '101': oneCall, '102': oneCall },
  },
  voicemail_left: {
    log: ['102 incoming voicemail +493012345 ring 0 talk 0'],
    presence: {},
  },
  state_snapshot: { log: [], presence: {} },
};

function numberOf(party: Party | undefined): string {
  return party?.number ?? '?';
}

function line(record: CallRecord): string {
  const extras = [
    ...(record.group === undefined ? [] : [`${record.group.kind} ${record.group.id}`]),
    ...(record.answeredBy === undefined ? [] : [`by ${numberOf(record.answeredBy)}`]),
    ...(record.transferredTo === undefined ? [] : [`to ${numberOf(record.transferredTo)}`]),
    ...(record.transferredFrom === undefined ? [] : [`from ${numberOf(record.transferredFrom)}`]),
  ];
  const durations = `ring ${String(record.ringSeconds)} talk ${String(record.talkSeconds)}`;
  return [record.deviceId, record.direction, record.outcome, numberOf(record.other), durations, ...extras].join(' ');
}

interface Played {
  readonly log: readonly string[];
  readonly presence: Readonly<Record<string, readonly string[]>>;
  readonly openCalls: number;
}

async function everyRecord(store: AsyncStorePort): Promise<readonly CallRecord[]> {
  const pages = await Promise.all(
    extensions.map((extension) => store.listRecords(tenantId, `user-${extension}`, { filter: 'all', limit: 100 })),
  );
  return pages
    .flatMap(({ items }) => items)
    .sort((one, other) => one.deviceId.localeCompare(other.deviceId) || one.startedAt - other.startedAt);
}

/** A keeper under test: a place of its own for each recording. */
interface Keeper {
  readonly name: string;
  /** A commit is so quick that Teams hears of a call of a tenth of a second; elsewhere it may be over by then. */
  readonly isInstant: boolean;
  readonly make: () => { readonly place: string; readonly remove: () => Promise<void> };
}

/** Both keepers; the second where there is a PostgreSQL, which the run has said otherwise. */
function keepers(): readonly Keeper[] {
  const sqlite: Keeper = {
    name: 'SQLite',
    isInstant: true,
    make: () => {
      const dir = mkdtempSync(join(tmpdir(), 'hookswitch-'));
      const remove = async (): Promise<void> => rmSync(dir, { recursive: true });
      return { place: join(dir, 'test.sqlite'), remove };
    },
  };
  const server = postgresServer();
  if (server === undefined) return [sqlite];
  const postgres: Keeper = {
    name: 'PostgreSQL',
    isInstant: false,
    make: () => {
      const { url, drop } = placeIn(server);
      return { place: url, remove: drop };
    },
  };
  return [sqlite, postgres];
}

async function play({ make }: Keeper, file: string, options: ReplayOptions): Promise<Played> {
  const { place, remove } = make();
  const store = await openStore(place);
  const graph = new GraphFake();
  const replay = await replayCapture(file, { ...options, username: 'relay', secret: 'test' });
  const connector = createAmiConnector({
    id: 'asterisk',
    address: {
      host: '127.0.0.1',
      port: replay.port,
      tls: false,
      username: 'relay',
      secret: 'test',
      login: 'md5',
      pingSeconds: 5,
    },
    outboundContext: 'internal',
    originateChannel: 'PJSIP/{extension}',
    originateTimeoutSeconds: 30,
    devicePattern: '^(?:PJSIP|SIP)/([^-@]+)',
    observer: {
      onEvents: () => undefined,
      onFault: () => undefined,
      onLink: () => undefined,
      onRetry: () => undefined,
    },
  });
  const users = extensions.map((extension) => ({
    id: `user-${extension}`,
    displayName: `User ${extension}`,
    userPrincipalName: `user${extension}@example.com`,
    businessPhones: [`+331990000${extension.slice(1)}`],
  }));
  const heart = new TenantHeart({
    tenantId,
    country: 'FR',
    dialling: someDialling(),
    callerPlan: someDialling().plan,
    pbxs: [connector],
    graph,
    store,
    personal: userTexts(store, tenantId),
    logger: silentLogger,
    metrics: silentMetrics,
    directory: {
      extensionFrom: 'businessPhones',
      extensionPattern: '^none(\\d)$',
      lines: extensions.map((extension) => ({ extension, user: `user-${extension}`, sharedWith: [] })),
    },
    policy: { doNotDisturb: 'presenting' },
    pbxLossGraceSeconds: 15,
    callSessionMinutes: 5,
    otherSessionMinutes: 60,
    quotaPer30s: 1350,
    concurrency: 16,
    recallPeople: () => users,
    keepPeople: () => undefined,
    now: Date.now,
    random: Math.random,
  });
  try {
    await heart.start();
    await until(() => heart.health().link === 'up');
    await replay.play();
    // Answers come in order behind the events: once this one is in, every byte of the recording has been read.
    await connector.makeCall({ requestId: 'round-trip', deviceId: 'nobody', dialString: '1' }).catch(() => undefined);
    await heart.written();
    const openCalls = async (): Promise<number> => (await store.openCalls(tenantId, 'asterisk')).length;
    await until(async () => (await openCalls()) === 0);
    await until(() => graph.isQuiet());
    return {
      log: (await everyRecord(store)).map(line),
      presence: graph.sequences((userId) => userId.replace('user-', '')),
      openCalls: await openCalls(),
    };
  } finally {
    await heart.stop();
    await replay.close();
    await store.close();
    await remove();
  }
}

/** Of a person nothing may be told but the whole. */
function expectPresence({ isInstant }: Keeper, told: Story['presence'], wanted: Story['presence']): void {
  const owed = isInstant ? wanted : Object.fromEntries(Object.entries(wanted).filter(([user]) => user in told));
  expect(told).toEqual(owed);
}

describe.each(keepers())('a recording of Asterisk 22, replayed through a socket, kept in $name', (keeper) => {
  for (const [name, story] of Object.entries(stories)) {
    describe(`when the story is ${name}`, () => {
      it('gives the log and the presence of the spec', async () => {
        const played = await play(keeper, join(folder, 'asterisk', `${name}.ami`), { speed: 10 });
        expect(played.log).toEqual(story.log);
        expectPresence(keeper, played.presence, story.presence);
      });

      it('gives the same log when the stream is cut anywhere and comes at once', async () => {
        const seed = 1 + (name.length % 7);
        const played = await play(keeper, join(folder, 'asterisk', `${name}.ami`), {
          speed: 'asap',
          cut: 'random',
          seed,
        });
        expect(played.log).toEqual(story.log);
      });
    });
  }

  const filtered = [
    'answered',
    'missed_caller_hangup',
    'hold_retrieve',
    'blind_transfer',
    'attended_transfer',
    'voicemail_left',
    'state_snapshot',
  ];
  for (const name of filtered) {
    describe(`when a restricted account hears ${name}`, () => {
      it('gives the same log and presence', async () => {
        const played = await play(keeper, join(folder, 'asterisk-filtered', `${name}.ami`), { speed: 10 });
        expect(played.log).toEqual(stories[name]?.log);
        expectPresence(keeper, played.presence, stories[name]?.presence ?? {});
      });
    });
  }
});
