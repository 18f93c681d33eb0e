// One try to reach the service: asks for a challenge, proves itself, and hands over the open websocket.
import { createHmac } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import WebSocket from 'ws';
import { serviceFrameLimitBytes } from '#bot/pbx';
import { AppError, toAppError } from '#shared/errors';
import { authorities, throughProxy, type Way } from './dial.ts';

/** Whose link this is. */
export interface SiteIdentity extends Way {
  readonly pbxId: string;
  readonly secret: string;
}

const handshakeTimeoutMs = 10_000;
const nonceShape = /^Hookswitch-Site nonce="([\w.-]{1,128})"$/;

/**
 * An open websocket. Throws `pbx.loginRefused` (another secret is needed), `pbx.unreachable`, `pbx.timeout`.
 * The service asks for HMAC-SHA256(secret, "site\n" + id + "\n" + nonce): no clock is compared, the secret is never sent.
 */
export async function openSiteSocket(identity: SiteIdentity): Promise<WebSocket> {
  const first = await tryOpen(identity, undefined);
  if (first.socket !== undefined) return first.socket;
  const proof = createHmac('sha256', identity.secret).update(`site\n${identity.pbxId}\n${first.nonce}`).digest('hex');
  const second = await tryOpen(identity, `Hookswitch-Site nonce="${first.nonce}", proof="${proof}"`);
  if (second.socket !== undefined) return second.socket;
  throw new AppError('pbx.loginRefused', 'the service does not know this site, or its secret is another one');
}

type Tried =
  { readonly socket: WebSocket; readonly nonce?: never } | { readonly socket?: never; readonly nonce: string };

function tryOpen(identity: SiteIdentity, authorization: string | undefined): Promise<Tried> {
  const url = new URL(`/api/v1/site/${identity.pbxId}`, identity.url);
  url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
  const createConnection = throughProxy(identity);
  const socket = new WebSocket(url, {
    ...authorities(identity),
    ...(createConnection === undefined ? {} : { createConnection }),
    ...(authorization === undefined ? {} : { headers: { authorization } }),
    perMessageDeflate: false,
    maxPayload: serviceFrameLimitBytes,
    handshakeTimeout: handshakeTimeoutMs,
    followRedirects: false,
  });
  return new Promise((resolve, reject) => {
    socket.once('open', () => resolve({ socket }));
    socket.once('unexpected-response', (request, answer) => {
      request.destroy();
      answer.resume();
      const nonce = nonceOf(answer);
      if (nonce === undefined) reject(refusalOf(answer.statusCode));
      else resolve({ nonce });
    });
    socket.on('error', (error) => {
      const code = /timed out/i.test(error.message) ? 'pbx.timeout' : 'pbx.unreachable';
      reject(toAppError(error, code));
    });
  });
}

function nonceOf(answer: IncomingMessage): string | undefined {
  if (answer.statusCode !== 401) return undefined;
  return nonceShape.exec(answer.headers['www-authenticate'] ?? '')?.[1];
}

function refusalOf(status: number | undefined): AppError {
  return new AppError('pbx.unreachable', `what answers at the service's address says ${String(status)}`);
}
