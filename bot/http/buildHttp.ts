// Puts the HTTP service together: routes, security headers, refusals, access log. Opens no socket.
import type { Socket } from 'node:net';
import Fastify, { type FastifyError, type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { AppError } from '#shared/errors';
import { addApiRoutes } from './apiRoutes.ts';
import { addBotRoute } from './botRoute.ts';
import { chooseRequestId } from './chooseRequestId.ts';
import { addHealthRoutes } from './healthRoutes.ts';
import { defaultLimits, type HttpOptions, type HttpParts } from './httpOptions.ts';
import { codedFault, toRefusal } from './problem.ts';
import { securityHeaders, type SecurityHeaders } from './securityHeaders.ts';
import { addSiteUpgrade } from './siteUpgrade.ts';
import { addWebhookRoute } from './webhookRoute.ts';
import { addWebRoutes } from './webRoutes.ts';

const bodyLimitBytes = 65_536;
/** For the whole of a request: a report with a picture takes two minutes over a slow line. Its headers are there sooner. */
const requestTimeoutMs = 130_000;
const headersTimeoutMs = 30_000;
// Longer than the 60 s of common proxies, so that it is they who close an idle connection.
const keepAliveTimeoutMs = 65_000;
const loggedPathLength = 200;
// The id of a call is 256 characters at most, each of which may be written as %XX of three bytes.
const longestParam = 2_304;
const dataPath = /^\/(api|healthz|readyz|metrics)(\/|\?|$)/;

/** The service's HTTP side over the given parts; `listen` is the caller's. */
export function buildHttp(options: HttpOptions): FastifyInstance {
  const parts: HttpParts = {
    ...options,
    limits: { ...defaultLimits, ...options.limits },
    now: options.now ?? Date.now,
  };
  const app = createServer(parts);
  app.server.headersTimeout = headersTimeoutMs;
  app.decorateRequest('session', undefined);
  app.removeContentTypeParser('text/plain');
  const headers = securityHeaders({
    publicUrl: parts.publicUrl,
    frameOrigins: parts.frameOrigins,
    authorities: parts.web === undefined ? [] : [parts.web.appConfig.authority],
    officeJsUrl: parts.web?.officeJsUrl ?? '',
  });
  addSecurityHeaders(app, headers);
  addAccessLog(app, parts);
  app.setErrorHandler((thrown, request, reply) => refuse(thrown, request, reply, parts));
  app.setNotFoundHandler((request, reply) =>
    refuse(new AppError('http.notFound', 'no such route'), request, reply, parts),
  );
  addHealthRoutes(app, parts);
  addApiRoutes(app, parts);
  addBotRoute(app, parts);
  addWebhookRoute(app, parts);
  addSiteUpgrade(app, parts);
  addWebRoutes(app, parts, { outlook: headers.addIn });
  return app;
}

function createServer(parts: HttpParts): FastifyInstance {
  const common = {
    bodyLimit: bodyLimitBytes,
    requestTimeout: requestTimeoutMs,
    keepAliveTimeout: keepAliveTimeoutMs,
    trustProxy: parts.trustProxy,
    requestIdHeader: false,
    genReqId: (request: { headers: Record<string, string | string[] | undefined> }) =>
      chooseRequestId(request.headers['x-request-id']),
    frameworkErrors: (error: FastifyError, request: FastifyRequest, reply: FastifyReply) => {
      refuse(error, request, reply, parts);
    },
    clientErrorHandler: refuseGarbage,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: longestParam },
  } as const;
  if (parts.tls === undefined) return Fastify(common);
  // The instance differs only in the type of its raw server, which no route looks at.
  return Fastify({ ...common, https: { ...parts.tls, minVersion: 'TLSv1.2' } });
}

/** Set when a request arrives, so that refusals and streams carry them too. */
function addSecurityHeaders(app: FastifyInstance, headers: SecurityHeaders): void {
  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(dataPath.test(request.url) ? headers.data : headers.page);
    reply.header('x-request-id', request.id);
    done();
  });
}

/** One line per answered API request; probes and files only for those who debug. Queries hold what people typed: left out. */
function addAccessLog(app: FastifyInstance, parts: HttpParts): void {
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? '(none)';
    const status = reply.raw.statusCode;
    parts.metrics.httpRequest(route, status);
    const facts = {
      requestId: request.id,
      method: request.method,
      path: request.url.split('?', 1)[0]?.slice(0, loggedPathLength),
      status,
      ms: Math.round(reply.elapsedTime),
      ...(request.session === undefined ? {} : { tenantId: request.session.caller.tenantId }),
    };
    if (route.startsWith('/api/')) parts.logger.info('http.request', facts);
    else parts.logger.debug('http.request', facts);
    done();
  });
}

function refuse(thrown: unknown, request: FastifyRequest, reply: FastifyReply, parts: HttpParts): FastifyReply {
  const fault = codedFault(thrown);
  const { status, headers, body } = toRefusal(fault, request.id);
  const facts = {
    requestId: request.id,
    code: fault.code,
    route: request.routeOptions.url ?? '(none)',
    ...fault.facts,
  };
  if (fault.code === 'internal') parts.logger.error('http.fault', { ...facts, error: fault });
  else if (status >= 500) parts.logger.warn('http.refused', { ...facts, message: fault.message });
  else parts.logger.debug('http.refused', facts);
  return reply.code(status).headers(headers).header('cache-control', 'no-store').send(body);
}

/** What is no HTTP gets a short answer and no more of our time. */
function refuseGarbage(_error: Error, socket: Socket): void {
  if (!socket.writable) {
    socket.destroy();
    return;
  }
  socket.end('HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
}
