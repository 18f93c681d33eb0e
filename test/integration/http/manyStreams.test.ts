// Two thousand open streams on one service: each is told its own calls, and after a break exactly what it missed, once.
import { mkdtempSync, rmSync } from 'node:fs';
import { request as httpRequest, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHeart, TenantHeart } from '#bot/bridge';
import { buildHttp } from '#bot/http';
import { openAsyncSqliteStore, userTexts, type AsyncStorePort } from '#bot/store';
import { silentLogger, silentMetrics } from '#bot/telemetry';
import { createSseParser } from '../../../shared/client/sseParser.ts';
import { someDialling } from '../../support/aRecord.ts';
import { GraphFake } from '../../support/GraphFake.ts';
import { PbxFake } from '../../support/PbxFake.ts';
import { until } from '../../support/until.ts';

const streamCount = 2_000;
/** Of the processor, service and pages together: what others do on the machine is not ours. */
const limitMs = 20_000;
const tenantId = '11111111-1111-4111-8111-111111111111';
const extensions = Array.from({ length: streamCount }, (_, index) => String(10_000 + index));

/** One page: what it was told of the log, and from where it would go on. */
class Page {
  readonly records: string[] = [];
  lastEventId = '';
  snapshots = 0;
  private response: IncomingMessage | undefined;

  private readonly port: number;
  private readonly extension: string;

  constructor(port: number, extension: string) {
    this.port = port;
    this.extension = extension;
  }

  open(): Promise<void> {
    const before = this.snapshots;
    const headers = {
      authorization: `Bearer ${this.extension}`,
      ...(this.lastEventId === '' ? {} : { 'last-event-id': this.lastEventId }),
    };
    return new Promise((resolve, reject) => {
      const asked = httpRequest({ port: this.port, path: '/api/v1/stream', headers, agent: false }, (response) => {
        this.response = response;
        const parser = createSseParser({
          onRetry: () => undefined,
          onMessage: ({ data, id }) => {
            this.hear(data, id);
            if (this.snapshots > before) resolve();
          },
        });
        response.setEncoding('utf8').on('data', (text: string) => {
          parser.push(text);
        });
        response.on('error', () => undefined);
      });
      asked.on('error', reject).end();
    });
  }

  private hear(data: string, id: string): void {
    const event = JSON.parse(data) as { readonly type: string; readonly record?: { readonly id: string } };
    if (event.type === 'snapshot') this.snapshots += 1;
    if (event.record !== undefined) this.records.push(event.record.id);
    this.lastEventId = id;
  }

  leave(): void {
    this.response?.destroy();
  }
}

let dir = '';
let store: AsyncStorePort;
let heart: TenantHeart;
let http: ReturnType<typeof buildHttp>;
const pbx = new PbxFake();
const pages: Page[] = [];

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), 'hookswitch-'));
  store = await openAsyncSqliteStore(join(dir, 'test.sqlite'));
  const lines = extensions.map((extension) => ({ extension, user: `user-${extension}`, sharedWith: [] }));
  heart = new TenantHeart({
    tenantId,
    country: 'FR',
    dialling: someDialling(),
    callerPlan: someDialling().plan,
    pbxs: [pbx],
    graph: new GraphFake(),
    store,
    personal: userTexts(store, tenantId),
    logger: silentLogger,
    metrics: silentMetrics,
    directory: { extensionFrom: 'businessPhones', extensionPattern: '^none(\\d)$', lines },
    policy: { doNotDisturb: 'presenting' },
    pbxLossGraceSeconds: 15,
    callSessionMinutes: 5,
    otherSessionMinutes: 60,
    quotaPer30s: 100_000,
    concurrency: 64,
    recallPeople: () =>
      lines.map(({ user }) => ({ id: user, displayName: user, userPrincipalName: user, businessPhones: [] })),
    keepPeople: () => undefined,
    now: Date.now,
    random: Math.random,
  });
  await heart.start();
  pbx.comeUp();
  http = buildHttp({
    publicUrl: 'http://127.0.0.1',
    trustProxy: false,
    frameOrigins: [],
    heart: createHeart(new Map([[tenantId, heart]]), store),
    verifyToken: async (token) => ({
      caller: { tenantId, userId: `user-${token}` },
      expiresAt: Date.now() + 3_600_000,
    }),
    logger: silentLogger,
    metrics: { ...silentMetrics },
  });
  await http.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(async () => {
  for (const page of pages) page.leave();
  await http.close();
  await heart.stop();
  await store.close();
  rmSync(dir, { recursive: true });
});

/** A missed call for everybody. */
function missEverybody(name: string): void {
  for (const extension of extensions) {
    const leg = `${name}-${extension}`;
    pbx.leg(leg, extension, { kind: 'delivered', calling: { number: '+33199000101' } });
    pbx.leg(leg, extension, { kind: 'connectionCleared', cause: 'callCancelled' });
  }
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000;
}

async function openAll(): Promise<void> {
  const batch = 100;
  for (let first = 0; first < pages.length; first += batch) {
    await Promise.all(pages.slice(first, first + batch).map((page) => page.open()));
  }
}

describe('two thousand streams', () => {
  it(
    'are told live, and get exactly what they missed, once, when they come back',
    async () => {
      const startedAt = cpuMs();
      const { port } = http.server.address() as AddressInfo;
      pages.push(...extensions.map((extension) => new Page(port, extension)));
      await openAll();
      missEverybody('live');
      await until(() => pages.every(({ records }) => records.length === 1), 2 * limitMs);
      for (const page of pages) page.leave();
      missEverybody('away');
      await heart.written();
      await openAll();
      await until(() => pages.every(({ records }) => records.length === 2), 2 * limitMs);
      missEverybody('again');
      await until(() => pages.every(({ records }) => records.length === 3), 2 * limitMs);
      const wrong = pages.filter(
        ({ records }, index) =>
          new Set(records).size !== 3 || !records.every((id) => id.includes(`-${extensions[index] ?? ''}`)),
      );
      expect(wrong).toHaveLength(0);
      expect(cpuMs() - startedAt).toBeLessThan(limitMs);
    },
    6 * limitMs,
  );
});
