// Signatures of webhook deliveries: who is let in, and for how long.
import { createHmac } from 'node:crypto';
import * as fc from 'fast-check';
import { verifySignature } from '../../../../../bot/pbx/webhook/verify.ts';

const now = 1_795_158_900_000;
const body = Buffer.from('{"kind":"heartbeat"}');

function v1(secret: string, seconds: number, of: Buffer = body): string {
  return createHmac('sha256', secret)
    .update(`${String(seconds)}.`)
    .update(of)
    .digest('hex');
}

function signed(secret: string, seconds = now / 1000): string {
  return `t=${String(seconds)},v1=${v1(secret, seconds)}`;
}

describe('verifySignature', () => {
  const check = (header: string | undefined, secrets: readonly string[] = ['one']) =>
    verifySignature(header, body, secrets, now);

  describe('when a secret is changed for another', () => {
    it('takes the old one and the new one, and no third', () => {
      expect(check(signed('one'), ['one', 'two'])).toBeUndefined();
      expect(check(signed('two'), ['one', 'two'])).toBeUndefined();
      expect(check(signed('three'), ['one', 'two'])).toBe('wrong');
    });
    it('takes a delivery signed with both, whatever their order', () => {
      const t = now / 1000;
      expect(check(`t=${String(t)},v1=${v1('old', t)},v1=${v1('one', t)}`)).toBeUndefined();
      expect(check(`v1=${v1('one', t)}, v1=${v1('old', t)}, v0=x, t=${String(t)}`)).toBeUndefined();
    });
  });

  describe('when time has passed', () => {
    it.each([
      [-301, 'outsideWindow'],
      [-300, undefined],
      [0, undefined],
      [300, undefined],
      [301, 'outsideWindow'],
      [1_800, 'outsideWindow'],
      [-1_800, 'outsideWindow'],
    ])('judges a clock that is %i s off', (offset, expected) => {
      expect(check(signed('one', now / 1000 + offset))).toBe(expected);
    });
    it('does not take a new time for an old signature', () => {
      const header = signed('one', now / 1000 - 4_000).replace(/t=\d+/, `t=${String(now / 1000)}`);
      expect(check(header)).toBe('wrong');
    });
  });

  describe('when the header is strange', () => {
    it.each([
      [undefined, 'missing'],
      ['', 'missing'],
      ['t=1', 'malformed'],
      [`v1=${'a'.repeat(64)}`, 'malformed'],
      [`t=x,v1=${'a'.repeat(64)}`, 'malformed'],
      [`t=-1,v1=${'a'.repeat(64)}`, 'malformed'],
      [`t=1,t=2,v1=${'a'.repeat(64)}`, 'malformed'],
      [`t=1,v1=${'a'.repeat(63)}`, 'malformed'],
      [`t=1,v1=${'z'.repeat(64)}`, 'malformed'],
      [`t=1${`,v1=${'a'.repeat(64)}`.repeat(9)}`, 'malformed'],
      [`t=1,v1=${'a'.repeat(64)}${' '.repeat(2_000)}`, 'malformed'],
    ])('refuses %j', (header, expected) => {
      expect(check(header)).toBe(expected);
    });
    it('never throws and never takes what is not signed', () => {
      fc.assert(
        fc.property(fc.string({ maxLength: 300 }), (header) => {
          expect(check(header)).toBeDefined();
        }),
      );
    });
    it('takes nothing when there is no secret', () => {
      expect(check(signed(''), [])).toBe('wrong');
    });
  });
});
