// The SIP parser and framer under recordings, torture messages in the manner of RFC 4475, every cut, and random bytes.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { parseSip } from '../../../../../bot/pbx/sip/parse.ts';
import { SipFramer } from '../../../../../bot/pbx/sip/SipFramer.ts';
import { headerOf, headersOf, type SipMessage } from '../../../../../bot/pbx/sip/sipMessage.ts';
import { anyCharacter } from '../../../../support/anyCharacter.ts';

const torture = join(__dirname, '../../../../fixtures/sip/torture');

function messagesOf(folder: string): readonly (readonly [string, Buffer])[] {
  return readdirSync(join(torture, folder)).map((file) => [file, readFileSync(join(torture, folder, file))]);
}

function text(source: string): SipMessage | null {
  return parseSip(Buffer.from(source));
}

function feedAll(chunks: readonly Buffer[]): SipMessage[] {
  const framer = new SipFramer();
  return chunks.flatMap((chunk) => [...framer.feed(chunk).messages]);
}

describe('parseSip', () => {
  describe('when a message is torture', () => {
    it.each(messagesOf('valid'))('reads %s, which is valid', (_name, bytes) => {
      expect(parseSip(bytes)).not.toBeNull();
    });

    it.each(messagesOf('application'))('reads %s, whose fault is not the parser’s business', (_name, bytes) => {
      expect(parseSip(bytes)).not.toBeNull();
    });

    it.each(messagesOf('invalid'))('refuses %s', (_name, bytes) => {
      expect(parseSip(bytes)).toBeNull();
    });
  });

  describe('when a message is written oddly', () => {
    it('joins folded lines, knows compact names, bare line feeds and any case', () => {
      const message = text('NOTIFY sip:a@b SIP/2.0\nI: x\nf: <sip:c@d>\n ;tag=1\nO: dialog\nCsEq: 1 NOTIFY\n\nbody');
      expect(message).toMatchObject({ kind: 'request', method: 'NOTIFY', body: 'body' });
      if (message === null) return;
      expect(headerOf(message, 'call-id')).toBe('x');
      expect(headerOf(message, 'from')).toBe('<sip:c@d> ;tag=1');
      expect(headersOf(message, 'event')).toEqual(['dialog']);
    });

    it('leaves out what follows Content-Length in a datagram', () => {
      expect(text('SIP/2.0 200 OK\r\nl: 2\r\n\r\nabcdef')?.body).toBe('ab');
    });
  });

  describe('when a message is too large', () => {
    it('refuses more than 64 KB and more than 256 headers', () => {
      expect(parseSip(Buffer.alloc(70_000, 'a'))).toBeNull();
      expect(text(`SIP/2.0 200 OK\r\n${'X: y\r\n'.repeat(300)}\r\n`)).toBeNull();
    });
  });

  describe('when bytes are random', () => {
    it('never throws', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
          parseSip(Buffer.from(bytes));
        }),
        { numRuns: 2_000 },
      );
    });

    it('never throws on messages with one part replaced', () => {
      const base = readFileSync(join(torture, 'valid/wsinv.dat'), 'latin1');
      const cut = fc.tuple(fc.nat(base.length), fc.nat(40), fc.string({ maxLength: 20, unit: anyCharacter }));
      fc.assert(
        fc.property(cut, ([at, length, put]) => {
          parseSip(Buffer.from(base.slice(0, at) + put + base.slice(at + length), 'latin1'));
        }),
        { numRuns: 2_000 },
      );
    });
  });
});

describe('SipFramer', () => {
  const one = 'SIP/2.0 200 OK\r\nCSeq: 1 OPTIONS\r\nContent-Length: 5\r\n\r\nhello';
  const stream = Buffer.from(`${one}\r\n\r\n${one}${one}\r\n\r\n\r\n${one}`);

  describe('when a stream is cut anywhere', () => {
    it('gives the same messages as uncut', () => {
      const whole = feedAll([stream]);
      expect(whole).toHaveLength(4);
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1, maxLength: 20 }), (sizes) => {
          const chunks: Buffer[] = [];
          let at = 0;
          for (let turn = 0; at < stream.length; turn += 1) {
            const size = sizes[turn % sizes.length] ?? 1;
            chunks.push(stream.subarray(at, at + size));
            at += size;
          }
          expect(feedAll(chunks)).toEqual(whole);
        }),
        { numRuns: 500 },
      );
    });
  });

  describe('when the peer is hostile', () => {
    it('skips an oversized body in constant memory and goes on', () => {
      const framer = new SipFramer();
      const feeds = [framer.feed(Buffer.from('SIP/2.0 200 OK\r\nContent-Length: 1000000\r\n\r\n'))];
      for (let sent = 0; sent < 1_000_000; sent += 10_000) feeds.push(framer.feed(Buffer.alloc(10_000, 'x')));
      feeds.push(framer.feed(Buffer.from(one)));
      expect(feeds.reduce((sum, feed) => sum + feed.dropped, 0)).toBe(1);
      expect(feeds.flatMap((feed) => feed.messages)).toHaveLength(1);
    });

    it('says that the stream is broken when headers never end or lengths contradict each other', () => {
      expect(new SipFramer().feed(Buffer.alloc(70_000, 'x')).isBroken).toBe(true);
      const twice = 'SIP/2.0 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nabc';
      expect(new SipFramer().feed(Buffer.from(twice)).isBroken).toBe(true);
    });

    it('counts keep-alives and never throws', () => {
      expect(new SipFramer().feed(Buffer.from('\r\n\r\n')).pings).toBe(1);
      fc.assert(
        fc.property(fc.array(fc.uint8Array({ maxLength: 60 }), { maxLength: 5 }), (chunks) => {
          feedAll(chunks.map((chunk) => Buffer.from(chunk)));
        }),
        { numRuns: 2_000 },
      );
    });
  });
});
