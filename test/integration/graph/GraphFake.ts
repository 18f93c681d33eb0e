// A Graph server and an identity provider on loopback that answer as scripted and keep what they received.
import { createServer as createHttp, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createHttps } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { generate } from 'selfsigned';

export interface Received {
  readonly method: string;
  readonly url: string;
  readonly authorization: string;
  readonly body: string;
}

export type Script = (response: ServerResponse, request: Received) => void;

/** Answers each request by the next script, the last one again and again. */
export class GraphFake {
  readonly received: Received[] = [];
  scripts: Script[] = [];
  connections = 0;
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    server.on('connection', (socket: Socket) => {
      this.connections += 1;
      this.#sockets.add(socket);
      socket.once('close', () => this.#sockets.delete(socket));
    });
  }

  static async start(): Promise<GraphFake> {
    const server = createHttp((request, response) => void fake.#answer(request, response));
    const fake = new GraphFake(server);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return fake;
  }

  get origin(): string {
    return `http://127.0.0.1:${String((this.#server.address() as AddressInfo).port)}`;
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const seen = {
      method: request.method ?? '',
      url: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      body,
    };
    this.received.push(seen);
    const script = this.scripts.length > 1 ? this.scripts.shift() : this.scripts[0];
    (script ?? answer(200))(response, seen);
  }
}

export function answer(status: number, body = '', headers: Record<string, string> = {}): Script {
  return (response) => response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
}

export const hang: Script = () => undefined;
export const reset: Script = (response) => void response.socket?.resetAndDestroy();
export const halfThenHang: Script = (response) => void response.writeHead(200).write('{"value": [');
export const halfThenReset: Script = (response) => {
  response.writeHead(200, { 'content-length': '1000' }).write('{');
  response.socket?.end();
};

/** An OpenID provider over https with a certificate of its own authority, `ca`. */
export class IssuerFake {
  readonly tokenRequests: URLSearchParams[] = [];
  readonly ca: string;
  readonly tenantId = '11111111-2222-4333-8444-555555555555';
  lifeSeconds = 3600;
  /** Answers instead of a token while set. */
  script: Script | undefined;
  readonly #server: Server;

  private constructor(server: Server, ca: string) {
    this.#server = server;
    this.ca = ca;
  }

  static async start(): Promise<IssuerFake> {
    const { ca, tls } = await makeCertificates();
    const server = createHttps(tls, (request, response) => void issuer.#answer(request, response));
    const issuer = new IssuerFake(server, ca);
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return issuer;
  }

  get origin(): string {
    return `https://localhost:${String((this.#server.address() as AddressInfo).port)}`;
  }

  get authority(): string {
    return `${this.origin}/${this.tenantId}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await readBody(request);
    const path = request.url ?? '';
    const base = `/${this.tenantId}`;
    const json = (status: number, value: unknown): void => answer(status, JSON.stringify(value))(response, noRequest);
    if (path === `${base}/.well-known/openid-configuration`) {
      json(200, {
        issuer: `${this.authority}/v2.0`,
        authorization_endpoint: `${this.authority}/oauth2/v2.0/authorize`,
        token_endpoint: `${this.authority}/oauth2/v2.0/token`,
        jwks_uri: `${this.authority}/discovery/v2.0/keys`,
      });
      return;
    }
    if (path.split('?')[0] !== `${base}/oauth2/v2.0/token`) {
      json(404, {});
      return;
    }
    const form = new URLSearchParams(body);
    this.tokenRequests.push(form);
    if (this.script !== undefined) {
      this.script(response, noRequest);
      return;
    }
    if (form.get('client_secret') !== 'correct horse') {
      json(401, { error: 'invalid_client', error_description: 'AADSTS7000215: Invalid client secret provided.' });
      return;
    }
    const token = `app-token-${String(this.tokenRequests.length)}`;
    json(200, { token_type: 'Bearer', access_token: token, expires_in: this.lifeSeconds });
  }
}

const noRequest: Received = { method: '', url: '', authorization: '', body: '' };

async function makeCertificates(): Promise<{ ca: string; tls: { key: string; cert: string } }> {
  const ca = await generate([{ name: 'commonName', value: 'Example test authority' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    extensions: [
      { name: 'basicConstraints', cA: true, critical: true },
      { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    ],
  });
  const leaf = await generate([{ name: 'commonName', value: 'localhost' }], {
    keyType: 'ec',
    algorithm: 'sha256',
    ca: { key: ca.private, cert: ca.cert },
    extensions: [
      { name: 'basicConstraints', cA: false },
      { name: 'subjectAltName', altNames: [{ type: 2, value: 'localhost' }] },
    ],
  });
  return { ca: ca.cert, tls: { key: leaf.private, cert: leaf.cert } };
}

async function readBody(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString('utf8');
}
