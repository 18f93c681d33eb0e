// A report masked by the app is masked again by the service: what the person looked at is what is kept.
import { maskReport } from '#shared/domain/masking';
import fc from 'fast-check';

const pieces = fc.oneof(
  fc.stringMatching(/^\d{1,12}$/),
  fc.constantFrom(' ', '-', '/', '***', '*', '#', ',', '\n', ':', '=', '@', '+', '"', '[hidden]', '[token]', '[name]'),
  fc.constantFrom('ada@example.com', 'token: abc', 'Bearer abc.def', 'password=', 'https://ada:x@example.com'),
  fc.constantFrom('2026-11-20T08:00:00.000Z', '192.0.2.14', 'CallerIDName: Ada', 'eyJhbGciOiJ.e30.c2ln', 'key'),
  fc.string({ maxLength: 6 }),
);
const texts = fc.array(pieces, { maxLength: 12 }).map((parts) => parts.join(''));

describe('maskReport', () => {
  it('masks title, text, log and facts, and leaves the rest', () => {
    const report = {
      title: 'About 01 99 00 20 14',
      topic: 'dialling',
      text: 'I dial 0199002014\nand bruno@example.com gets it',
      logs: '2026-11-20T08:00:00.000Z dial +33199002014',
      app: { host: 'teams desktop', version: '0.1.0', path: '/tab/01-99-00-20-14' },
    };
    expect(maskReport(report)).toEqual({
      title: 'About ***14',
      topic: 'dialling',
      text: 'I dial ***14\nand ***@example.com gets it',
      logs: '2026-11-20T08:00:00.000Z dial ***14',
      app: { host: 'teams desktop', version: '0.1.0', path: '/tab/***14' },
    });
  });

  it('changes nothing that is masked already', () => {
    fc.assert(
      fc.property(texts, texts, (title, text) => {
        const once = maskReport({ title, text, logs: text, app: { fact: title } });
        expect(maskReport(once)).toEqual(once);
      }),
      { numRuns: 2_000 },
    );
  });
});
