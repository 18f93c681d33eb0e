// The account that watches: answers challenges, reuses a nonce while the PBX takes it, and tells a wrong password from an old nonce.
import { answerChallenge, strongestChallenge, type Challenge } from './digest.ts';
import type { SipResponse } from './sipMessage.ts';

/** What to do after a 401 or 407. */
export type LoginVerdict = 'again' | 'refused';

/** The tries of one request: which challenges it has answered already. */
export interface LoginChain {
  tries: number;
  readonly answered: Set<string>;
}

/** How often one request is sent again with a fresh nonce: once for the first challenge, and for nonces that grow old at once. */
const mostTries = 3;

/** Digest state towards one PBX (RFC 7616 3.4, 3.6). */
export class SipAccount {
  readonly username: string;
  private readonly secret: string;
  private readonly makeCnonce: () => string;
  private readonly challenges = new Map<
    Challenge['answerHeader'],
    { challenge: Challenge; cnonce: string; uses: number }
  >();

  constructor(username: string, secret: string, makeCnonce: () => string) {
    this.username = username;
    this.secret = secret;
    this.makeCnonce = makeCnonce;
  }

  /** The authorization headers for a request; none before the first challenge. */
  headers(method: string, uri: string): readonly (readonly [string, string])[] {
    return [...this.challenges.values()].map((state) => {
      state.uses += 1;
      const { challenge, cnonce, uses } = state;
      const credentials = { username: this.username, secret: this.secret, method, uri, cnonce, nonceCount: uses };
      return [challenge.answerHeader, answerChallenge(challenge, credentials)] as const;
    });
  }

  /** Takes a 401 or 407; `again` means that the request shall be sent once more under the same chain. */
  takeChallenge(response: SipResponse, chain: LoginChain): LoginVerdict {
    const challenge = strongestChallenge(response);
    if (challenge === undefined) return 'refused';
    const { answerHeader } = challenge;
    this.challenges.set(answerHeader, { challenge, cnonce: this.makeCnonce(), uses: 0 });
    // Not stale although it answered a fresh challenge: the PBX did look at the password.
    if (chain.answered.has(answerHeader) && !challenge.isStale) return 'refused';
    chain.answered.add(answerHeader);
    chain.tries += 1;
    return chain.tries <= mostTries ? 'again' : 'refused';
  }

  /** A new connection starts without nonces. */
  forget(): void {
    this.challenges.clear();
  }
}
