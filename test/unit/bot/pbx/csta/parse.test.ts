// Framing and reading of CSTA messages: cut anywhere, oversized, garbage.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { CstaFramer, formatFrame, leavesOf, readMessage } from '#bot/pbx';
import { AppError } from '#shared/errors';
import { rawFrame } from '../../../../sandbox/csta/index.ts';

const folder = join(__dirname, '../../../../fixtures/csta');
const samples = readdirSync(folder).map((file) => ({
  name: file.replace('.xml', ''),
  xml: readFileSync(join(folder, file), 'utf8'),
}));

function feedAll(bytes: Buffer, cuts: readonly number[] = []): { frames: string[]; dropped: number; broken: boolean } {
  const framer = new CstaFramer();
  const ends = [...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length].sort((one, other) => one - other);
  const out = { frames: [] as string[], dropped: 0, broken: false };
  let from = 0;
  for (const end of ends) {
    const fed = framer.feed(Buffer.from(bytes.subarray(from, end)));
    out.frames.push(...fed.frames.map((frame) => `${frame.invokeId} ${frame.xml}`));
    out.dropped += fed.dropped;
    out.broken ||= fed.broken;
    from = end;
  }
  return out;
}

function codeOf(act: () => unknown): unknown {
  try {
    act();
    return undefined;
  } catch (thrown) {
    return thrown instanceof AppError ? thrown.code : thrown;
  }
}

describe('CstaFramer', () => {
  describe('when the stream holds whole frames', () => {
    it('gives back what formatFrame wrote', () => {
      const bytes = Buffer.concat([formatFrame('0001', '<A/>'), formatFrame('9999', '<é/>')]);
      expect(feedAll(bytes)).toEqual({ frames: ['0001 <A/>', '9999 <é/>'], dropped: 0, broken: false });
    });

    it('counts the eight header bytes in the length', () => {
      expect(formatFrame('0042', '<A/>').subarray(0, 8).toString('latin1')).toBe('\0\0\0\x0c0042');
    });

    it('reads lengths of 32 bits', () => {
      const long = `<A>${'x'.repeat(70_000)}</A>`;
      expect(feedAll(rawFrame('0003', long)).frames).toEqual([`0003 ${long}`]);
    });
  });

  describe('when the stream is cut anywhere', () => {
    it('gives the same frames', () => {
      const bytes = Buffer.concat(samples.map(({ xml }, index) => formatFrame(String(index).padStart(4, '0'), xml)));
      const whole = feedAll(bytes).frames;
      expect(whole).toHaveLength(samples.length);
      fc.assert(
        fc.property(fc.array(fc.nat(), { maxLength: 30 }), (cuts) => {
          expect(feedAll(bytes, cuts).frames).toEqual(whole);
        }),
        { numRuns: 300 },
      );
    });
  });

  describe('when a frame is larger than any message', () => {
    it('skips it whole and reads on', () => {
      const bytes = Buffer.concat([rawFrame('0001', 'x'.repeat(400_000)), formatFrame('0002', '<B/>')]);
      expect(feedAll(bytes, [100_000, 300_000])).toEqual({ frames: ['0002 <B/>'], dropped: 1, broken: false });
    });
  });

  describe('when what comes is no CSTA', () => {
    it.each([
      ['a banner', 'SSH-2.0-OpenSSH_9.2\r\n'],
      ['a length below the header', '\0\0\0\x070001'],
      ['an invoke id of letters', '\0\0\0\x20abcd'],
      ['a length past every limit', '\x7f\xff\xff\xff0001'],
    ])('breaks off at %s and holds nothing of it', (_what, text) => {
      const framer = new CstaFramer();
      expect(framer.feed(Buffer.from(text, 'latin1')).broken).toBe(true);
      expect(framer.feed(formatFrame('0001', '<A/>'))).toMatchObject({ frames: [], broken: true });
    });

    it('never throws and never reads frames out of noise without a header', () => {
      fc.assert(
        fc.property(fc.uint8Array({ minLength: 8, maxLength: 64 }), fc.nat(), (noise, cut) => {
          const fed = feedAll(Buffer.from(noise), [cut]);
          expect(fed.frames.length + fed.dropped).toBeLessThanOrEqual(8);
        }),
        { numRuns: 2_000 },
      );
    });
  });

  describe('when asked to write what no frame can hold', () => {
    it('refuses by code', () => {
      expect(codeOf(() => formatFrame('12', '<A/>'))).toBe('input.invalid');
      expect(codeOf(() => formatFrame('0001', 'x'.repeat(65_536)))).toBe('input.invalid');
    });
  });
});

describe('readMessage', () => {
  it.each(samples)('reads the sample $name by its local names', ({ name, xml }) => {
    expect(readMessage('0001', xml)?.name).toBe(name);
    const prefixed = xml.replaceAll(/<(\/?)(\w)/g, '<$1csta:$2').replace('xmlns=', 'xmlns:csta=');
    const plain = readMessage('0001', xml);
    const other = readMessage('0001', prefixed);
    expect(other === undefined ? undefined : leavesOf(other.root)).toEqual(plain && leavesOf(plain.root));
  });

  it.each([
    ['a bomb of entities', '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>'],
    ['an outside entity', '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hostname">]><a>&x;</a>'],
    ['nesting without end', `${'<a>'.repeat(5_000)}${'</a>'.repeat(5_000)}`],
    ['half a document', '<DeliveredEvent><cause>newCall'],
    ['nothing', ''],
  ])('refuses %s', (_what, xml) => {
    expect(readMessage('9999', xml)).toBeUndefined();
  });

  it('never throws, whatever a frame holds', () => {
    const pieces = fc.constantFrom(
      '<',
      '>',
      '</',
      'DeliveredEvent',
      'callID',
      '&',
      ';',
      '"',
      ' ',
      'x',
      '<!DOCTYPE',
      '\0',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 12 }), (parts) => {
        readMessage('9999', parts.join(''));
      }),
      { numRuns: 2_000 },
    );
  });
});
