// A service's door for one site, with a sink that remembers, and site connectors that dial it over real sockets.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import type { HttpOptions } from '#bot/http';
import { PbxDoors, SiteConnector, WebhookConnector, type PbxObserver } from '#bot/pbx';
import { startSite, type RunningSite, type SiteParts } from '#bot/site';
import type { PbxEvent } from '#shared/domain/call';
import type { AppError } from '#shared/errors';
import { HttpHarness } from '../unit/bot/http/HttpHarness.ts';
import { PbxFake } from './PbxFake.ts';

export const siteSecret = 'a secret of the site';
export const webhookSecret = 'a secret of the sender';

/** Quick enough for tests, slow enough for a loaded machine. */
const pingMs = 300;
const silenceMs = 2_000;

/** One site and its service; both can be stopped and started as often as a story wants. */
export class SiteHarness {
  readonly folder = mkdtempSync(join(tmpdir(), 'hookswitch-site-'));
  /** What the heart was told by all services of this story, in order. */
  readonly told: PbxEvent[] = [];
  readonly serviceFaults: AppError[] = [];
  readonly siteFaults: AppError[] = [];
  readonly siteLinks: boolean[] = [];
  /** Thrown by the store while set. */
  diskFault: AppError | undefined;
  kept: string | undefined;
  private noted: string | undefined;
  connector: SiteConnector | undefined;
  pbx = new PbxFake('office');
  private readonly http = new HttpHarness();
  private app: FastifyInstance | undefined;
  private port = 0;
  private readonly sites: RunningSite[] = [];

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  get portNumber(): number {
    return this.port;
  }

  async startService(changes: Partial<HttpOptions> = {}): Promise<void> {
    const doors = new PbxDoors();
    const common = { observer: observing(this.serviceFaults), written: () => this.written() };
    const connector = new SiteConnector({
      ...common,
      id: 'office',
      position: { kept: () => this.kept, keep: (text) => void (this.noted = text) },
    });
    const webhook = new WebhookConnector({ ...common, id: 'cloud', secrets: [webhookSecret], silenceSeconds: 60 });
    for (const each of [connector, webhook]) each.start((events) => void this.told.push(...events));
    doors.addSite(connector, ['an older secret', siteSecret]);
    doors.addWebhook(webhook);
    this.connector = connector;
    this.app = this.http.build({
      doors,
      ...changes,
      limits: { sitePingMs: pingMs, siteSilenceMs: silenceMs, ...changes.limits },
    });
    await this.app.listen({ host: '127.0.0.1', port: this.port });
    this.port = (this.app.server.address() as AddressInfo).port;
  }

  async stopService(): Promise<void> {
    await this.connector?.stop();
    await this.app?.close();
  }

  startSite(changes: Partial<SiteParts['identity']> = {}, journal: Partial<SiteParts['journal']> = {}): RunningSite {
    this.pbx = new PbxFake('office');
    const site = startSite({
      pbx: this.pbx,
      identity: { url: this.url, pbxId: 'office', secret: siteSecret, ...changes },
      journal: { folder: join(this.folder, 'journal'), maxBytes: 64 * 1_048_576, ...journal },
      onLink: (up) => void this.siteLinks.push(up),
      onFault: (fault) => void this.siteFaults.push(fault),
      random: () => 0,
      pingMs,
      silenceMs,
    });
    this.sites.push(site);
    return site;
  }

  async stop(): Promise<void> {
    await Promise.all(this.sites.map((site) => site.stop().catch(() => undefined)));
    await this.stopService();
    await this.http.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }

  kinds(): readonly string[] {
    return this.told.map((event) => (event.kind === 'link' ? `link ${event.up ? 'up' : 'down'}` : event.kind));
  }

  /** Ids of what happened, without what the service itself adds at a connection. */
  ids(): readonly string[] {
    return this.told.filter(({ kind }) => kind === 'held').map((event) => event.eventId);
  }

  codes(faults: readonly AppError[]): readonly string[] {
    return faults.map((fault) => fault.code);
  }

  private async written(): Promise<void> {
    if (this.diskFault !== undefined) throw this.diskFault;
    this.kept = this.noted ?? this.kept;
  }
}

function observing(faults: AppError[]): PbxObserver {
  return {
    onEvents: () => undefined,
    onFault: (_pbxId, fault) => void faults.push(fault),
    onLink: () => undefined,
    onRetry: () => undefined,
  };
}

/** One harness per test, in the returned box. */
export function useSite(): { current: SiteHarness } {
  const box: Partial<{ current: SiteHarness }> = {};
  beforeEach(async () => {
    box.current = new SiteHarness();
    await box.current.startService();
  });
  afterEach(() => box.current?.stop());
  return box as { current: SiteHarness };
}
