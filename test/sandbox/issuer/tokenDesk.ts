// Answers the issuer's endpoints: discovery, keys, tokens of the application and on behalf of users, or the fault of the day.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readText, sendJson } from '../httpTools.ts';
import type { SandboxTenant } from '../tenant/index.ts';
import type { SigningKeys } from './signingKeys.ts';
import { discoveryDocument, judgeTokenRequest, type BehalfGrant, type TokenRefusal } from './tokenRequest.ts';
import { judgeAssertion, type BehalfWorld } from './judgeAssertion.ts';
import { appClaims, sign, tokenLifeSeconds, userClaims, type MintContext } from './tokens.ts';

/** What the token endpoint does wrong on purpose. */
export type IssuerFault = 'hang' | 'serverError' | 'html' | 'reset' | null;

/** What the desk works with. */
export interface DeskOptions {
  readonly tenant: SandboxTenant;
  readonly keys: SigningKeys;
  readonly now: () => number;
  readonly roles: readonly string[];
  /** Delegated permissions with consent. */
  readonly scopes: readonly string[];
}

const configurationPaths: ReadonlySet<string> = new Set([
  'v2.0/.well-known/openid-configuration',
  '.well-known/openid-configuration',
]);

function playFault(response: ServerResponse, fault: Exclude<IssuerFault, null>): void {
  if (fault === 'reset') response.destroy();
  if (fault === 'html') {
    response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Proxy</title>');
  }
  if (fault === 'serverError') {
    const error_description = 'AADSTS90033: A transient error has occurred.';
    sendJson(response, 503, { error: 'temporarily_unavailable', error_description });
  }
}

function sendToken(response: ServerResponse, token: { readonly access_token: string; readonly scope?: string }): void {
  const lives = { expires_in: tokenLifeSeconds, ext_expires_in: tokenLifeSeconds };
  sendJson(response, 200, { token_type: 'Bearer', ...lives, ...token });
}

function sendRefusal(response: ServerResponse, { status, error, text, suberror }: TokenRefusal): void {
  sendJson(response, status, {
    error,
    error_description: text,
    ...(suberror === undefined ? {} : { suberror }),
  });
}

/** The endpoints of one tenant. */
export class TokenDesk {
  readonly asked = { token: 0, keys: 0, discovery: 0, onBehalf: 0 };
  /** Origin, known once the server listens. */
  url = '';
  roles: readonly string[];
  /** Delegated permissions the company has agreed to. */
  consented: readonly string[];
  /** Users who took their agreement back. */
  readonly withdrawn = new Set<string>();
  fault: IssuerFault = null;
  readonly #options: DeskOptions;

  constructor(options: DeskOptions) {
    this.#options = options;
    this.roles = options.roles;
    this.consented = options.scopes;
  }

  get base(): string {
    return `${this.url}/${this.#options.tenant.id}`;
  }

  get issuer(): string {
    return `${this.base}/v2.0`;
  }

  context(): MintContext {
    const { tenant, keys, now } = this.#options;
    return { tenant, issuer: this.issuer, key: keys.current, nowMs: now() };
  }

  /** `clientId`: the application's own, or another registration's. */
  appToken(audience: string, granted: readonly string[] = this.roles, clientId?: string): Promise<string> {
    return sign(this.#options.keys.current, appClaims(this.context(), audience, granted, clientId));
  }

  serve(request: IncomingMessage, response: ServerResponse): void {
    this.#answer(request, response).catch(() => response.destroy());
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { pathname } = new URL(request.url ?? '/', this.url);
    const [, realm = '', ...rest] = pathname.split('/');
    const path = rest.join('/');
    if (realm !== this.#options.tenant.id) {
      sendJson(response, 400, { error: 'invalid_tenant', error_description: 'AADSTS90002: Tenant not found.' });
    } else if (path === 'oauth2/v2.0/token' && request.method === 'POST') {
      await this.#answerToken(request, response);
    } else if (path === 'discovery/v2.0/keys') {
      this.asked.keys += 1;
      sendJson(response, 200, this.#options.keys.jwks());
    } else if (configurationPaths.has(path)) {
      this.asked.discovery += 1;
      sendJson(response, 200, discoveryDocument(this.base, this.issuer));
    } else {
      sendJson(response, 404, { error: 'not_found' });
    }
  }

  async #answerToken(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.asked.token += 1;
    if (this.fault !== null) {
      playFault(response, this.fault);
      return;
    }
    const form = new URLSearchParams(await readText(request));
    const verdict = judgeTokenRequest(this.#options.tenant, form, request.headers.authorization);
    if ('assertion' in verdict) await this.#answerBehalf(response, verdict);
    else if ('audience' in verdict) {
      const access_token = await this.appToken(verdict.audience, this.roles, verdict.clientId);
      sendToken(response, { access_token });
    } else sendRefusal(response, verdict);
  }

  async #answerBehalf(response: ServerResponse, wish: BehalfGrant): Promise<void> {
    const granted = await judgeAssertion(this.#behalfWorld(), wish);
    if (!('user' in granted)) {
      sendRefusal(response, granted);
      return;
    }
    this.asked.onBehalf += 1;
    // Entra puts everything that was agreed to into the token, not only what was asked.
    const scope = [...new Set([...granted.scopes, ...this.consented])].join(' ');
    const claims = userClaims(this.context(), granted.user, { audience: granted.audience, scope });
    const access_token = await sign(this.#options.keys.current, { ...claims, appid: granted.clientId });
    sendToken(response, { scope, access_token });
  }

  #behalfWorld(): BehalfWorld {
    const { tenant, keys, now } = this.#options;
    const { issuer, consented, withdrawn } = this;
    return { tenant, issuer, nowMs: now(), jwks: keys.jwks(), consented, withdrawn };
  }
}
