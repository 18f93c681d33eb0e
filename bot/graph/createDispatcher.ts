// The one way out to the network of this room: keep-alive pools per origin, our certificate authority, our proxy.
import { createSecureContext, rootCertificates } from 'node:tls';
import { Agent, ProxyAgent, type Dispatcher } from 'undici';

/** How the service reaches the outside: `ca` is PEM text trusted beside the public roots, `proxy` an http(s) URL. */
export interface OutboundOptions {
  readonly ca?: string;
  readonly proxy?: string;
}

/** Limits of one dispatcher: sockets per origin, and the longest wait of each phase in milliseconds. */
export interface DispatcherLimits {
  readonly connections: number;
  readonly timeoutMs: number;
}

// Graph keeps idle sockets for minutes; a shorter hint of the server (`Keep-Alive: timeout=`) is obeyed by undici.
const keepAliveMs = 30_000;

/** Pools with keep-alive where every phase (connect, headers, body) has a timeout. */
export function createDispatcher(outbound: OutboundOptions, limits: DispatcherLimits): Dispatcher {
  const tls = outbound.ca === undefined ? {} : { secureContext: trusting(outbound.ca) };
  const pool = {
    connections: limits.connections,
    pipelining: 1,
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
    keepAliveTimeout: keepAliveMs,
    connect: { timeout: limits.timeoutMs, ...tls },
  };
  if (outbound.proxy === undefined) return new Agent(pool);
  return new ProxyAgent({ ...pool, uri: outbound.proxy, requestTls: tls, proxyTls: tls });
}

/** `ca` alone would replace the public roots, so both are given; made once because parsing 150 roots per socket is slow. */
function trusting(ca: string): ReturnType<typeof createSecureContext> {
  return createSecureContext({ ca: [...rootCertificates, ca] });
}
