// Events between wire and service: nothing lost on the way there and back, nothing believed that cannot be.
import * as fc from 'fast-check';
import * as v from 'valibot';
import { siteEventSchema, type SiteEventWire } from '#shared/contracts';
import { fromWire, toWire } from '../../../../bot/pbx/wireEvents.ts';
import { anyWireEvent, wireKinds } from '../../../support/wireEvents.ts';

const now = Date.parse('2026-11-20T09:00:00Z');

describe('wire events', () => {
  describe('when they go there and back', () => {
    it('are the same, but for the number of their delivery', () => {
      const kinds = wireKinds.filter((kind) => kind !== 'heartbeat');
      fc.assert(
        fc.property(anyWireEvent(kinds), (event) => {
          const wire = v.parse(siteEventSchema, event);
          const { sequence: _sequence, ...rest } = wire;
          expect(toWire(fromWire(wire, 'main', now))).toEqual(rest);
        }),
      );
    });
  });

  describe('when a connector tells what does not fit', () => {
    const heard = { eventId: 'a', pbxId: 'main', occurredAt: now, receivedAt: now };
    const held = { kind: 'held', ...heard, globalCallId: 'c', connectionId: 'c1', deviceId: '2014' } as const;

    it('clips long texts', () => {
      const wire = toWire({ ...held, deviceId: 'x'.repeat(10_000) });
      expect(wire).toMatchObject({ deviceId: 'x'.repeat(256) });
    });
    it('takes the time of receipt for an impossible one', () => {
      expect(toWire({ ...held, occurredAt: Number.NaN })?.occurredAt).toBe('2026-11-20T09:00:00.000Z');
      expect(toWire({ ...held, occurredAt: 9e15 })?.occurredAt).toBe('2026-11-20T09:00:00.000Z');
    });
    it('tells nothing of what cannot be made to fit', () => {
      expect(toWire({ ...held, connectionId: '' })).toBeUndefined();
    });
  });

  describe('when a clock is wrong', () => {
    const at = (occurredAt: string): number => {
      const wire: SiteEventWire = {
        kind: 'registration',
        eventId: 'a',
        occurredAt,
        deviceId: '2014',
        registered: true,
      };
      return fromWire(wire, 'main', now).occurredAt;
    };

    it.each([
      ['half an hour ahead is believed', '2026-11-20T09:30:00Z', '2026-11-20T09:30:00Z'],
      ['half an hour behind is believed', '2026-11-20T08:30:00Z', '2026-11-20T08:30:00Z'],
      ['of another zone is the same instant', '2026-11-20T10:00:00+01:00', '2026-11-20T09:00:00Z'],
      ['of next year is not believed', '2027-11-20T09:00:00Z', '2026-11-20T09:00:00Z'],
    ])('one that is %s', (_name, told, believed) => {
      expect(at(told)).toBe(Date.parse(believed));
    });
  });
});
