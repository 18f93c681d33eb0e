// Digest answers by the worked examples of RFC 2617 and RFC 7616, and the choices of RFC 8760.
import { SipAccount } from '../../../../../bot/pbx/sip/account.ts';
import { answerChallenge, parseChallenge, strongestChallenge } from '../../../../../bot/pbx/sip/digest.ts';
import type { SipResponse } from '../../../../../bot/pbx/sip/sipMessage.ts';

function refusal(...challenges: readonly string[]): SipResponse {
  const headers = challenges.map((value) => ({ name: 'www-authenticate', value }));
  return { kind: 'response', status: 401, reason: '', headers, body: '' };
}

const nonce = 'Digest realm="pbx.test", nonce="n1", qop="auth"';

describe('answerChallenge', () => {
  // RFC 7616 3.9.1 gives both answers for this one challenge.
  it.each([
    ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1'],
  ])('computes the example of the RFC with %s', (algorithm, response) => {
    const challenge = parseChallenge(
      `Digest realm="http-auth@example.org", qop="auth, auth-int", algorithm=${algorithm}, nonce="7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v", opaque="FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS"`,
      'Authorization',
    );
    const answer =
      challenge === undefined
        ? ''
        : answerChallenge(challenge, {
            username: 'Mufasa',
            secret: 'Circle of Life',
            method: 'GET',
            uri: '/dir/index.html',
            cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
            nonceCount: 1,
          });
    expect(answer).toContain(`response="${response}"`);
    expect(answer).toContain('nc=00000001');
  });

  it('leaves out counts where the challenge knows no qop (RFC 2069)', () => {
    const challenge = parseChallenge('Digest realm="r", nonce="n"', 'Proxy-Authorization');
    const given = { username: 'u', secret: 's', method: 'SUBSCRIBE', uri: 'sip:a', cnonce: 'c', nonceCount: 1 };
    const answer = challenge === undefined ? '' : answerChallenge(challenge, given);
    expect(answer).not.toMatch(/nc=|cnonce|qop/);
  });
});

describe('strongestChallenge', () => {
  it('prefers SHA-256 to MD5 whatever their order, and skips what it does not know', () => {
    const told = refusal(
      `${nonce}, algorithm=MD5`,
      'Basic realm="x"',
      `${nonce}, algorithm=SHA-256`,
      `${nonce}, algorithm=X`,
    );
    expect(strongestChallenge(told)?.algorithm).toBe('SHA-256');
  });

  it('finds none where only auth-int or unknown hashes are offered', () => {
    expect(strongestChallenge(refusal('Digest realm="r", nonce="n", qop="auth-int"'))).toBeUndefined();
    expect(strongestChallenge(refusal('Digest realm="r", nonce="n", algorithm=X'))).toBeUndefined();
    expect(strongestChallenge(refusal('Digest realm="r'))).toBeUndefined();
  });
});

describe('SipAccount', () => {
  describe('when it is challenged again', () => {
    it('takes a second refusal of the same header for a wrong password', () => {
      const account = new SipAccount('9000', 's', () => 'c');
      const chain = { tries: 0, answered: new Set<string>() };
      expect(account.takeChallenge(refusal(nonce), chain)).toBe('again');
      expect(account.takeChallenge(refusal(nonce), chain)).toBe('refused');
    });

    it('takes a stale nonce for an old one, but not for ever', () => {
      const account = new SipAccount('9000', 's', () => 'c');
      const chain = { tries: 0, answered: new Set<string>() };
      const verdicts = Array.from({ length: 5 }, () => account.takeChallenge(refusal(`${nonce}, stale=TRUE`), chain));
      expect(verdicts).toEqual(['again', 'again', 'again', 'refused', 'refused']);
    });

    it('answers a proxy and the server behind it', () => {
      const account = new SipAccount('9000', 's', () => 'c');
      const chain = { tries: 0, answered: new Set<string>() };
      const proxy: SipResponse = { ...refusal(), status: 407, headers: [{ name: 'proxy-authenticate', value: nonce }] };
      expect(account.takeChallenge(proxy, chain)).toBe('again');
      expect(account.takeChallenge(refusal(nonce), chain)).toBe('again');
      expect(account.headers('SUBSCRIBE', 'sip:a').map(([name]) => name)).toEqual([
        'Proxy-Authorization',
        'Authorization',
      ]);
    });
  });
});
