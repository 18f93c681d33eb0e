// Plays stories on the sandbox's Asterisk, which only a site connector can reach.
import { mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { PbxDoors, SiteConnector, type PbxPort } from '#bot/pbx';
import { startSite, type RunningSite } from '#bot/site';
import { HttpHarness } from '../../../unit/bot/http/HttpHarness.ts';
import { until } from '../../../support/until.ts';
import type { Conformant, TestPbx, TestPbxOptions } from '../TestPbx.ts';
import { amiKinds, startAmi } from './ami.ts';

const secret = 'a secret of the site';
const journalBytes = 16 * 1_048_576;

/** An Asterisk behind a site connector. */
export const site: Conformant = {
  name: 'site (ami)',
  lacks: [],
  ownKinds: amiKinds,
  remembers: true, // its journal is on disk
  start: startBehindSite,
};

async function startBehindSite(options: TestPbxOptions): Promise<TestPbx> {
  const silent = { onEvents: () => undefined, onFault: () => undefined, onLink: () => undefined };
  const inside = await startAmi({ ...options, observer: { ...silent, onRetry: () => undefined } });
  const service = new SiteService(options);
  const folder = mkdtempSync(join(tmpdir(), 'hookswitch-site-'));
  let running: RunningSite | undefined;
  return {
    connector: async () => {
      const connector = await service.start();
      running ??= startSite({
        pbx: await inside.connector(),
        identity: { url: service.url, pbxId: 'pbx', secret },
        journal: { folder, maxBytes: journalBytes },
        onLink: () => undefined,
        onFault: () => undefined,
        random: () => 0,
      });
      return connector;
    },
    play: (move) => inside.play(move),
    heard: async () => {
      await inside.heard();
      await until(() => running?.waiting() === 0);
    },
    cut: () => inside.cut(),
    mend: () => inside.mend(),
    close: async () => {
      await running?.stop();
      await inside.close();
      await service.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** The service's door; it can be started again where it was. */
class SiteService {
  private readonly options: TestPbxOptions;
  private readonly http = new HttpHarness();
  private app: FastifyInstance | undefined;
  private port = 0;
  private kept: string | undefined;

  constructor(options: TestPbxOptions) {
    this.options = options;
  }

  get url(): string {
    return `http://127.0.0.1:${String(this.port)}`;
  }

  async start(): Promise<PbxPort> {
    await this.app?.close();
    const doors = new PbxDoors();
    const connector = new SiteConnector({
      id: 'pbx',
      observer: this.options.observer,
      position: { kept: () => this.kept, keep: (text) => void (this.kept = text) },
      written: () => Promise.resolve(),
    });
    doors.addSite(connector, [secret]);
    this.app = this.http.build({ doors });
    await this.app.listen({ host: '127.0.0.1', port: this.port });
    this.port = (this.app.server.address() as AddressInfo).port;
    return connector;
  }

  async stop(): Promise<void> {
    await this.http.stop();
  }
}
