// Plays stories as a sender of signed events does: by HTTP into the real route.
import { createHmac } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';
import { PbxDoors, WebhookConnector } from '#bot/pbx';
import { HttpHarness } from '../../../unit/bot/http/HttpHarness.ts';
import { playBy, type Conformant, type TestPbx, type TestPbxOptions } from '../TestPbx.ts';
import { WebhookStory, type SentEvent } from './WebhookStory.ts';

const secret = 'a secret of the sender';
/** A sender that is cut off must be missed soon; one that is not must not be, however slow the machine. */
const silenceSeconds = 1.5;
const heartbeatMs = 200;
const plenty = 1_000_000;
const msPerSecond = 1000;

/** Normalised events by webhook. */
export const webhook: Conformant = {
  name: 'webhook',
  lacks: [],
  start: (options) => WebhookPbx.start(options),
};

class WebhookPbx implements TestPbx {
  private readonly options: TestPbxOptions;
  private readonly http = new HttpHarness();
  private readonly story = new WebhookStory();
  private readonly heartbeat: NodeJS.Timeout;
  private app: FastifyInstance | undefined;
  private url = '';
  private isCut = false;
  private last: readonly SentEvent[] = [];
  /** One delivery after the other, as the documents ask for. */
  private sending: Promise<void> = Promise.resolve();

  private constructor(options: TestPbxOptions) {
    this.options = options;
    this.heartbeat = setInterval(() => void this.send([this.story.heartbeat()]), heartbeatMs);
  }

  static start(options: TestPbxOptions): Promise<TestPbx> {
    return Promise.resolve(new WebhookPbx(options));
  }

  async connector(): Promise<WebhookConnector> {
    await this.app?.close();
    const doors = new PbxDoors();
    const { observer } = this.options;
    const connector = new WebhookConnector({
      id: 'pbx',
      secrets: [secret],
      silenceSeconds,
      observer,
      written: () => Promise.resolve(),
    });
    doors.addWebhook(connector);
    this.app = this.http.build({ doors, limits: { deliveriesAtOnce: plenty, deliveriesPerMinute: plenty } });
    await this.app.listen({ host: '127.0.0.1', port: 0 });
    this.url = `http://127.0.0.1:${String((this.app.server.address() as AddressInfo).port)}/api/v1/pbx/pbx/events`;
    void this.send(this.story.present());
    return connector;
  }

  async play(move: Parameters<TestPbx['play']>[0]): Promise<void> {
    await playBy(this.story.moves, move);
    const events = this.story.take();
    if (events.length === 0) return;
    if (this.options.disturbance === 'reordered') await this.send(byLine(events));
    else await this.send(events);
    if (this.options.disturbance !== 'replayed') return;
    await this.send([...this.last, ...events]);
    this.last = events;
  }

  heard(): Promise<void> {
    return this.sending;
  }

  cut(): Promise<void> {
    this.isCut = true;
    return this.sending;
  }

  async mend(): Promise<void> {
    this.isCut = false;
    await this.send(this.story.present());
  }

  async close(): Promise<void> {
    clearInterval(this.heartbeat);
    this.isCut = true;
    await this.sending;
    await this.http.stop();
  }

  private send(events: readonly SentEvent[]): Promise<void> {
    this.sending = this.sending.then(() => this.post(events)).catch(() => undefined);
    return this.sending;
  }

  private async post(events: readonly SentEvent[]): Promise<void> {
    if (this.isCut) return;
    const body = JSON.stringify({ events });
    const t = String(Math.floor(Date.now() / msPerSecond));
    const v1 = createHmac('sha256', secret).update(`${t}.${body}`).digest('hex');
    const headers = { 'content-type': 'application/json', 'x-signature': `t=${t},v1=${v1}` };
    await fetch(this.url, { method: 'POST', headers, body });
  }
}

/** The events of the last line first, each line's own in their order: nothing orders lines among each other. */
function byLine(events: readonly SentEvent[]): readonly SentEvent[] {
  const lines = [...new Set(events.map((event) => event.deviceId))].reverse();
  return lines.flatMap((line) => events.filter((event) => event.deviceId === line));
}
