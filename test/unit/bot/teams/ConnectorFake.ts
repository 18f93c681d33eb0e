// A Bot Connector on this machine: OpenID metadata, keys, tokens for the bot, and conversations that keep what was said.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey, type GenerateKeyPairResult, type JWTPayload } from 'jose';
import type { Card } from '../../../../bot/teams/cards/cardTypes.ts';

const keyId = 'connector-1';
const issuer = 'https://api.botframework.com';
const secondMs = 1_000;

/** A message the bot sent, as it arrived. */
export interface SentActivity {
  readonly path: string;
  readonly authorization: string | undefined;
  readonly type: string;
  readonly summary?: string;
  readonly attachments?: readonly { readonly contentType: string; readonly content: Card }[];
}

/** What a token is made of; what is left out is right. */
export interface TokenWish {
  readonly appId: string;
  readonly claims?: JWTPayload;
  readonly expiresIn?: number;
  readonly notBefore?: number;
  readonly key?: CryptoKey;
  readonly kid?: string;
}

/** The connector. */
export interface ConnectorFake {
  readonly url: string;
  readonly serviceUrl: string;
  readonly metadataUrl: string;
  readonly sent: SentActivity[];
  /** Bodies of the requests for tokens. */
  readonly tokenRequests: string[];
  /** Answers the next messages with these statuses instead of taking them; `drop` closes the connection. */
  readonly refusals: (number | 'drop')[];
  endorsements: readonly string[];
  token(wish: TokenWish): Promise<string>;
  close(): Promise<void>;
}

// Making RSA keys is slow: one pair of each for all connectors of a test file.
let own: GenerateKeyPairResult | undefined;
let stranger: GenerateKeyPairResult | undefined;

/** The key of a stranger. */
export async function strangerKey(): Promise<CryptoKey> {
  stranger ??= await generateKeyPair('RS256');
  return stranger.privateKey;
}

/** Starts it. */
export async function startConnectorFake(): Promise<ConnectorFake> {
  own ??= await generateKeyPair('RS256');
  const { publicKey, privateKey } = own;
  const jwk = await exportJWK(publicKey);
  const server = createServer((request, response) => {
    void readBody(request).then((body) => {
      answer(fake, jwk, request, response, body);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const fake: ConnectorFake = {
    url,
    serviceUrl: `${url}/emea/`,
    metadataUrl: `${url}/openid`,
    sent: [],
    tokenRequests: [],
    refusals: [],
    endorsements: ['msteams', 'webchat'],
    token: (wish) => sign(wish, privateKey, fake.serviceUrl),
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
  return fake;
}

async function sign(wish: TokenWish, ownKey: CryptoKey, serviceUrl: string): Promise<string> {
  const now = Math.floor(Date.now() / secondMs);
  return new SignJWT({ serviceurl: serviceUrl, iss: issuer, aud: wish.appId, ...wish.claims })
    .setProtectedHeader({ alg: 'RS256', kid: wish.kid ?? keyId, typ: 'JWT' })
    .setNotBefore(now + (wish.notBefore ?? -60))
    .setExpirationTime(now + (wish.expiresIn ?? 3_600))
    .sign(wish.key ?? ownKey);
}

function answer(
  fake: ConnectorFake,
  jwk: object,
  request: IncomingMessage,
  response: ServerResponse,
  body: string,
): void {
  const path = request.url ?? '/';
  if (path === '/openid') {
    send(response, 200, { issuer, jwks_uri: `${fake.url}/keys` });
  } else if (path === '/keys') {
    const key = { ...jwk, kid: keyId, use: 'sig', endorsements: fake.endorsements };
    send(response, 200, { keys: [{ kty: 'EC', kid: 'other' }, 'garbage', key] });
  } else if (path.endsWith('/oauth2/v2.0/token')) {
    fake.tokenRequests.push(`${path} ${body}`);
    send(response, 200, { token_type: 'Bearer', expires_in: 3_600, access_token: 'token-of-the-bot' });
  } else {
    take(fake, request, response, body);
  }
}

function take(fake: ConnectorFake, request: IncomingMessage, response: ServerResponse, body: string): void {
  const refusal = fake.refusals.shift();
  if (refusal === 'drop') {
    response.destroy();
  } else if (refusal !== undefined) {
    send(response, refusal, { error: { code: 'ToldToRefuse' } });
  } else {
    const activity = JSON.parse(body) as Omit<SentActivity, 'path' | 'authorization'>;
    fake.sent.push({ ...activity, path: request.url ?? '/', authorization: request.headers.authorization });
    send(response, 201, { id: `message-${String(fake.sent.length)}` });
  }
}

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function readBody(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}
