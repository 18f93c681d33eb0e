// A site connector and the service over real sockets: nothing lost, nothing twice, whatever breaks in between.
import { AppError } from '#shared/errors';
import { useSite, type SiteHarness } from '../../support/siteHarness.ts';
import { until } from '../../support/until.ts';

const box = useSite();

/** `count` legs put on hold, so that each event is one of its own. */
function hold(harness: SiteHarness, count: number): void {
  for (let each = 0; each < count; each += 1) harness.pbx.leg(`c${String(each)}`, '2014', { kind: 'held' });
}

async function linkIs(harness: SiteHarness, word: string): Promise<void> {
  await until(
    () =>
      harness
        .kinds()
        .filter((kind) => kind.startsWith('link'))
        .at(-1) === word,
  );
}

describe('a site connector', () => {
  describe('when it comes up', () => {
    it('tells devices and calls as they are, and only then the link is up', async () => {
      const harness = box.current;
      harness.startSite();
      harness.pbx.tell({ kind: 'registration', deviceId: '2014', registered: false });
      harness.pbx.ring('c1', '2014', '2015');
      harness.pbx.comeUp('c1-2014', 'c1-2015');
      await linkIs(harness, 'link up');
      const kinds = harness.kinds();
      expect(kinds).toContain('delivered');
      expect(kinds.indexOf('link up')).toBe(kinds.lastIndexOf('snapshot') + 1);
      expect(harness.told.at(-2)).toMatchObject({ kind: 'snapshot', pbxId: 'office' });
    });
    it('stays down while the PBX itself is away', async () => {
      const harness = box.current;
      harness.startSite();
      await until(() => harness.siteLinks.at(-1) === true);
      hold(harness, 1);
      await until(() => harness.ids().length === 1);
      expect(harness.kinds()).toEqual(['held']);
      harness.pbx.comeUp();
      await linkIs(harness, 'link up');
      harness.pbx.tell({ kind: 'link', up: false });
      await linkIs(harness, 'link down');
    });
    it('is told which devices are wanted, and again when they change', async () => {
      const harness = box.current;
      harness.connector?.watch(['2014']);
      harness.startSite();
      await until(() => harness.pbx.watched.length === 1);
      harness.connector?.watch(['2014', '2015']);
      await until(() => harness.pbx.watched.length === 2);
      expect(harness.pbx.watched).toEqual(['2014', '2015']);
    });
  });

  describe('when the service goes away and comes back', () => {
    it('tells what happened meanwhile in order, once, with its own times, and the states anew', async () => {
      const harness = box.current;
      const site = harness.startSite();
      harness.pbx.tell({ kind: 'userState', deviceId: '2014', state: 'doNotDisturb' });
      harness.pbx.comeUp();
      await linkIs(harness, 'link up');
      for (let round = 0; round < 3; round += 1) {
        await harness.stopService();
        const before = Date.now();
        hold(harness, 700);
        const after = Date.now();
        await harness.startService();
        await until(() => harness.ids().length === 700 * (round + 1));
        await until(() => site.waiting() === 0);
        const late = harness.told.filter((event) => event.kind === 'held').slice(-700);
        expect(late.every((event) => event.occurredAt >= before && event.occurredAt <= after)).toBe(true);
      }
      await until(() => harness.kinds().at(-1) === 'link up');
      const ids = harness.ids();
      expect(ids).toHaveLength(2_100);
      expect(new Set(ids).size).toBe(2_100);
      expect(ids).toEqual([...ids].sort((a, b) => Number(a.slice(1)) - Number(b.slice(1))));
      expect(harness.kinds().filter((kind) => kind === 'userState').length).toBeGreaterThanOrEqual(4);
      expect(harness.codes(harness.serviceFaults)).not.toContain('pbx.gap');
    });
    it('takes the link down at once', async () => {
      const harness = box.current;
      harness.startSite();
      harness.pbx.comeUp();
      await linkIs(harness, 'link up');
      await harness.stopService();
      expect(harness.siteLinks.filter((up) => up)).toHaveLength(1);
      await until(() => harness.siteLinks.at(-1) === false);
    });
  });

  describe('when the connector ends and starts again', () => {
    it('tells what only its disk knew, once', async () => {
      const harness = box.current;
      const first = harness.startSite();
      hold(harness, 300);
      await until(() => harness.ids().length === 300);
      await harness.stopService();
      hold(harness, 300);
      await until(() => first.waiting() >= 300);
      await first.stop();
      await harness.startService();
      const second = harness.startSite();
      await until(() => harness.ids().length === 600);
      await until(() => second.waiting() === 0);
      expect(new Set(harness.ids()).size).toBe(600);
    });
    it('ends no call before its PBX has told which are alive', async () => {
      const harness = box.current;
      const first = harness.startSite();
      harness.pbx.ring('c1', '2014', '2015');
      harness.pbx.comeUp('c1-2014', 'c1-2015');
      await linkIs(harness, 'link up');
      await first.stop();
      await linkIs(harness, 'link down');
      const snapshots = harness.kinds().filter((kind) => kind === 'snapshot').length;
      harness.startSite();
      await until(() => harness.siteLinks.at(-1) === true);
      harness.pbx.comeUp('c1-2014');
      await linkIs(harness, 'link up');
      const later = harness.told.filter((event) => event.kind === 'snapshot').slice(snapshots);
      expect(later.every((event) => event.liveConnectionIds.includes('c1-2014'))).toBe(true);
    });
    it('begins anew with a new journal: the service takes its events for new ones', async () => {
      const harness = box.current;
      const first = harness.startSite();
      hold(harness, 3);
      await until(() => harness.ids().length === 3);
      await first.stop();
      harness.startSite({}, { folder: `${harness.folder}/another` });
      hold(harness, 2);
      await until(() => harness.ids().length === 5);
      expect(harness.codes(harness.serviceFaults)).not.toContain('pbx.gap');
    });
  });

  describe('when the disk of the service refuses', () => {
    it('keeps everything until it is written, and tells nothing twice', async () => {
      const harness = box.current;
      const site = harness.startSite();
      await until(() => harness.siteLinks.at(-1) === true);
      harness.diskFault = new AppError('store.diskFull', 'full');
      hold(harness, 10);
      await until(() => harness.codes(harness.serviceFaults).includes('store.diskFull'));
      await until(() => site.waiting() === 10);
      harness.diskFault = undefined;
      await until(() => site.waiting() === 0);
      expect(harness.ids()).toHaveLength(10);
    });
  });

  describe('when its own journal is full', () => {
    it('drops the oldest with a fault, and the service hears of the gap', async () => {
      const harness = box.current;
      await harness.stopService();
      harness.startSite({}, { maxBytes: 30_000, segmentBytes: 5_000 });
      for (let round = 0; round < 20; round += 1) {
        hold(harness, 20);
        await new Promise((resolve) => setImmediate(resolve));
      }
      await until(() => harness.codes(harness.siteFaults).includes('pbx.journalFull'));
      await harness.startService();
      await until(() => harness.ids().at(-1) === 'f400');
      expect(harness.codes(harness.serviceFaults)).toContain('pbx.gap');
      const lost = harness.siteFaults.reduce((sum, { facts }) => sum + Number(facts['events'] ?? 0), 0);
      expect(harness.ids()).toHaveLength(400 - lost);
    });
  });

  describe('when the service has orders', () => {
    it('carries them out and brings the answer', async () => {
      const harness = box.current;
      harness.startSite();
      await until(() => harness.connector?.capabilities.makeCall === true);
      const order = { requestId: 'order-1', deviceId: '2014', dialString: '+33199002015', callerName: 'Ada Example' };
      await harness.connector?.makeCall(order);
      await harness.connector?.setUserState('2014', 'busy');
      await harness.connector?.setForwarding({ deviceId: '2014', forwardingType: 'immediate', forwardTo: '2015' });
      expect(harness.pbx.orders).toMatchObject([order]);
      expect(harness.pbx.toldStates).toEqual([{ deviceId: '2014', state: 'busy' }]);
      expect(harness.pbx.forwardings).toMatchObject([{ deviceId: '2014', forwardTo: '2015' }]);
    });
    it('rings a phone for a test where the PBX there can', async () => {
      const harness = box.current;
      harness.startSite();
      harness.pbx.capabilities.ringPhone = true;
      await until(() => harness.connector?.capabilities.ringPhone === true);
      const order = { requestId: 'order-1', deviceId: '2014', callerName: 'Ada Example' };
      await harness.connector?.ringPhone(order);
      expect(harness.pbx.rung).toMatchObject([order]);
    });
    it('does with a call what the PBX there can do', async () => {
      const harness = box.current;
      harness.startSite();
      await until(() => harness.connector?.capabilities.makeCall === true);
      expect(harness.connector?.capabilities.control).toEqual(['answer', 'hold', 'retrieve', 'clear']);
      const order = { action: 'hold', deviceId: '2014', callId: 'c1', connectionId: 'c1-2014' } as const;
      await harness.connector?.controlCall(order);
      expect(harness.pbx.controls).toMatchObject([order]);
    });
    it('brings the refusal of the PBX, and says at once when there is no link', async () => {
      const harness = box.current;
      const order = { requestId: 'order-1', deviceId: '2014', dialString: '2015' };
      await expect(harness.connector?.makeCall(order)).rejects.toMatchObject({ code: 'pbx.unreachable' });
      const site = harness.startSite();
      await until(() => harness.connector?.capabilities.makeCall === true);
      for (const code of ['pbx.refused', 'pbx.timeout'] as const) {
        harness.pbx.refusal = new AppError(code, 'no');
        await expect(harness.connector?.makeCall(order)).rejects.toMatchObject({ code });
      }
      harness.pbx.makeCall = () => new Promise(() => undefined);
      const waiting = expect(harness.connector?.makeCall(order)).rejects.toMatchObject({ code: 'pbx.unreachable' });
      await site.stop();
      await waiting;
    });
  });

  describe('when a second connector comes with the same secret', () => {
    it('takes the place of the first', async () => {
      const harness = box.current;
      const first = harness.startSite();
      await until(() => harness.siteLinks.length === 1);
      harness.startSite({}, { folder: `${harness.folder}/another` });
      await until(() => harness.siteLinks.includes(false));
      await first.stop();
      hold(harness, 1);
      await until(() => harness.ids().length === 1);
    });
  });
});
