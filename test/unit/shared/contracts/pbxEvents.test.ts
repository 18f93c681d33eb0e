// The contract of webhook events and its published JSON Schema say the same of every body.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import * as fc from 'fast-check';
import * as v from 'valibot';
import { webhookBatchSchema, webhookEventSchema } from '#shared/contracts';
import { webhookJsonSchema } from '../../../support/jsonSchemaOf.ts';
import { anyWireEvent, wireKinds } from '../../../support/wireEvents.ts';

const published: unknown = JSON.parse(
  readFileSync(join(__dirname, '../../../../docs/pbx/webhook-events.schema.json'), 'utf8'),
);
const isPublished = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(published as object);

function isOurs(body: unknown): boolean {
  const isBatch = typeof body === 'object' && body !== null && 'events' in body;
  return v.is(isBatch ? webhookBatchSchema : webhookEventSchema, body);
}

/** One thing of an event spoiled: a field gone, or of another kind, size or form. */
const spoilers: readonly ((value: unknown) => unknown)[] = [
  () => undefined,
  () => null,
  () => 7.5,
  () => -1,
  () => '',
  () => 'x'.repeat(257),
  // A list where a section belongs is read as a section without settings: lenient, and not published.
  (value) => (typeof value === 'object' ? 7.5 : ['x']),
  () => ({}),
  () => '2026-11-20 08:15:00Z',
  () => '2026-11-20T08:15:00+01:00',
];
const mutant = fc.tuple(anyWireEvent(), fc.nat(), fc.constantFrom(...spoilers)).map(([event, at, spoil]) => {
  const keys = Object.keys(event);
  const key = keys[at % keys.length] ?? 'kind';
  const spoiled: Record<string, unknown> = { ...event, [key]: spoil((event as Record<string, unknown>)[key]) };
  return JSON.parse(JSON.stringify(spoiled)) as unknown;
});

describe('the contract of webhook events', () => {
  describe('when it was changed', () => {
    it('has its JSON Schema written again (node --import tsx test/house/writeWebhookSchema.ts)', () => {
      expect(published).toEqual(webhookJsonSchema(webhookEventSchema, webhookBatchSchema));
    });
  });

  describe('when bodies come', () => {
    it.each(wireKinds)('takes every %s, alone and in a batch, by both', (kind) => {
      fc.assert(
        fc.property(anyWireEvent([kind]), (event) => {
          for (const body of [event, { events: [event, event] }]) {
            expect(
              v.safeParse('events' in body ? webhookBatchSchema : webhookEventSchema, body).issues,
            ).toBeUndefined();
            expect(isPublished(body)).toBe(true);
          }
        }),
        { numRuns: 30 },
      );
    });
    it('judges spoiled ones alike by both', () => {
      let refused = 0;
      fc.assert(
        fc.property(mutant, (body) => {
          const isFine = isOurs(body);
          refused += isFine ? 0 : 1;
          expect(isPublished(body)).toBe(isFine);
        }),
        { numRuns: 2_000 },
      );
      expect(refused).toBeGreaterThan(500);
    });
    it.each([{ events: [] }, { events: 'x' }, {}, [], null, 'x', { kind: 'link', eventId: 'a', up: true }])(
      'refuses %j by both',
      (body) => {
        expect(isOurs(body)).toBe(false);
        expect(isPublished(body)).toBe(false);
      },
    );
    it('leaves unknown fields out', () => {
      const event = { kind: 'heartbeat', eventId: 'a', occurredAt: '2026-11-20T08:15:00Z', more: { of: 'it' } };
      expect(v.parse(webhookEventSchema, event)).not.toHaveProperty('more');
      expect(isPublished(event)).toBe(true);
    });
  });
});
