// A tenant's heart on a workbench: real SQLite in a temporary folder, a Graph and a PBX that do as told.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TenantHeart, type Caller, type StreamItem, type TenantOptions } from '#bot/bridge';
import type { CallsPage } from '#shared/contracts';
import type { GraphUser } from '#bot/graph';
import { openAsyncSqliteStore, openSqliteStore, userTexts, type AsyncStorePort, type StorePort } from '#bot/store';
import { silentLogger, silentMetrics } from '#bot/telemetry';
import { someDialling } from './aRecord.ts';
import { GraphFake } from './GraphFake.ts';
import { PbxFake } from './PbxFake.ts';

export const tenantId = '11111111-1111-4111-8111-111111111111';

/** Ada Example has 101, Bruno Sample 102, Chloé Specimen 103. */
export const people: readonly GraphUser[] = ['Ada Example', 'Bruno Sample', 'Chloé Specimen'].map(
  (displayName, index) => ({
    id: `user-10${String(index + 1)}`,
    displayName,
    userPrincipalName: `user10${String(index + 1)}@example.com`,
    mail: `user10${String(index + 1)}@example.com`,
    department: index === 2 ? 'Ventes' : 'Support',
    businessPhones: [`+3319900010${String(index + 1)}`],
  }),
);

/** How far faked time goes between two looks. */
const stepMs = 100;
const patienceMs = 10_000;

/** A query for a whole small log. */
export const everything = { filter: 'all', limit: 50, tz: 'UTC' } as const;

/** The parts of one workbench. */
export interface HeartBench {
  readonly dir: string;
  /** Looks at the same file on the spot. */
  readonly store: StorePort;
  /** What the heart writes to. */
  readonly keeper: AsyncStorePort;
  readonly graph: GraphFake;
  readonly pbx: PbxFake;
  readonly heart: TenantHeart;
  close(): Promise<void>;
}

/** Who asks. */
export function callerOf(extension: string, tenant = tenantId): Caller {
  return { tenantId: tenant, userId: `user-${extension}` };
}

/** Builds and starts a heart; `dir` continues where another one stopped. */
export async function heartBench(options: Partial<TenantOptions> & { dir?: string } = {}): Promise<HeartBench> {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'hookswitch-'));
  const keeper = options.store ?? (await openAsyncSqliteStore(join(dir, 'test.sqlite')));
  const store = openSqliteStore(join(dir, 'test.sqlite'));
  const graph = new GraphFake();
  const pbx = new PbxFake();
  const heart = new TenantHeart({
    tenantId,
    country: 'FR',
    dialling: someDialling(),
    callerPlan: { ...(options.dialling ?? someDialling()).plan, outsideLine: '' },
    pbxs: [pbx],
    graph,
    store: keeper,
    personal: userTexts(keeper, options.tenantId ?? tenantId),
    logger: silentLogger,
    metrics: silentMetrics,
    directory: { extensionFrom: 'businessPhones', extensionPattern: '(\\d{3})$', lines: [] },
    policy: { doNotDisturb: 'presenting' },
    pbxLossGraceSeconds: 15,
    callSessionMinutes: 5,
    otherSessionMinutes: 60,
    quotaPer30s: 1350,
    concurrency: 16,
    recallPeople: () => people,
    keepPeople: () => undefined,
    now: Date.now,
    random: () => 0.5,
    ...options,
  });
  await heart.start();
  return {
    dir,
    store,
    keeper,
    graph,
    pbx,
    heart,
    close: async () => {
      await heart.stop();
      store.close();
      await keeper.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

function isFaked(): boolean {
  return 'clock' in setTimeout;
}

/** What the work gives; also under fake timers, which hold the store's reads. */
async function pumped<T>(work: Promise<T>): Promise<T> {
  const state = { isDone: false };
  const done = work.finally(() => (state.isDone = true));
  done.catch(() => undefined); // whoever asked hears of it below
  while (!state.isDone && isFaked()) await jest.advanceTimersByTimeAsync(0);
  return done;
}

/**
 * Passes faked time until `condition` holds: the store's work takes real time, however little of the faked one it is
 * given. Rejects after ten real seconds, naming what was waited for.
 */
export async function passUntil(condition: () => boolean): Promise<void> {
  const end = realNow() + patienceMs;
  while (!condition()) {
    if (realNow() > end) throw new Error(`not within ${String(patienceMs)} ms: ${condition.toString()}`);
    await jest.advanceTimersByTimeAsync(stepMs);
  }
}

function realNow(): number {
  return jest.getRealSystemTime();
}

/** The log of the owner of an extension, with everything the store takes. */
export async function logOf(heart: TenantHeart, extension: string): Promise<CallsPage['items']> {
  await heart.written().catch(() => undefined);
  return (await pumped(heart.log.page(callerOf(extension), everything))).items;
}

/** What a stream was told. */
export async function listen(heart: TenantHeart, extension: string, lastEventId?: string): Promise<StreamItem[]> {
  const items: StreamItem[] = [];
  await pumped(heart.log.subscribe(callerOf(extension), lastEventId, (item) => items.push(item)));
  return items;
}
