// Decides whether a delivery was signed by somebody who knows a secret, and lately (spec pbx E).
import { createHmac, timingSafeEqual } from 'node:crypto';

const windowSeconds = 300;
const longestHeader = 1_024;
const maxSignatures = 8;
const hexDigest = /^[0-9a-f]{64}$/i;
const msPerSecond = 1_000;

/** Why a signature was refused; for the log, never for the sender. */
export type SignatureRefusal = 'missing' | 'malformed' | 'outsideWindow' | 'wrong';

interface Signature {
  readonly time: string;
  readonly digests: readonly Buffer[];
}

/**
 * Checks `X-Signature: t=<unix seconds>,v1=<hex>`, v1 = HMAC-SHA256(secret, t + "." + body); several v1 are allowed.
 * Undefined: signed with one of `secrets` within 300 s before or after `nowMs`.
 */
export function verifySignature(
  header: string | undefined,
  body: Buffer,
  secrets: readonly string[],
  nowMs: number,
): SignatureRefusal | undefined {
  if (header === undefined || header === '') return 'missing';
  const signature = parseHeader(header);
  if (signature === undefined) return 'malformed';
  if (!isSignedBy(signature, body, secrets)) return 'wrong';
  return Math.abs(nowMs / msPerSecond - Number(signature.time)) > windowSeconds ? 'outsideWindow' : undefined;
}

function parseHeader(header: string): Signature | undefined {
  if (header.length > longestHeader) return undefined;
  const pairs = header.split(',').map((part) => part.trim().split('=', 2));
  const valuesOf = (name: string): string[] => pairs.flatMap(([key, value = '']) => (key === name ? [value] : []));
  const [time, ...moreTimes] = valuesOf('t');
  const digests = valuesOf('v1').filter((value) => hexDigest.test(value));
  if (time === undefined || moreTimes.length > 0 || !/^\d{1,12}$/.test(time)) return undefined;
  if (digests.length === 0 || digests.length > maxSignatures) return undefined;
  return { time, digests: digests.map((digest) => Buffer.from(digest, 'hex')) };
}

/** Every secret is compared with every digest, whichever fits, so the time taken tells nothing. */
function isSignedBy({ time, digests }: Signature, body: Buffer, secrets: readonly string[]): boolean {
  let isSame = false;
  for (const secret of secrets) {
    const expected = createHmac('sha256', secret).update(`${time}.`).update(body).digest();
    for (const digest of digests) isSame = timingSafeEqual(expected, digest) || isSame;
  }
  return isSame;
}
