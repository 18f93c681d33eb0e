// A webhook sender's story as the heart hears it: idempotent, gaps told, silence noticed, nothing acknowledged before the disk.
import { createHmac } from 'node:crypto';
import type { PbxEvent } from '#shared/domain/call';
import { AppError } from '#shared/errors';
import { WebhookConnector } from '../../../../../bot/pbx/webhook/webhookConnector.ts';
import { RecentIds } from '../../../../../bot/pbx/webhook/recentIds.ts';

const now = Date.parse('2026-11-20T09:00:00Z');

class Harness {
  readonly told: PbxEvent[][] = [];
  readonly faults: AppError[] = [];
  diskFault: AppError | undefined;
  readonly connector = new WebhookConnector({
    id: 'cloud',
    secrets: ['one', 'two'],
    silenceSeconds: 60,
    now: () => now,
    written: () => (this.diskFault === undefined ? Promise.resolve() : Promise.reject(this.diskFault)),
    observer: {
      onEvents: () => undefined,
      onFault: (_pbxId, fault) => void this.faults.push(fault),
      onLink: () => undefined,
      onRetry: () => undefined,
    },
  });

  start(): this {
    this.connector.start((events) => void this.told.push([...events]));
    return this;
  }

  send(data: unknown, secret = 'one') {
    const body = Buffer.from(typeof data === 'string' ? data : JSON.stringify(data));
    const t = String(now / 1000);
    const digest = createHmac('sha256', secret).update(`${t}.`).update(body).digest('hex');
    return this.connector.receive({ signature: `t=${t},v1=${digest}`, body });
  }

  kinds(): readonly string[] {
    return this.told.flat().map((event) => event.kind);
  }

  codes(): readonly string[] {
    return this.faults.map((fault) => fault.code);
  }
}

const heartbeat = (eventId: string, sequence?: number) => ({
  kind: 'heartbeat',
  eventId,
  occurredAt: '2026-11-20T08:59:59Z',
  ...(sequence === undefined ? {} : { sequence }),
});
const held = (eventId: string) => ({
  ...heartbeat(eventId),
  kind: 'held',
  globalCallId: 'c',
  connectionId: 'c1',
  deviceId: '2014',
});

describe('WebhookConnector', () => {
  beforeEach(() => {
    jest.useFakeTimers();
  });
  afterEach(() => {
    jest.useRealTimers();
  });

  describe('when the first delivery comes', () => {
    it('hands events and link over in one turn', async () => {
      const harness = new Harness().start();
      expect(await harness.send({ events: [held('a'), held('b')] })).toEqual({ accepted: 2, duplicates: 0 });
      expect(harness.told).toHaveLength(1);
      expect(harness.told[0]).toMatchObject([
        { kind: 'held', pbxId: 'cloud', occurredAt: now - 1000, receivedAt: now },
        { kind: 'held' },
        { kind: 'link', up: true },
      ]);
    });
    it('takes a heartbeat for a life sign and no more', async () => {
      const harness = new Harness().start();
      await harness.send(heartbeat('a'));
      await harness.send(heartbeat('b'), 'two');
      expect(harness.kinds()).toEqual(['link']);
    });
    it('is not there yet before it was started, and no more once stopped', async () => {
      const harness = new Harness();
      await expect(harness.send(heartbeat('a'))).rejects.toMatchObject({ code: 'service.unavailable' });
      harness.start();
      await harness.connector.stop();
      await expect(harness.send(heartbeat('a'))).rejects.toMatchObject({ code: 'service.unavailable' });
    });
  });

  describe('when events come again', () => {
    it('hands each over once, in the same body or another', async () => {
      const harness = new Harness().start();
      expect(await harness.send({ events: [held('a'), held('a')] })).toEqual({ accepted: 1, duplicates: 1 });
      expect(await harness.send(held('a'))).toEqual({ accepted: 0, duplicates: 1 });
      expect(harness.kinds()).toEqual(['held', 'link']);
    });
    it('remembers so many, and forgets the oldest first', () => {
      const ids = new RecentIds(3);
      for (const id of ['a', 'b', 'a', 'c', 'd']) ids.add(id);
      expect([ids.size, ids.has('b'), ids.has('a'), ids.has('d')]).toEqual([3, false, true, true]);
    });
  });

  describe('when numbers are missing', () => {
    it('reports the gap, once, and how many', async () => {
      const harness = new Harness().start();
      for (const [index, sequence] of [5, 6, 9, 7, 10].entries())
        await harness.send(heartbeat(`e${String(index)}`, sequence));
      expect(harness.codes()).toEqual(['pbx.gap']);
      expect(harness.faults[0]?.facts).toEqual({ missing: 2 });
    });
    it('takes 1 for a sender that counts anew', async () => {
      const harness = new Harness().start();
      for (const [index, sequence] of [50, 1, 2, 4].entries())
        await harness.send(heartbeat(`e${String(index)}`, sequence));
      expect(harness.faults.map((fault) => fault.facts)).toEqual([{ missing: 1 }]);
    });
  });

  describe('when the sender falls silent', () => {
    it('takes the link down after the time set, and up again with the next delivery', async () => {
      const harness = new Harness().start();
      await harness.send(heartbeat('a'));
      jest.advanceTimersByTime(59_000);
      await harness.send(heartbeat('b'));
      jest.advanceTimersByTime(59_999);
      expect(harness.kinds()).toEqual(['link']);
      jest.advanceTimersByTime(1);
      await harness.send(heartbeat('c'));
      expect(harness.told.flat()).toMatchObject([{ up: true }, { up: false }, { up: true }]);
    });
  });

  describe('when a delivery is refused', () => {
    it('says so to the log, and the sender stays as silent as it was', async () => {
      const harness = new Harness().start();
      await expect(harness.send(heartbeat('a'), 'three')).rejects.toMatchObject({
        code: 'pbx.signatureInvalid',
        facts: { reason: 'wrong' },
      });
      expect(harness.codes()).toEqual(['pbx.signatureInvalid']);
      expect(harness.told).toEqual([]);
    });
    it.each([
      ['no JSON', '{', []],
      ['an unknown kind', { ...heartbeat('a'), kind: 'x' }, ['kind']],
      ['one bad event among good ones', { events: [held('a'), { ...held('b'), deviceId: 7 }] }, ['events.1.deviceId']],
      ["a link, which is not the sender's to tell", { ...heartbeat('a'), kind: 'link', up: true }, ['kind']],
    ])('takes nothing of a body with %s', async (_name, data, paths) => {
      const harness = new Harness().start();
      await expect(harness.send(data)).rejects.toMatchObject({
        code: 'input.invalid',
        facts: paths.length === 0 ? {} : { paths },
      });
      expect(harness.told).toEqual([]);
    });
    it('refuses bytes that are no UTF-8', async () => {
      const harness = new Harness().start();
      const body = Buffer.from([0x22, 0xff, 0x22]);
      const t = String(now / 1000);
      const digest = createHmac('sha256', 'one').update(`${t}.`).update(body).digest('hex');
      const sent = harness.connector.receive({ signature: `t=${t},v1=${digest}`, body });
      await expect(sent).rejects.toMatchObject({ code: 'input.invalid' });
    });
  });

  describe('when the disk refuses', () => {
    it('acknowledges nothing; sent again, it is acknowledged and not told twice', async () => {
      const harness = new Harness().start();
      harness.diskFault = new AppError('store.unavailable', 'disk full');
      await expect(harness.send(held('a'))).rejects.toMatchObject({ code: 'store.unavailable' });
      await expect(harness.send(held('a'))).rejects.toMatchObject({ code: 'store.unavailable' });
      harness.diskFault = undefined;
      expect(await harness.send(held('a'))).toEqual({ accepted: 0, duplicates: 1 });
      expect(harness.kinds()).toEqual(['held', 'link']);
    });
  });

  describe('when somebody wants something of it', () => {
    it('refuses: nothing goes to the sender', async () => {
      const { connector } = new Harness().start();
      connector.watch();
      await expect(connector.makeCall()).rejects.toMatchObject({ code: 'pbx.refused' });
      await expect(connector.setUserState()).rejects.toMatchObject({ code: 'pbx.refused' });
      await expect(connector.setForwarding()).rejects.toMatchObject({ code: 'pbx.refused' });
    });
  });
});
