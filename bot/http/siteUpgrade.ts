// GET /api/v1/site/{id} with Upgrade: websocket: the door of site connectors; verifies, then hands the socket over.
import { STATUS_CODES, type IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { FastifyInstance } from 'fastify';
import { WebSocketServer, type WebSocket } from 'ws';
import { toAppError, type AppError } from '#shared/errors';
import { createRateLimiter } from './createRateLimiter.ts';
import type { HttpParts, PbxDoorsPort } from './httpOptions.ts';
import { SiteChallenge } from './siteChallenge.ts';

const sitePath = /^\/api\/v1\/site\/([a-z0-9-]{1,32})$/;
const unsupportedData = 1_003;
const tryAgainLater = 1_013;

/** Takes upgrades of `app`'s server when there are doors; open sockets end before the server closes. */
export function addSiteUpgrade(app: FastifyInstance, parts: HttpParts): void {
  const { doors } = parts;
  if (doors === undefined) return;
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: doors.siteFrameLimitBytes,
    perMessageDeflate: false,
  });
  const judge = createJudge(parts, doors);
  app.server.on('upgrade', (request, socket, head) => {
    socket.on('error', () => socket.destroy());
    const verdict = judge(request);
    parts.metrics.httpRequest('/api/v1/site/:id', verdict.status);
    if (verdict.pbxId === undefined) {
      refuse(socket, verdict.status, verdict.headers);
      return;
    }
    const { pbxId } = verdict;
    sockets.handleUpgrade(request, socket, head, (open) => {
      hold(open, pbxId, parts, doors);
    });
  });
  app.addHook('preClose', (done) => {
    for (const open of sockets.clients) open.terminate();
    done();
  });
}

interface Verdict {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  /** Set: come in. */
  readonly pbxId?: string;
}

/** An id nobody has is answered as a wrong proof is, so that ids cannot be tried out. */
function createJudge(parts: HttpParts, doors: PbxDoorsPort): (request: IncomingMessage) => Verdict {
  const challenge = new SiteChallenge(parts.now);
  const take = createRateLimiter(parts.limits.siteUpgradesPerMinute, parts.now);
  return (request) => {
    const pbxId = sitePath.exec(request.url ?? '')?.[1];
    if (pbxId === undefined) return { status: 404, headers: {} };
    try {
      take(addressOf(request, parts.trustProxy));
    } catch (thrown) {
      return { status: 429, headers: { 'retry-after': retrySeconds(toAppError(thrown)) } };
    }
    const { authorization } = request.headers;
    if (challenge.isProof(authorization, pbxId, doors.siteSecrets(pbxId))) return { status: 101, headers: {}, pbxId };
    if (authorization !== undefined) parts.logger.warn('site.refused', { pbxId });
    return { status: 401, headers: { 'www-authenticate': challenge.challenge() } };
  };
}

function addressOf(request: IncomingMessage, trustProxy: boolean): string {
  const forwarded = request.headers['x-forwarded-for'];
  const [first] = (typeof forwarded === 'string' && trustProxy ? forwarded : '').split(',');
  return first === undefined || first.trim() === '' ? (request.socket.remoteAddress ?? '') : first.trim().slice(0, 64);
}

function retrySeconds(fault: AppError): string {
  const { retryAfterMs } = fault.facts;
  return String(Math.ceil((typeof retryAfterMs === 'number' ? retryAfterMs : 1_000) / 1_000));
}

function refuse(socket: Duplex, status: number, headers: Readonly<Record<string, string>>): void {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}\r\n`);
  const reason = STATUS_CODES[status] ?? '';
  socket.end(
    `HTTP/1.1 ${String(status)} ${reason}\r\n${lines.join('')}connection: close\r\ncontent-length: 0\r\n\r\n`,
    () => socket.destroy(),
  );
}

/** Reads, pings, and lets go of a site that fell silent: half-open connections say nothing for ever. */
function hold(open: WebSocket, pbxId: string, parts: HttpParts, doors: PbxDoorsPort): void {
  const { sitePingMs, siteSilenceMs } = parts.limits;
  let heardAt = performance.now();
  const noteLife = (): void => {
    heardAt = performance.now();
  };
  const listener = enter(open, pbxId, parts, doors);
  if (listener === undefined) return;
  const pinging = setInterval(() => {
    // While we do not read, the silence is ours.
    if (open.isPaused) noteLife();
    if (performance.now() - heardAt > siteSilenceMs) open.terminate();
    else open.ping();
  }, sitePingMs);
  open.on('ping', noteLife);
  open.on('pong', noteLife);
  open.on('message', (data: Buffer, isBinary) => {
    noteLife();
    if (isBinary) open.close(unsupportedData, 'text only');
    else listener.onText(data.toString('utf8'));
  });
  // A frame that breaks the protocol or a limit; ws closes the socket itself.
  open.on('error', (error) => {
    parts.logger.warn('site.fault', { pbxId, reason: error.message });
  });
  open.on('close', () => {
    clearInterval(pinging);
    listener.onClosed();
  });
}

function enter(
  open: WebSocket,
  pbxId: string,
  parts: HttpParts,
  doors: PbxDoorsPort,
): ReturnType<PbxDoorsPort['openSite']> | undefined {
  try {
    return doors.openSite(pbxId, {
      send: (text) => {
        open.send(text);
      },
      close: (code, reason) => {
        open.close(code, reason);
      },
      pause: () => {
        open.pause();
      },
      resume: () => {
        open.resume();
      },
    });
  } catch (thrown) {
    parts.logger.warn('site.refused', { pbxId, code: toAppError(thrown).code });
    open.close(tryAgainLater, 'not now');
    return undefined;
  }
}
