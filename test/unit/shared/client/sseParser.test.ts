// The event stream parser, cut anywhere.
import fc from 'fast-check';
import { createSseParser, type SseMessage } from '../../../../shared/client/sseParser.ts';

interface Heard {
  readonly messages: SseMessage[];
  readonly retries: number[];
}

function parse(chunks: readonly string[]): Heard {
  const heard: Heard = { messages: [], retries: [] };
  const parser = createSseParser({
    onMessage: (message) => heard.messages.push(message),
    onRetry: (delayMs) => heard.retries.push(delayMs),
  });
  for (const chunk of chunks) parser.push(chunk);
  return heard;
}

const event = (data: string, id = '', name = 'message'): SseMessage => ({ event: name, data, id });

describe('createSseParser', () => {
  it.each<[string, string, readonly SseMessage[]]>([
    ['one event', 'data: a\n\n', [event('a')]],
    ['several data lines', 'data: a\ndata: b\n\n', [event('a\nb')]],
    ['name and id', 'id: 7\nevent: record\ndata: x\n\n', [event('x', '7', 'record')]],
    ['an id that stays', 'id: 7\ndata: a\n\ndata: b\n\n', [event('a', '7'), event('b', '7')]],
    ['an id reset to none', 'id: 7\ndata: a\n\nid\ndata: b\n\n', [event('a', '7'), event('b')]],
    ['an id with NUL, which is ignored', 'id: a\0b\ndata: a\n\n', [event('a')]],
    ['carriage returns', 'data: a\r\rdata: b\r\r', [event('a'), event('b')]],
    ['carriage return and line feed', 'data: a\r\n\r\n', [event('a')]],
    ['comments', ': ping\n\ndata: a\n\n', [event('a')]],
    ['no space after the colon', 'data:a\n\n', [event('a')]],
    ['two spaces after the colon', 'data:  a\n\n', [event(' a')]],
    ['a field without colon', 'data\n\n', [event('')]],
    ['an event without data, which is dropped', 'event: x\nid: 3\n\ndata: a\n\n', [event('a', '3')]],
    ['unknown fields', 'colour: red\ndata: a\n\n', [event('a')]],
    ['a byte order mark', '\uFEFFdata: a\n\n', [event('a')]],
    ['an unfinished event, which is dropped', 'data: a\n\ndata: b\n', [event('a')]],
  ])('reads %s', (_what, text, expected) => {
    expect(parse([text]).messages).toEqual(expected);
  });

  it('tells a reconnection delay, and only a whole number', () => {
    expect(parse(['retry: 2000\nretry: soon\nretry: -1\n\n']).retries).toEqual([2000]);
  });

  it('refuses an event without end', () => {
    expect(() => parse(Array.from({ length: 70 }, () => `data: ${'x'.repeat(65_000)}\n`))).toThrow('too large');
  });

  it('gives the same events however the text is cut', () => {
    const line = fc.constantFrom(
      'data: a',
      'data:b',
      'id: 4',
      'event: record',
      ': ping',
      'retry: 50',
      '',
      '',
      'data: é😀',
    );
    const end = fc.constantFrom('\n', '\r', '\r\n');
    const text = fc.array(fc.tuple(line, end), { maxLength: 30 }).map((lines) => lines.flat().join(''));
    fc.assert(
      fc.property(text, fc.array(fc.nat(), { maxLength: 12 }), (whole, places) => {
        const cuts = [...places.map((place) => (whole.length === 0 ? 0 : place % whole.length)), whole.length].sort(
          (one, other) => one - other,
        );
        const chunks = cuts.map((cut, index) => whole.slice(cuts[index - 1] ?? 0, cut));
        expect(parse(chunks)).toEqual(parse([whole]));
      }),
      { numRuns: 1000 },
    );
  });
});
