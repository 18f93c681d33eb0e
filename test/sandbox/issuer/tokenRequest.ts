// Judges a token request as Entra does: client credentials, or on behalf of a user. Describes the issuer (discovery document).
import type { SandboxTenant } from '../tenant/index.ts';

/** Why a request gets no token. */
export interface TokenRefusal {
  readonly status: number;
  readonly error: string;
  readonly text: string;
  readonly suberror?: string;
}

const behalfGrantType = 'urn:ietf:params:oauth:grant-type:jwt-bearer';
const openidScopes: ReadonlySet<string> = new Set(['openid', 'profile', 'email', 'offline_access']);

function refuse(status: number, error: string, text: string): TokenRefusal {
  return { status, error, text };
}

/** The client's id and secret, from the form or a Basic header. */
function credentials(form: URLSearchParams, header: string | undefined): { id: string | null; secret: string | null } {
  const basic = /^Basic (\S+)$/i.exec(header ?? '')?.[1];
  if (basic === undefined) return { id: form.get('client_id'), secret: form.get('client_secret') };
  const [id = '', secret = ''] = Buffer.from(basic, 'base64').toString('utf8').split(':').map(decodeURIComponent);
  return { id, secret };
}

/** What a request is granted: a token of this client for this audience. */
export interface TokenGrant {
  readonly clientId: string;
  readonly audience: string;
}

/** What an on-behalf-of request is granted once its assertion holds: these scopes at this audience. */
export interface BehalfGrant extends TokenGrant {
  readonly assertion: string;
  readonly scopes: readonly string[];
}

/** What a request is granted, or why it gets nothing. */
export function judgeTokenRequest(
  tenant: SandboxTenant,
  form: URLSearchParams,
  header: string | undefined,
): TokenGrant | BehalfGrant | TokenRefusal {
  const { id, secret } = credentials(form, header);
  const grant = form.get('grant_type');
  if (grant !== 'client_credentials' && grant !== behalfGrantType)
    return refuse(
      400,
      'unsupported_grant_type',
      `AADSTS70003: The app requested an unsupported grant type '${String(grant)}'.`,
    );
  const client = [tenant, ...tenant.moreRegistrations].find(({ clientId }) => clientId === id);
  if (client === undefined)
    return refuse(
      400,
      'unauthorized_client',
      `AADSTS700016: Application with identifier '${String(id)}' was not found in the directory.`,
    );
  if (secret !== client.clientSecret)
    return refuse(401, 'invalid_client', 'AADSTS7000215: Invalid client secret provided.');
  if (grant === behalfGrantType) return judgeBehalf(form, client.clientId);
  const scope = form.get('scope') ?? '';
  const audience = /^(\S+)\/\.default$/.exec(scope)?.[1];
  if (audience !== undefined) return { clientId: client.clientId, audience };
  return refuse(
    400,
    'invalid_scope',
    `AADSTS1002012: The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default suffixed to the resource identifier.`,
  );
}

/** Every scope must be of one resource; those of OpenID go without one and are not for a resource. */
function judgeBehalf(form: URLSearchParams, clientId: string): BehalfGrant | TokenRefusal {
  const assertion = form.get('assertion') ?? '';
  if (form.get('requested_token_use') !== 'on_behalf_of')
    return refuse(400, 'invalid_request', "AADSTS90023: 'requested_token_use' must be 'on_behalf_of'.");
  if (assertion === '')
    return refuse(400, 'invalid_request', "AADSTS900144: The request body must contain the parameter 'assertion'.");
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '' && !openidScopes.has(scope));
  const read = asked.map((scope) => /^(\S+)\/([^/\s]+)$/.exec(scope));
  const audiences = new Set(read.map((match) => match?.[1]));
  const [audience] = audiences;
  if (audiences.size !== 1 || audience === undefined)
    return refuse(400, 'invalid_scope', 'AADSTS70011: The provided value for the input parameter scope is not valid.');
  return { clientId, audience, assertion, scopes: read.map((match) => match?.[2] ?? '') };
}

/** The discovery document; `base` is the issuer's address with the tenant. */
export function discoveryDocument(base: string, issuer: string): object {
  return {
    issuer,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
    end_session_endpoint: `${base}/oauth2/v2.0/logout`,
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic'],
    response_types_supported: ['code', 'id_token', 'code id_token'],
    subject_types_supported: ['pairwise'],
    id_token_signing_alg_values_supported: ['RS256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  };
}
