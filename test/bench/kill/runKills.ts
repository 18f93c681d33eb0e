// One run: traffic without end, a service that is killed again and again, a last life that must find everything in order.
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { openStore } from '../../../bot/store/index.ts';
import { startSandbox, type Sandbox } from '../../sandbox/index.ts';
import { makeTenant } from '../../sandbox/tenant/index.ts';
import type { Children } from '../relay/Children.ts';
import { CallWatch } from './CallWatch.ts';
import { followStreams, type Told } from './followStreams.ts';
import { callIdOf, judgeKills, type KeptRow, type KillVerdict } from './judgeKills.ts';
import type { KillOptions } from './killOptions.ts';
import { ServiceLives } from './ServiceLives.ts';

/** Where a run takes place. */
export interface KillGround {
  /** The repository. */
  readonly root: string;
  /** A folder that may be thrown away. */
  readonly dir: string;
  /** Path or address of the store. */
  readonly store: string;
  readonly children: Children;
}

/** Everything a report needs. */
export interface KillFigures {
  readonly verdict: KillVerdict;
  readonly seconds: number;
  readonly calls: number;
  readonly skippedCalls: number;
  readonly kills: number;
  /** Of these, before the service was ready. */
  readonly earlyKills: number;
  readonly readySeconds: readonly number[];
  readonly streams: number;
  readonly keptRecords: number;
  /** Of them with the mark of an unseen end. */
  readonly markedRecords: number;
  /** Calls the store still holds as open after the last. */
  readonly openCallsLeft: number;
  /** People Teams still shows in a call by our doing after the last. */
  readonly peopleLeftInCall: number;
  readonly checkExitCode: number | null;
  readonly lastExitCode: number | null;
  readonly errorLines: readonly string[];
}

const quietLimitMs = 90_000;
const quietPollMs = 250;
const earlyMostMs = 1_500;
const pbxId = 'sandbox-pbx';

/** Plays it all. Throws when the service does not come up again. */
export async function runKills(options: KillOptions, ground: KillGround): Promise<KillFigures> {
  const sandbox = await startSandbox({
    dir: ground.dir,
    tenant: makeTenant({ users: options.users }),
    config: ground.store.startsWith('postgres')
      ? { overrides: { store: { url: { env: 'HOOKSWITCH_STORE_URL' } } } }
      : { storePath: ground.store },
  });
  try {
    return await play(sandbox, options, ground);
  } finally {
    await sandbox.close();
  }
}

async function play(sandbox: Sandbox, options: KillOptions, ground: KillGround): Promise<KillFigures> {
  const { bhcc, seed, meanTalkSeconds, meanRingSeconds } = options;
  const begunAt = Date.now();
  const watch = new CallWatch(sandbox.pbx);
  const lives = livesOf(sandbox, options, ground, watch);
  const toldByLife: Told[] = [];
  const tokens = await tokensOf(sandbox);
  sandbox.pbx.startTraffic({ bhcc, seed, meanTalkSeconds, maxTalkSeconds: meanTalkSeconds * 4, meanRingSeconds });
  const streams = await killAgainAndAgain(sandbox, options, lives, { toldByLife, tokens });
  lives.begin();
  await lives.ready();
  await sandbox.pbx.stopTraffic({ drain: true });
  const peopleLeftInCall = await untilNobodyInCall(sandbox);
  const lastExitCode = await lives.stop();
  watch.stop();
  const checkExitCode = await lives.command(
    ['store-check', '--config', sandbox.configPath],
    join(ground.dir, 'check.log'),
  );
  const { kept, openCallsLeft } = await readStore(sandbox, ground.store);
  const killed = lives.lives.slice(0, -1);
  const userOf = (extension: string): string => sandbox.tenant.byExtension(extension)?.id ?? extension;
  return {
    verdict: judgeKills({
      lives: lives.lives,
      logins: watch.logins,
      owed: watch.rows,
      userOf,
      kept,
      told: unitedTold(toldByLife),
      toldByLife,
    }),
    seconds: (Date.now() - begunAt) / 1000,
    calls: sandbox.pbx.counts().traffic.started,
    skippedCalls: sandbox.pbx.counts().traffic.skipped,
    kills: killed.length,
    earlyKills: killed.filter(({ readyAt }) => readyAt === undefined).length,
    readySeconds: lives.lives.flatMap(({ startedAt, readyAt }) =>
      readyAt === undefined ? [] : [(readyAt - startedAt) / 1000],
    ),
    streams,
    keptRecords: kept.length,
    markedRecords: kept.filter(({ endUnknown }) => endUnknown).length,
    openCallsLeft,
    peopleLeftInCall,
    checkExitCode,
    lastExitCode,
    errorLines: lives.errorLines(),
  };
}

function livesOf(sandbox: Sandbox, { main }: KillOptions, ground: KillGround, watch: CallWatch): ServiceLives {
  const { root, dir, children, store } = ground;
  return new ServiceLives({
    children,
    root,
    main,
    configPath: sandbox.configPath,
    env: { ...sandbox.env, HOOKSWITCH_STORE_URL: store },
    serviceUrl: sandbox.serviceUrl,
    logFile: join(dir, 'service.log'),
    isHeard: () => watch.isHeard(),
  });
}

async function tokensOf({ tenant, issuer }: Sandbox): Promise<ReadonlyMap<string, string>> {
  const made = tenant.users.map(async (user) => [user.id, await issuer.userToken(user)] as const);
  return new Map(await Promise.all(made));
}

/** Gives the number of streams that were opened over all lives. */
async function killAgainAndAgain(
  sandbox: Sandbox,
  { kills, lifeSeconds, earlyShare, seed }: KillOptions,
  lives: ServiceLives,
  { toldByLife, tokens }: { readonly toldByLife: Told[]; readonly tokens: ReadonlyMap<string, string> },
): Promise<number> {
  const random = seededRandom(seed);
  let count = 0;
  for (let kill = 0; kill < kills; kill += 1) {
    const told: Told = new Map();
    toldByLife.push(told);
    lives.begin();
    if (random() < earlyShare) {
      await wait(random() * earlyMostMs);
      await lives.kill();
      continue;
    }
    await lives.ready();
    const dying = wait(random() * lifeSeconds * 1000).then(() => lives.kill());
    const streams = await followStreams(sandbox, tokens, told);
    count += streams.count;
    await dying;
    await streams.ended();
  }
  return count;
}

function unitedTold(toldByLife: readonly Told[]): Told {
  const united: Told = new Map();
  for (const [user, ids] of toldByLife.flatMap((told) => [...told])) {
    united.set(user, new Set([...(united.get(user) ?? []), ...ids]));
  }
  return united;
}

/** Waits until no session of ours says in a call; gives how many still do. */
async function untilNobodyInCall(sandbox: Sandbox): Promise<number> {
  const limit = Date.now() + quietLimitMs;
  for (;;) {
    const left = sandbox.graph.presences().filter(({ activity }) => activity === 'InACall').length;
    if (left === 0 || Date.now() > limit) return left;
    await wait(quietPollMs);
  }
}

async function readStore(
  { tenant }: Sandbox,
  place: string,
): Promise<{ readonly kept: readonly KeptRow[]; readonly openCallsLeft: number }> {
  const store = await openStore(place);
  const kept: KeptRow[] = [];
  for (const { id: user } of tenant.users) {
    for await (const record of store.exportRecords(tenant.id, user, { filter: 'all' })) {
      const { id, direction, outcome } = record;
      kept.push({ id, user, direction, outcome, callId: callIdOf(id), endUnknown: record.endUnknown === true });
    }
  }
  const openCallsLeft = (await store.openCalls(tenant.id, pbxId)).length;
  await store.close();
  return { kept, openCallsLeft };
}

/** Same seed, same moments (mulberry32, public domain). */
function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
