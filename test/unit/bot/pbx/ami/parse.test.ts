// The framer under every cut, and against odd and hostile peers.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { AmiFramer, type AmiMessage } from '#bot/pbx';
import { formatAction } from '../../../../../bot/pbx/ami/parse.ts';

const stream = readFileSync(join(__dirname, '../../../../fixtures/asterisk/missed_caller_hangup.ami'));

function feedAll(chunks: readonly Buffer[]): AmiMessage[] {
  const framer = new AmiFramer();
  return chunks.flatMap((chunk) => [...framer.feed(chunk).messages]);
}

describe('AmiFramer', () => {
  describe('when a stream is cut anywhere', () => {
    const whole = feedAll([stream]);

    it('gives the same messages as uncut', () => {
      const sizes = fc.array(fc.integer({ min: 1, max: 3000 }), { minLength: 1, maxLength: 60 });
      fc.assert(
        fc.property(sizes, (cuts) => {
          const chunks: Buffer[] = [];
          let at = 0;
          for (let turn = 0; at < stream.length; turn += 1) {
            const size = cuts[turn % cuts.length] ?? 1;
            chunks.push(stream.subarray(at, at + size));
            at += size;
          }
          expect(feedAll(chunks)).toEqual(whole);
        }),
        { numRuns: 30 },
      );
    });

    it('gives the same messages byte by byte', () => {
      expect(feedAll([...stream.subarray(0, 20_000)].map((byte) => Buffer.from([byte])))).toEqual(
        feedAll([stream.subarray(0, 20_000)]),
      );
    });
  });

  describe('when the peer is odd', () => {
    const text = (source: string): AmiMessage[] => feedAll([Buffer.from(source)]);

    it('reads the banner, bare line feeds, repeated keys, empty values and values with colons', () => {
      const messages = text('Asterisk Call Manager/9.0.0\r\nEvent: A\nKey: 1\nKey: 2\nNone: \nUrl: sip:1@x\n\n');
      expect(messages[0]?.text).toEqual(['Asterisk Call Manager/9.0.0']);
      expect({ ...messages[1]?.fields }).toEqual({ Event: 'A', Key: '1', None: '', Url: 'sip:1@x' });
      expect({ ...messages[1]?.repeated }).toEqual({ Key: ['1', '2'] });
    });

    it('keeps the output of a command together, empty lines and all', () => {
      const messages = text(
        'Response: Follows\r\nPrivilege: Command\r\nrow 1\r\n\r\nrow 2\r\n--END COMMAND--\r\n\r\nEvent: B\r\n\r\n',
      );
      expect(messages.map((message) => message.fields.Event ?? message.text)).toEqual([['row 1', 'row 2'], 'B']);
    });

    it('skips a message of 10 MB in constant memory and goes on with the next', () => {
      const framer = new AmiFramer();
      const piece = Buffer.alloc(64 * 1024, 'x');
      let dropped = 0;
      for (let sent = 0; sent < 10 * 1024 * 1024; sent += piece.length) dropped += framer.feed(piece).dropped;
      const last = framer.feed(Buffer.from('\r\n\r\nEvent: After\r\n\r\n'));
      expect(dropped + last.dropped).toBe(1);
      expect(last.messages.map((message) => message.fields.Event)).toEqual(['After']);
    });

    it('never throws, whatever the bytes', () => {
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 400 }), { maxLength: 10 }), (chunks) => {
          feedAll(chunks.map((chunk) => Buffer.from(chunk)));
        }),
      );
    });

    it('is not fooled by keys of Object', () => {
      expect(text('__proto__: x\r\nconstructor: y\r\n\r\n')[0]?.fields.constructor).toBe('y');
    });
  });
});

describe('formatAction', () => {
  it('refuses a line break in a value, which would be a header of its own', () => {
    expect(() => formatAction('Originate', { Exten: '1\r\nApplication: System' })).toThrow('line break');
  });
});
