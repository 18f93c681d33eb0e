// Whatever a batch or a list of presences looks like, reading it ends in an answer or in a coded fault.
import fc from 'fast-check';
import { AppError } from '#shared/errors';
import { parsePresences } from '../../../../bot/graph/parsePresences.ts';
import { presenceAsk } from '../../../../bot/graph/presenceAsk.ts';
import { readBatchAnswer, type PartAnswer } from '../../../../bot/graph/readBatchAnswer.ts';
import { anyCharacter } from '../../../support/anyCharacter.ts';

const anyText = fc.oneof(fc.string(), fc.json());

/** What `read` gives; the test fails where it throws anything but the code for unreadable. */
function readable<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch (thrown) {
    expect(thrown).toBeInstanceOf(AppError);
    expect((thrown as AppError).code).toBe('graph.unreadable');
    return undefined;
  }
}

describe('readBatchAnswer', () => {
  it('reads any text or refuses it with a code', () => {
    fc.assert(fc.property(anyText, (text) => void readable(() => readBatchAnswer(text))));
  });

  it('reads any entries: what stays has a status of HTTP and headers of text', () => {
    const entry = fc.oneof(
      fc.record({
        id: fc.constantFrom('0', '1', '2'),
        status: fc.nat(700),
        headers: fc.object(),
        body: fc.jsonValue(),
      }),
      fc.jsonValue(),
    );
    fc.assert(
      fc.property(fc.array(entry), (responses) => {
        const answers = readable(() => readBatchAnswer(JSON.stringify({ responses }))) ?? new Map<string, PartAnswer>();
        for (const { status, headers } of answers.values()) {
          expect(status).toBeGreaterThanOrEqual(100);
          expect(status).toBeLessThanOrEqual(599);
          for (const header of Object.values(headers)) expect(typeof header).toBe('string');
        }
      }),
    );
  });
});

describe('parsePresences', () => {
  it('reads any text or refuses it with a code', () => {
    fc.assert(fc.property(anyText, (text) => void readable(() => parsePresences(text, ['a']))));
  });

  it('gives each user asked for once at most, and nobody else', () => {
    const id = fc.constantFrom('a', 'b', 'B', 'c', '__proto__');
    const entry = fc.record({ id, availability: fc.string({ maxLength: 70 }), activity: fc.constant('Away') });
    fc.assert(
      fc.property(fc.array(entry), (value) => {
        const seen = parsePresences(JSON.stringify({ value }), ['a', 'b']).map(({ userId }) => userId);
        expect(new Set(seen).size).toBe(seen.length);
        expect(seen.every((userId) => userId === 'a' || userId === 'b')).toBe(true);
      }),
    );
  });
});

describe('presenceAsk', () => {
  const session = { availability: 'Busy', activity: 'InACall' } as const;

  it('keeps any user id inside its segment of the path, or refuses it', () => {
    const userId = fc.oneof(
      fc.string({ unit: anyCharacter }),
      fc.string(),
      fc.constantFrom('.', '..', '../x', 'a\uDC00'),
    );
    fc.assert(
      fc.property(userId, (key) => {
        try {
          const { path } = presenceAsk('app', { userId: key, session, minutes: 5 });
          const { pathname } = new URL(path, 'https://graph.example.test/v1.0/');
          expect(pathname).toMatch(/^\/v1\.0\/users\/[^/]+\/presence\/setPresence$/);
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'graph.refused' });
        }
      }),
    );
  });

  it.each([
    [-1, 'PT5M'],
    [5, 'PT5M'],
    [7.4, 'PT7M'],
    [120, 'PT2H'],
    [241, 'PT4H'],
  ])('writes %d minutes as %s', (minutes, iso) => {
    expect(presenceAsk('app', { userId: 'a', session, minutes }).body).toMatchObject({ expirationDuration: iso });
  });
});
