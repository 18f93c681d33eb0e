// Asks the identity provider for an application token: msal-node's client credentials over our own network.
import { AuthError, ConfidentialClientApplication, ProtocolMode } from '@azure/msal-node';
import type { Dispatcher } from 'undici';
import { AppError } from '#shared/errors';
import { createMsalNetwork } from './createMsalNetwork.ts';
import type { FreshToken } from './createTokenSource.ts';

const defaultLifeMs = 300_000;
// Authorities msal knows by itself; any other (a sandbox, another identity provider) is plain OpenID Connect.
const microsoftHosts: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.microsoftonline.us',
  'login.partner.microsoftonline.cn',
  'login.windows.net',
]);

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

/** The returned function throws `graph.refused` (secret), `graph.consentLost` (application unknown there), and the network's faults. */
export function createMsalAcquire(dispatcher: Dispatcher, options: AcquireOptions): () => Promise<FreshToken> {
  const network = createMsalNetwork(dispatcher, options.timeoutMs, options.now);
  const { host } = new URL(options.authority);
  const isMicrosoft = microsoftHosts.has(host);
  const client = new ConfidentialClientApplication({
    auth: {
      clientId: options.clientId,
      clientSecret: options.clientSecret,
      authority: options.authority,
      ...(isMicrosoft ? {} : { knownAuthorities: [host] }),
    },
    system: {
      networkClient: network,
      disableInternalRetries: true,
      protocolMode: isMicrosoft ? ProtocolMode.AAD : ProtocolMode.OIDC,
    },
  });
  return async () => {
    network.takeFault();
    try {
      const result = await client.acquireTokenByClientCredential({ scopes: [options.scope], skipCache: true });
      if (result === null) throw new AppError('graph.unreadable', 'the token endpoint gave no token');
      return { value: result.accessToken, expiresAt: result.expiresOn?.getTime() ?? options.now() + defaultLifeMs };
    } catch (thrown) {
      throw network.takeFault() ?? msalFault(thrown);
    }
  };
}

/** msal's refusals by their OAuth code (RFC 6749 5.2); its texts may hold ids, so only codes are kept as facts. */
function msalFault(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  if (!(thrown instanceof AuthError)) return new AppError('graph.unavailable', 'no token', { cause: thrown });
  const entra = /AADSTS\d{4,8}/.exec(thrown.errorMessage)?.[0];
  const code = thrown.errorCode === 'unauthorized_client' ? 'graph.consentLost' : 'graph.refused';
  return new AppError(code, `no token: ${thrown.errorCode}`, {
    cause: thrown,
    facts: { op: 'token', reason: thrown.errorCode, ...(entra === undefined ? {} : { entra }) },
  });
}
