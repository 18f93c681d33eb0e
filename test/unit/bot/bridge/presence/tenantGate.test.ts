// What the outcomes of one request mean for the whole tenant.
import type { PresenceOutcome } from '#bot/graph';
import { AppError, type ErrorCode } from '#shared/errors';
import { TenantGate } from '../../../../../bot/bridge/presence/tenantGate.ts';
import { mayBeDone, waitAfter } from '../../../../../bot/bridge/presence/writeFaults.ts';

const ok: PresenceOutcome = { ok: true };

function no(code: ErrorCode, retryAfterMs?: number): PresenceOutcome & { readonly fault: AppError } {
  const facts = retryAfterMs === undefined ? {} : { retryAfterMs };
  return { ok: false, fault: new AppError(code, 'told to refuse', { facts }) };
}

describe('TenantGate', () => {
  describe('when requests are throttled', () => {
    it.each([
      ['a single one', [no('graph.throttled', 9_000)], 9_000],
      [
        'half of a batch, by the longest wait',
        [no('graph.throttled', 9_000), no('graph.throttled', 7_000), ok, ok],
        9_000,
      ],
      ['less than half', [no('graph.throttled', 9_000), ok, ok], 0],
      ['one told to come back at once', [no('graph.throttled', 0)], 250],
    ])('pauses after %s', (_name, outcomes, pauseMs) => {
      const gate = new TenantGate();
      gate.learn(outcomes, 1_000, 0.5, false);
      expect(gate.pausedUntil).toBe(pauseMs === 0 ? 0 : 1_000 + pauseMs);
    });

    it('waits longer each time when Graph names no time, but once for what was open together', () => {
      const gate = new TenantGate();
      const waits = [0, 1, 1_000, 3_000].map((now) => {
        gate.learn([no('graph.throttled')], now, 0.999_999, false);
        return gate.pausedUntil - now;
      });
      expect(waits).toEqual([500, 500, 1_000, 2_000]);
    });
  });

  describe('when consent is lost', () => {
    it('pauses a minute, says so once, and opens at the first success', () => {
      const gate = new TenantGate();
      const forbidden = [no('graph.consentLost')];
      expect([gate.learn(forbidden, 0, 0, false), gate.learn(forbidden, 10, 0, false)]).toEqual(['lost', 'same']);
      expect(gate.pausedUntil).toBe(60_010);
      expect([gate.learn([ok], 60_010, 0, false), gate.isConsentLost, gate.pausedUntil]).toEqual(['back', false, 0]);
    });

    it.each([
      ['others of the batch were served', [no('graph.consentLost'), ok], false],
      ['the user alone is refused again', [no('graph.consentLost')], true],
    ])('goes on when %s', (_name, outcomes, isOwnFault) => {
      const gate = new TenantGate();
      expect(gate.learn(outcomes, 0, 0, isOwnFault)).toBe('same');
      expect(gate.pausedUntil).toBe(0);
    });
  });
});

describe('a fault', () => {
  const rows: readonly [ErrorCode, number, boolean][] = [
    ['graph.throttled', 1_500, false],
    ['graph.unavailable', 1_500, true],
    ['graph.timeout', 1_500, true],
    ['graph.unreadable', 1_500, true],
    ['graph.consentLost', 90_000, false],
    ['graph.notFound', 600_000, false],
    ['graph.refused', 600_000, false],
    ['internal', 1_500, true],
  ];
  describe('when a user is told', () => {
    it.each(rows)('%s has the user wait %d ms and may have got through: %s', (code, waitMs, isUnknown) => {
      expect(waitAfter(no(code).fault, 2, 0.5)).toBe(waitMs);
      expect(mayBeDone(code)).toBe(isUnknown);
    });
  });
});
