// Asks the identity provider for tokens: the application's own, and those on behalf of a person, by msal-node over our own network.
import { AuthError, ConfidentialClientApplication, ProtocolMode } from '@azure/msal-node';
import type { Dispatcher } from 'undici';
import { AppError, type ErrorCode } from '#shared/errors';
import { createMsalNetwork, type MsalNetwork } from './createMsalNetwork.ts';
import type { FreshToken } from './createTokenSource.ts';

const defaultLifeMs = 300_000;
// Authorities msal knows by itself; any other (a sandbox, another identity provider) is plain OpenID Connect.
const microsoftHosts: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'login.windows.net',
]);

// https://learn.microsoft.com/entra/identity-platform/reference-error-codes: nobody has consented, the person or the admin said no.
const consentCodes: ReadonlySet<string> = new Set(['AADSTS65001', 'AADSTS65004', 'AADSTS90094']);
/** The person's token, or the session behind it, is over. */
const overCodes: ReadonlySet<string> = new Set(['AADSTS500133', 'AADSTS50173', 'AADSTS70043', 'AADSTS700082']);

/** Who asks for tokens, where (`authority` ends with the tenant), and for which resource. */
export interface AcquireOptions {
  readonly authority: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** e.g. https://graph.microsoft.com/.default */
  readonly scope: string;
  readonly timeoutMs: number;
  readonly now: () => number;
}

/** The two kinds of tokens; each throws the network's faults, and `graph.refused` for a wrong secret. */
export interface MsalAcquire {
  /** Client credentials. Throws `graph.consentLost` when the application is unknown there. */
  forApp(): Promise<FreshToken>;
  /**
   * On-behalf-of (microsoft365.md 3.1): a person's access token for one that reaches Graph with `scope` in their name. Throws
   * `graph.consentMissing` when nobody has agreed to that, `auth.invalid` when the person's token is over.
   */
  onBehalf(assertion: string, scope: string): Promise<FreshToken>;
}

/** Nothing is asked before the first token. */
export function createMsalAcquire(dispatcher: Dispatcher, options: AcquireOptions): MsalAcquire {
  const network = createMsalNetwork(dispatcher, options.timeoutMs, options.now);
  const client = clientOver(network, options);
  const acquire = async (
    op: string,
    ask: () => Promise<{ readonly accessToken: string; readonly expiresOn: Date | null } | null>,
  ): Promise<FreshToken> => {
    try {
      const result = await network.during(ask);
      if (result === null) throw new AppError('graph.unreadable', 'the token endpoint gave no token');
      return { value: result.accessToken, expiresAt: result.expiresOn?.getTime() ?? options.now() + defaultLifeMs };
    } catch (thrown) {
      throw msalFault(op, thrown);
    }
  };
  return {
    forApp: () =>
      acquire('token', () => client.acquireTokenByClientCredential({ scopes: [options.scope], skipCache: true })),
    onBehalf: (assertion, scope) =>
      acquire('tokenOnBehalf', async () => {
        try {
          return await client.acquireTokenOnBehalfOf({ oboAssertion: assertion, scopes: [scope], skipCache: true });
        } finally {
          // We keep the tokens ourselves, and few; msal would keep those of every person and hour for ever.
          client.clearCache();
        }
      }),
  };
}

function clientOver(networkClient: MsalNetwork, options: AcquireOptions): ConfidentialClientApplication {
  const { host } = new URL(options.authority);
  const isMicrosoft = microsoftHosts.has(host);
  return new ConfidentialClientApplication({
    auth: {
      clientId: options.clientId,
      clientSecret: options.clientSecret,
      authority: options.authority,
      ...(isMicrosoft ? {} : { knownAuthorities: [host] }),
    },
    system: {
      networkClient,
      disableInternalRetries: true,
      protocolMode: isMicrosoft ? ProtocolMode.AAD : ProtocolMode.OIDC,
    },
  });
}

/** msal's refusals by their OAuth code (RFC 6749 5.2); its texts may hold ids, so only codes are kept as facts. */
function msalFault(op: string, thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (!(thrown instanceof AuthError)) return new AppError('graph.unavailable', 'no token', { cause: thrown });
  const entra = /AADSTS\d{4,8}/.exec(thrown.errorMessage)?.[0];
  return new AppError(codeOf(op, thrown, entra), `no token: ${thrown.errorCode}`, {
    cause: thrown,
    facts: { op, reason: thrown.errorCode, ...(entra === undefined ? {} : { entra }) },
  });
}

function codeOf(op: string, { errorCode, subError }: AuthError, entra: string | undefined): ErrorCode {
  if (op === 'tokenOnBehalf') {
    if (subError === 'consent_required' || consentCodes.has(entra ?? '')) return 'graph.consentMissing';
    if (overCodes.has(entra ?? '')) return 'auth.invalid';
  }
  return errorCode === 'unauthorized_client' ? 'graph.consentLost' : 'graph.refused';
}
