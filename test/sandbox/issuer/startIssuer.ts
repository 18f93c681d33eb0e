// The token issuer of the sandbox over https: discovery, keys, client credentials, on-behalf-of, and user tokens minted from code.
import { mkdirSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { JSONWebKeySet } from 'jose';
import { listen } from '../httpTools.ts';
import type { SandboxTenant, SandboxUser } from '../tenant/index.ts';
import { makeCertificates } from './certificates.ts';
import { SigningKeys } from './signingKeys.ts';
import { idClaims, sign, userClaims, type UserTokenOptions } from './tokens.ts';
import { TokenDesk, type IssuerFault } from './tokenDesk.ts';
import { wrongToken, type WrongTokenKind } from './wrongTokens.ts';

const defaultRoles = ['Presence.ReadWrite.All', 'User.Read.All', 'Calendars.Read', 'People.Read.All'];
const defaultScopes = ['Calendars.Read', 'Contacts.Read'];

/** How the issuer is started. */
export interface IssuerOptions {
  readonly tenant: SandboxTenant;
  /** @default chosen by the system */
  readonly port?: number;
  /** Folder where `ca.pem` is written for others to trust. */
  readonly dir?: string;
  /** Milliseconds since 1970. @default Date.now */
  readonly now?: () => number;
  /** Application permissions with consent. @default what the service needs */
  readonly roles?: readonly string[];
  /** Delegated permissions with consent. @default what the service asks for */
  readonly scopes?: readonly string[];
}

/** The issuer and its controls. */
export interface SandboxIssuer {
  readonly url: string;
  readonly port: number;
  /** `iss` of the tokens. */
  readonly issuer: string;
  /** What msal calls the authority. */
  readonly authority: string;
  readonly jwksUri: string;
  readonly tokenEndpoint: string;
  readonly caPem: string;
  /** Set when `dir` was given. */
  readonly caFile: string | undefined;
  readonly generation: number;
  now(): number;
  jwks(): JSONWebKeySet;
  userToken(user: SandboxUser, options?: UserTokenOptions): Promise<string>;
  idToken(user: SandboxUser, clientId?: string): Promise<string>;
  appToken(audience: string, roles?: readonly string[]): Promise<string>;
  wrongToken(user: SandboxUser, kind: WrongTokenKind): Promise<string>;
  rotateKey(options?: { readonly keepOld?: boolean }): Promise<void>;
  /** Consent given to (or taken from) our application: tokens from now on carry these roles. */
  setRoles(roles: readonly string[]): void;
  /** Delegated permissions the company has agreed to, for everybody. */
  setScopes(scopes: readonly string[]): void;
  /** This user takes every agreement back, or gives it again. */
  withdrawConsent(user: SandboxUser, isWithdrawn?: boolean): void;
  setFault(fault: IssuerFault): void;
  /** How often each endpoint was asked, e.g. `token`, `keys`, `discovery`; `onBehalf`: exchanges that were granted. */
  readonly asked: Readonly<Record<'token' | 'keys' | 'discovery' | 'onBehalf', number>>;
  close(): Promise<void>;
}

function writeAuthority(dir: string, pem: string): string {
  mkdirSync(dir, { recursive: true });
  const file = resolve(dir, 'ca.pem');
  writeFileSync(file, pem);
  return file;
}

/** Starts the issuer. The certificate is signed by a fresh authority: trust `caPem`. */
export async function startIssuer(options: IssuerOptions): Promise<SandboxIssuer> {
  const { tenant, now = Date.now, roles = defaultRoles, scopes = defaultScopes } = options;
  const [certificates, keys] = await Promise.all([makeCertificates(), SigningKeys.create()]);
  const desk = new TokenDesk({ tenant, keys, now, roles, scopes });
  const server = await listen((request, response) => desk.serve(request, response), {
    port: options.port ?? 0,
    tls: { cert: certificates.cert, key: certificates.key },
  });
  desk.url = server.url;
  const { base, issuer } = desk;
  return {
    url: server.url,
    port: server.port,
    issuer,
    authority: base,
    jwksUri: `${base}/discovery/v2.0/keys`,
    tokenEndpoint: `${base}/oauth2/v2.0/token`,
    caPem: certificates.ca,
    caFile: options.dir === undefined ? undefined : writeAuthority(options.dir, certificates.ca),
    get generation() {
      return keys.generation;
    },
    now,
    asked: desk.asked,
    jwks: () => keys.jwks(),
    userToken: (user, wish) => sign(keys.current, userClaims(desk.context(), user, wish)),
    idToken: (user, clientId = tenant.clientId) => sign(keys.current, idClaims(desk.context(), user, clientId)),
    appToken: (audience, granted) => desk.appToken(audience, granted),
    wrongToken: (user, kind) => wrongToken(desk.context(), user, kind),
    rotateKey: ({ keepOld = true } = {}) => keys.rotate(keepOld),
    setRoles: (granted) => {
      desk.roles = granted;
    },
    setScopes: (granted) => {
      desk.consented = granted;
    },
    withdrawConsent: ({ id }, isWithdrawn = true) => {
      if (isWithdrawn) desk.withdrawn.add(id);
      else desk.withdrawn.delete(id);
    },
    setFault: (fault) => {
      desk.fault = fault;
    },
    close: () => server.close(),
  };
}
