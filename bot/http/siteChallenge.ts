// How a site connector proves itself in the upgrade: an HMAC over a challenge of ours, so its clock does not matter.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto';

/** Scheme in WWW-Authenticate and Authorization. */
const scheme = 'Hookswitch-Site';
const nonceLifeMs = 60_000;
const rememberedNonces = 10_000;
const nonceShape = /^([0-9a-z]{1,12})\.([\w-]{22})\.([\w-]{43})$/;
const answerShape = new RegExp(`^${scheme} nonce="([\\w.-]{1,128})", proof="([0-9a-f]{64})"$`);

/** Makes challenges and judges the answers; `now` is milliseconds since the epoch. */
export class SiteChallenge {
  private readonly now: () => number;
  /** Of this process: a challenge from before a restart is simply asked for again. */
  private readonly key = randomBytes(32);
  private readonly used = new Map<string, number>();

  constructor(now: () => number) {
    this.now = now;
  }

  /** A new challenge as the value of WWW-Authenticate. Nothing is kept of it. */
  challenge(): string {
    const told = `${this.now().toString(36)}.${randomBytes(16).toString('base64url')}`;
    return `${scheme} nonce="${told}.${this.seal(told)}"`;
  }

  /**
   * True when `header` (Authorization) answers a challenge of the last minute, never answered before, with
   * proof = HMAC-SHA256(secret, "site\n" + pbxId + "\n" + nonce) by one of `secrets`, in hex.
   */
  isProof(header: string | undefined, pbxId: string, secrets: readonly string[]): boolean {
    const [, nonce, proof] = answerShape.exec(header ?? '') ?? [];
    if (nonce === undefined || proof === undefined || !this.isOurs(nonce)) return false;
    const given = Buffer.from(proof, 'hex');
    let isSame = false;
    for (const secret of secrets) {
      const expected = createHmac('sha256', secret).update(`site\n${pbxId}\n${nonce}`).digest();
      isSame = timingSafeEqual(expected, given) || isSame;
    }
    return isSame && this.use(nonce);
  }

  private isOurs(nonce: string): boolean {
    const [, time = '', random = '', seal = ''] = nonceShape.exec(nonce) ?? [];
    const expected = Buffer.from(this.seal(`${time}.${random}`));
    const given = Buffer.from(seal);
    if (given.length !== expected.length || !timingSafeEqual(expected, given)) return false;
    const age = this.now() - Number.parseInt(time, 36);
    return age >= 0 && age <= nonceLifeMs;
  }

  private use(nonce: string): boolean {
    if (this.used.has(nonce)) return false;
    for (const [each, at] of this.used) {
      if (this.now() - at <= nonceLifeMs && this.used.size < rememberedNonces) break;
      this.used.delete(each);
    }
    this.used.set(nonce, this.now());
    return true;
  }

  private seal(told: string): string {
    return createHmac('sha256', this.key).update(told).digest('base64url');
  }
}
