// What is counted of a connection: events of the last minute, tries, the last fault; each tenant for itself.
import type { PbxEvent } from '#shared/domain/call';
import { AppError } from '#shared/errors';
import type { PbxObserver } from '#bot/pbx';
import { PbxLedger } from '../../../bot/pbxLedger.ts';

const quiet: PbxObserver = {
  onEvents: () => undefined,
  onFault: () => undefined,
  onLink: () => undefined,
  onRetry: () => undefined,
};
const link: PbxEvent = { kind: 'link', eventId: 'e', pbxId: 'main', occurredAt: 0, receivedAt: 0, up: true };
const events = (count: number): readonly PbxEvent[] => Array.from({ length: count }, () => link);

describe('PbxLedger', () => {
  it('means the events of the last minute, and forgets older ones', () => {
    let now = 1_000_000_000;
    const ledger = new PbxLedger(() => now);
    ledger.begin('one', 'main', 'ami');
    const observer = ledger.observe('one', quiet);
    observer.onEvents('main', events(60));
    now += 30_000;
    observer.onEvents('main', events(60));
    expect(ledger.factsOf('one', 'main')).toEqual({ kind: 'ami', eventsPerSecond: 2, reconnects: 0, lastEventAt: now });
    now += 45_000;
    expect(ledger.factsOf('one', 'main')?.eventsPerSecond).toBe(1);
    now += 3_600_000;
    expect(ledger.factsOf('one', 'main')?.eventsPerSecond).toBe(0);
    now -= 7_200_000; // the clock was put back
    observer.onEvents('main', events(30));
    expect(ledger.factsOf('one', 'main')?.eventsPerSecond).toBe(0.5);
  });

  it('keeps two tenants with the same name of a PBX apart, and passes everything on', () => {
    const told: string[] = [];
    const ledger = new PbxLedger(() => 5);
    const one = ledger.observe('one', {
      onEvents: () => void told.push('events'),
      onFault: () => void told.push('fault'),
      onLink: () => void told.push('link'),
      onRetry: () => void told.push('retry'),
    });
    one.onEvents('main', events(1));
    one.onFault('main', new AppError('pbx.timeout', 'silent'));
    one.onLink('main', false);
    one.onRetry('main', 100);
    expect(told).toEqual(['events', 'fault', 'link', 'retry']);
    expect(ledger.factsOf('one', 'main')).toMatchObject({ reconnects: 1, lastFault: { code: 'pbx.timeout', at: 5 } });
    expect(ledger.factsOf('other', 'main')).toBeUndefined();
  });
});
