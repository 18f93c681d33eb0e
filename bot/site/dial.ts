// Opens the way to the service: straight, or through an HTTP proxy by CONNECT (RFC 9110 9.3.6), with TLS inside.
import { request, type ClientRequestArgs } from 'node:http';
import { request as requestTls } from 'node:https';
import type { Socket } from 'node:net';
import { connect as connectTls, rootCertificates } from 'node:tls';
import { AppError } from '#shared/errors';

/** Where to, and what lies between. */
export interface Way {
  /** Origin of the service. */
  readonly url: string;
  /** PEM of authorities trusted beside the system's. */
  readonly ca?: string;
  /** `http://user:password@host:port` or https. */
  readonly proxy?: string;
}

type Created = (error: Error | null, socket: Socket) => void;
const proxyTimeoutMs = 10_000;

/** What `ws` connects through when there is a proxy; undefined: its own way. */
export function throughProxy(way: Way): ClientRequestArgs['createConnection'] {
  const { proxy } = way;
  if (proxy === undefined) return undefined;
  return (_options, onCreated: Created) => {
    openTunnel(new URL(proxy), way, onCreated);
    return undefined;
  };
}

function openTunnel(proxy: URL, way: Way, onCreated: Created): void {
  const target = new URL(way.url);
  const isSecure = target.protocol === 'https:';
  const host = target.hostname.replace(/^\[|\]$/g, '');
  const path = `${target.hostname}:${target.port === '' ? (isSecure ? '443' : '80') : target.port}`;
  const ask = (proxy.protocol === 'https:' ? requestTls : request)({
    method: 'CONNECT',
    host: proxy.hostname.replace(/^\[|\]$/g, ''),
    port: proxy.port === '' ? (proxy.protocol === 'https:' ? 443 : 80) : Number(proxy.port),
    path,
    headers: { host: path, ...credentials(proxy) },
    agent: false,
    timeout: proxyTimeoutMs,
  });
  const fail = (error: Error): void => {
    // The type wants a socket beside the error; nobody looks at it.
    onCreated(error, undefined as never);
  };
  ask.once('connect', (answer, socket) => {
    if (answer.statusCode !== 200) {
      socket.destroy();
      fail(new AppError('pbx.unreachable', `the proxy refused: ${String(answer.statusCode)}`));
      return;
    }
    socket.setTimeout(0);
    const servername = /^[\d.]+$|:/.test(host) ? {} : { servername: host };
    onCreated(null, isSecure ? connectTls({ socket, host, ...servername, ...authorities(way) }) : socket);
  });
  ask.once('timeout', () => ask.destroy(new AppError('pbx.timeout', 'the proxy did not answer')));
  ask.once('error', fail);
  ask.once('response', (answer) => {
    answer.resume();
    ask.destroy(new AppError('pbx.unreachable', `the proxy refused: ${String(answer.statusCode)}`));
  });
  ask.end();
}

/** Options of TLS that trust the file's authorities beside the usual ones. */
export function authorities({ ca }: Way): { readonly ca?: string[] } {
  return ca === undefined ? {} : { ca: [...rootCertificates, ca] };
}

function credentials({ username, password }: URL): Readonly<Record<string, string>> {
  if (username === '') return {};
  const pair = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { 'proxy-authorization': `Basic ${Buffer.from(pair).toString('base64')}` };
}
