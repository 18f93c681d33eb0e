// Gives the host page real tokens for the chosen user, as Teams' broker (nested app authentication) or getAuthToken would.
import type { SandboxIssuer } from '../issuer/index.ts';
import type { SandboxTenant, SandboxUser } from '../tenant/index.ts';

const lifeSeconds = 3599;
/** Teams' own web client, the party that asks in getAuthToken (microsoft365.md 3.1). */
const teamsWebClient = '5e3ce6c0-2b1f-4285-8d4b-75ee78787346';
const oidcScopes: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

/** What the page asks for. */
export interface TokenWish {
  readonly user: SandboxUser;
  readonly kind: 'nested' | 'getAuthToken';
  /** Client that asks, in nested app authentication. */
  readonly clientId?: string;
  /** Scopes, e.g. `api://host/client/access_as_user openid`. */
  readonly scope?: string;
}

/** What the page hands on to the tab. */
export interface TokenGrant {
  readonly access_token: string;
  readonly id_token: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly tenantId: string;
  readonly userId: string;
}

/** Audience and scope name of `api://.../access_as_user` and of Graph scopes. */
function resourceOf(scope: string, clientId: string): { readonly audience: string; readonly scp: string } {
  const wanted = scope.split(' ').filter((word) => word !== '' && !oidcScopes.has(word));
  const names = wanted
    .map((word) => word.slice(word.lastIndexOf('/') + 1))
    .map((name) => (name === '.default' ? 'access_as_user' : name));
  const isOwn = wanted.length === 0 || wanted.some((word) => word.includes(clientId));
  return {
    audience: isOwn ? clientId : 'https://graph.microsoft.com',
    scp: names.length === 0 ? 'access_as_user' : names.join(' '),
  };
}

/** Mints the tokens; undefined when the client is not the registered application (Entra would refuse it). */
export async function grantTokens(
  issuer: Pick<SandboxIssuer, 'userToken' | 'idToken'>,
  tenant: SandboxTenant,
  wish: TokenWish,
): Promise<TokenGrant | undefined> {
  const clientId = wish.clientId ?? tenant.clientId;
  if (clientId !== tenant.clientId) return undefined;
  const scope = wish.scope ?? `api://sandbox/${clientId}/access_as_user`;
  const { audience, scp } = resourceOf(scope, clientId);
  const authorizedParty = wish.kind === 'nested' ? clientId : teamsWebClient;
  const [access_token, id_token] = await Promise.all([
    issuer.userToken(wish.user, { audience, scope: scp, authorizedParty }),
    issuer.idToken(wish.user, clientId),
  ]);
  return { access_token, id_token, expires_in: lifeSeconds, scope, tenantId: tenant.id, userId: wish.user.id };
}
