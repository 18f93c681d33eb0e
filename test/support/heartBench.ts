// A tenant's heart on a workbench: real SQLite in a temporary folder, a Graph and a PBX that do as told.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TenantHeart, type Caller, type StreamItem, type TenantOptions } from '#bot/bridge';
import type { GraphUser } from '#bot/graph';
import { openSqliteStore, type StorePort } from '#bot/store';
import { silentLogger, silentMetrics } from '#bot/telemetry';
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

/** The parts of one workbench. */
export interface HeartBench {
  readonly dir: string;
  readonly store: StorePort;
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
export function heartBench(options: Partial<TenantOptions> & { dir?: string } = {}): HeartBench {
  const dir = options.dir ?? mkdtempSync(join(tmpdir(), 'hookswitch-'));
  const store = options.store ?? openSqliteStore(join(dir, 'test.sqlite'));
  const graph = new GraphFake();
  const pbx = new PbxFake();
  const heart = new TenantHeart({
    tenantId,
    country: 'FR',
    pbxs: [pbx],
    graph,
    store,
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
  heart.start();
  return {
    dir,
    store,
    graph,
    pbx,
    heart,
    close: async () => {
      await heart.stop();
      store.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** What a stream was told. */
export function listen(heart: TenantHeart, extension: string, lastEventId?: string): StreamItem[] {
  const items: StreamItem[] = [];
  heart.subscribe(callerOf(extension), lastEventId, (item) => items.push(item));
  return items;
}
