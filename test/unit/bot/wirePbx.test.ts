// The position of a site and the turn of its events: on disk together or not at all.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TenantConfig } from '#bot/config';
import { openAsyncSqliteStore, type AsyncStorePort, type StoreTurn } from '#bot/store';
import { silentLogger, silentMetrics } from '#bot/telemetry';
import { AppError } from '#shared/errors';
import { TurnWriter } from '../../../bot/bridge/turnWriter.ts';
import { wirePbx } from '../../../bot/wirePbx.ts';
import { until } from '../../support/until.ts';

const tenantId = '11111111-1111-4111-8111-111111111111';
const journal = '6f1c2b1e-3c1f-4c55-9d0a-0d7a4f0f5b11';
const turn: StoreTurn = {
  records: [],
  openCalls: [{ pbxId: 'office', globalCallId: 'c', body: '{}' }],
  presence: [],
  presenceSettled: [],
  notices: [],
};
const folder = mkdtempSync(join(tmpdir(), 'hookswitch-wire-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A service's wiring over a store, with one site that said hello; what it was answered. */
function wired(store: AsyncStorePort, onEvents: (commit: () => void) => void) {
  const wiring = wirePbx(store, { logger: silentLogger, metrics: silentMetrics });
  const options = { store, tenantId, logger: silentLogger, metrics: silentMetrics, now: Date.now };
  const pen = new TurnWriter(options, () => () => undefined);
  wiring.attach(tenantId, pen);
  const site = { id: 'office', kind: 'site', secrets: ['a secret'] } as const;
  const tenant: Pick<TenantConfig, 'id'> = { id: tenantId };
  const port = wiring.pbxFor(site, tenant as TenantConfig);
  port.start(() => {
    onEvents(() => {
      pen.commit(turn);
    });
  });
  const said: { type: string; sequence?: number }[] = [];
  const listener = wiring.doors.openSite('office', {
    send: (text) => void said.push(JSON.parse(text) as { type: string }),
    close: () => undefined,
    pause: () => undefined,
    resume: () => undefined,
  });
  const capabilities = { ...port.capabilities };
  const tell = (message: object): void => listener.onText(JSON.stringify(message));
  tell({ type: 'hello', protocol: 1, journal, capabilities });
  const close = async (): Promise<void> => {
    listener.onClosed();
    await pen.stop();
  };
  return { said, tell, close };
}

function events(sequence: number): object {
  const event = { kind: 'held', globalCallId: 'c', connectionId: 'x', deviceId: '2014' };
  return { type: 'events', sequence, events: [{ ...event, eventId: 'e', occurredAt: '2026-11-20T09:00:00Z' }] };
}

const welcomeOf = (said: readonly { type: string; sequence?: number }[]) =>
  said.find((message) => message.type === 'welcome')?.sequence;

describe('wirePbx', () => {
  describe('when a site tells events', () => {
    it('writes its position with their turn, once', async () => {
      const path = join(folder, 'one.sqlite');
      const store = await openAsyncSqliteStore(path);
      const commits = jest.spyOn(store, 'commitTurn');
      const first = wired(store, (commit) => {
        commit();
      });
      await until(() => welcomeOf(first.said) === 0);
      first.tell(events(1));
      await until(() => first.said.some((message) => message.type === 'ack' && message.sequence === 1));
      expect(commits).toHaveBeenCalledTimes(1);
      expect(await store.openCalls(tenantId, 'office')).toHaveLength(1);
      await first.close();
      await store.close();
      const again = await openAsyncSqliteStore(path);
      const second = wired(again, () => undefined);
      await until(() => welcomeOf(second.said) === 1);
      await second.close();
      await again.close();
    });
    it('writes it alone when the events changed nothing', async () => {
      const store = await openAsyncSqliteStore(join(folder, 'two.sqlite'));
      const site = wired(store, () => undefined);
      site.tell(events(1));
      await until(() => site.said.some((message) => message.type === 'ack'));
      expect(await store.openCalls(tenantId, 'site:office')).toHaveLength(1);
      await site.close();
      await store.close();
    });
  });

  describe('when the store refuses the turn', () => {
    it('writes no position and acknowledges nothing before the turn is written', async () => {
      const store = await openAsyncSqliteStore(join(folder, 'three.sqlite'));
      const real = store.commitTurn;
      let isFull = true;
      const full: AsyncStorePort = {
        ...store,
        commitTurn: async (tenant, given) => {
          if (isFull) throw new AppError('store.diskFull', 'full');
          return real(tenant, given);
        },
      };
      let again: (() => void) | undefined;
      const site = wired(full, (commit) => {
        again = commit;
        commit();
      });
      await until(() => welcomeOf(site.said) === 0);
      site.tell(events(1));
      await until(() => again !== undefined);
      expect(await store.openCalls(tenantId, 'site:office')).toEqual([]);
      expect(site.said.some((message) => message.type === 'ack')).toBe(false);
      isFull = false;
      again?.();
      await until(async () => (await store.openCalls(tenantId, 'site:office')).length === 1);
      expect(await store.openCalls(tenantId, 'site:office')).toHaveLength(1);
      await until(() => site.said.some((message) => message.type === 'ack'));
      await site.close();
      await store.close();
    });
  });
});
