// How Graph's refusals are read: status to code, Retry-After in both forms, and nothing hostile into the log.
import fc from 'fast-check';
import { answerFault, networkFault, readRetryAfterMs } from '../../../../bot/graph/graphFaults.ts';
import { parseEvent } from '../../../../bot/graph/parseEvent.ts';
import { parsePage } from '../../../../bot/graph/parsePage.ts';
import { parseUserChange } from '../../../../bot/graph/parseUserChange.ts';
import { AppError } from '#shared/errors';

const now = Date.parse('2026-11-20T08:00:00Z');
const base = new URL('https://graph.example.test/v1.0/');

describe('readRetryAfterMs', () => {
  it.each([
    ['0', 0],
    ['7', 7_000],
    [' 30 ', 30_000],
    ['1.5', 1_500],
    ['999999999', 3_600_000],
    ['Fri, 20 Nov 2026 08:00:20 GMT', 20_000],
    ['Fri, 20 Nov 2026 07:00:00 GMT', 0],
    ['Sat, 20 Nov 2027 07:00:00 GMT', 3_600_000],
    ['-5', undefined],
    ['soon', undefined],
    ['', undefined],
    [undefined, undefined],
  ])('reads %p as %p', (header, expected) => {
    expect(readRetryAfterMs(header, now)).toBe(expected);
  });
});

describe('answerFault', () => {
  it('keeps plain words only, whatever the body says', () => {
    fc.assert(
      fc.property(fc.integer({ min: 300, max: 599 }), fc.oneof(fc.json(), fc.string()), (status, text) => {
        const { facts, code } = answerFault('setPresence', { status, headers: { 'request-id': text }, text }, now);
        expect(code).toMatch(/^graph\./);
        expect(JSON.stringify([facts['graphCode'] ?? '', facts['graphRequestId'] ?? ''])).toMatch(/^[\w.,"[\]-]*$/);
      }),
    );
  });
});

describe('networkFault', () => {
  it.each([
    [{ code: 'ECONNREFUSED' }, 'graph.unavailable'],
    [{ code: 'UND_ERR_BODY_TIMEOUT' }, 'graph.timeout'],
    [{ name: 'TimeoutError', code: 23 }, 'graph.timeout'],
    [{ name: 'TypeError', cause: { code: 'ENOTFOUND' } }, 'graph.unavailable'],
    [{ code: 'HPE_INVALID_CONSTANT' }, 'graph.unreadable'],
    [undefined, 'graph.unavailable'],
  ])('takes %p as %s', (thrown, code) => {
    expect(networkFault('setPresence', thrown).code).toBe(code);
  });
});

describe('parsePage', () => {
  it('reads any JSON or refuses it with a code', () => {
    const page = fc.record({ value: fc.array(fc.anything()) }).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(page, fc.json(), fc.string()), (text) => {
        try {
          const { entries } = parsePage('userChanges', text, base);
          expect(entries).toEqual((JSON.parse(text) as { value: unknown[] }).value);
        } catch (thrown) {
          expect(thrown).toBeInstanceOf(AppError);
        }
      }),
    );
  });
});

describe('parseUserChange', () => {
  const field = fc.oneof(fc.string(), fc.constant(null), fc.integer(), fc.array(fc.anything(), { maxLength: 3 }));
  const user = fc.record(
    {
      id: fc.uuid(),
      userPrincipalName: field,
      displayName: field,
      businessPhones: field,
      mail: field,
      accountEnabled: field,
    },
    { requiredKeys: ['id'] },
  );

  it('takes whoever has an id, whatever the other fields are', () => {
    fc.assert(
      fc.property(user, (entry) => {
        expect(parseUserChange(entry)?.id).toBe(entry.id);
      }),
    );
  });

  it('believes nothing that is no user', () => {
    fc.assert(
      fc.property(fc.anything(), (entry) => {
        expect(() => parseUserChange(entry)).not.toThrow();
        expect(() => parseEvent(entry)).not.toThrow();
      }),
    );
  });
});
