// Answers digest challenges (RFC 3261 22, RFC 7616, RFC 8760): MD5, SHA-256 and SHA-512/256, with and without qop and -sess.
import { createHash } from 'node:crypto';
import { parseAuthParams } from './authParams.ts';
import { quote } from './format.ts';
import { headersOf, type SipResponse } from './sipMessage.ts';

/** A challenge we can answer. */
export interface Challenge {
  /** Which header answers it. */
  readonly answerHeader: 'Authorization' | 'Proxy-Authorization';
  readonly realm: string;
  readonly nonce: string;
  readonly opaque?: string;
  readonly algorithm: Algorithm;
  readonly isSession: boolean;
  readonly hasQop: boolean;
  /** The nonce was too old, the password was not looked at. */
  readonly isStale: boolean;
}

/** What an answer is made of beside the challenge. */
export interface Credentials {
  readonly username: string;
  readonly secret: string;
  readonly method: string;
  readonly uri: string;
  readonly cnonce: string;
  /** How often this nonce has been used, this time included. */
  readonly nonceCount: number;
}

type Algorithm = 'MD5' | 'SHA-256' | 'SHA-512-256';

/** Strongest first (RFC 8760 2.3 lets the client skip what it does not know; we take the strongest it does). */
const strengths: readonly Algorithm[] = ['SHA-512-256', 'SHA-256', 'MD5'];
const hashName: Readonly<Record<Algorithm, string>> = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' };

/** The strongest challenge of a 401 or 407 that we can answer; undefined when there is none. */
export function strongestChallenge(response: SipResponse): Challenge | undefined {
  const challenges = [
    ...headersOf(response, 'www-authenticate').map((value) => parseChallenge(value, 'Authorization')),
    ...headersOf(response, 'proxy-authenticate').map((value) => parseChallenge(value, 'Proxy-Authorization')),
  ].filter((challenge) => challenge !== undefined);
  return challenges.sort((one, other) => strengths.indexOf(one.algorithm) - strengths.indexOf(other.algorithm))[0];
}

/** One challenge header; undefined when it is not Digest or asks for what we do not do (auth-int alone, unknown hashes). */
export function parseChallenge(value: string, answerHeader: Challenge['answerHeader']): Challenge | undefined {
  const params = parseAuthParams(value, 'digest');
  const realm = params?.get('realm');
  const nonce = params?.get('nonce');
  if (params === undefined || realm === undefined || nonce === undefined) return undefined;
  const written = (params.get('algorithm') ?? 'MD5').toUpperCase();
  const algorithm = strengths.find((each) => written === each || written === `${each}-SESS`);
  const qops = params.get('qop')?.toLowerCase().split(',');
  if (algorithm === undefined || (qops !== undefined && !qops.some((qop) => qop.trim() === 'auth'))) return undefined;
  const opaque = params.get('opaque');
  return {
    answerHeader,
    realm,
    nonce,
    algorithm,
    isSession: written.endsWith('-SESS'),
    hasQop: qops !== undefined,
    isStale: params.get('stale')?.toLowerCase() === 'true',
    ...(opaque === undefined ? {} : { opaque }),
  };
}

/** The value of the Authorization header that answers `challenge`. */
export function answerChallenge(challenge: Challenge, credentials: Credentials): string {
  const { username, uri, cnonce } = credentials;
  const nc = credentials.nonceCount.toString(16).padStart(8, '0');
  const fields = [
    `username=${quote(username)}`,
    `realm=${quote(challenge.realm)}`,
    `nonce=${quote(challenge.nonce)}`,
    `uri=${quote(uri)}`,
    `response="${digestOf(challenge, credentials, nc)}"`,
    `algorithm=${challenge.algorithm}${challenge.isSession ? '-sess' : ''}`,
  ];
  if (challenge.opaque !== undefined) fields.push(`opaque=${quote(challenge.opaque)}`);
  if (challenge.hasQop) fields.push('qop=auth', `nc=${nc}`);
  if (challenge.hasQop || challenge.isSession) fields.push(`cnonce=${quote(cnonce)}`);
  return `Digest ${fields.join(', ')}`;
}

function digestOf(challenge: Challenge, credentials: Credentials, nc: string): string {
  const { username, secret, method, uri, cnonce } = credentials;
  const hash = (text: string): string => createHash(hashName[challenge.algorithm]).update(text).digest('hex');
  const base = hash(`${username}:${challenge.realm}:${secret}`);
  const ha1 = challenge.isSession ? hash(`${base}:${challenge.nonce}:${cnonce}`) : base;
  const ha2 = hash(`${method}:${uri}`);
  const middle = challenge.hasQop ? `${challenge.nonce}:${nc}:${cnonce}:auth` : challenge.nonce;
  return hash(`${ha1}:${middle}:${ha2}`);
}
