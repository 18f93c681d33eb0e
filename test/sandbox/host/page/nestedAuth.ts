// Answers nested app authentication (msal in the add-in asks, its host signs in), the same for the Teams and the Outlook page.
import type { PageConfig, PageUser } from './pageTypes.ts';
import { postJson } from './tools.ts';

const environment = 'login.microsoftonline.com';

/** What the page hands on of the sandbox's token service. */
export interface Grant {
  readonly access_token: string;
  readonly id_token: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly tenantId: string;
  readonly userId: string;
}

interface NestedRequest {
  readonly method: string;
  readonly requestId: string;
  readonly tokenParams?: { readonly clientId: string; readonly scope: string };
}

/** Who is signed in to the host, and whether it does this at all. */
export interface NestedSettings {
  readonly user: PageUser;
  readonly isNestedOn: boolean;
}

/** The answer, as JSON like the request. */
export async function answerNested(
  settings: NestedSettings,
  config: Pick<PageConfig, 'tenantId'>,
  data: string,
): Promise<string> {
  return JSON.stringify(await nestedResponse(settings, config, JSON.parse(data) as NestedRequest));
}

async function nestedResponse(
  { user, isNestedOn }: NestedSettings,
  { tenantId }: Pick<PageConfig, 'tenantId'>,
  request: NestedRequest,
): Promise<object> {
  const envelope = { messageType: 'NestedAppAuthResponse', requestId: request.requestId };
  const account = {
    homeAccountId: `${user.id}.${tenantId}`,
    environment,
    tenantId,
    username: user.userPrincipalName,
  };
  if (!isNestedOn) return { ...envelope, success: false, error: { status: 'NESTED_APP_AUTH_UNAVAILABLE' } };
  if (request.method === 'GetInitContext') {
    const initContext = {
      capabilities: { queryAccount: true },
      sdkName: 'sandbox',
      sdkVersion: '1',
      accountContext: account,
    };
    return { ...envelope, success: true, initContext };
  }
  try {
    const grant = await postJson<Grant>('/_host/token', { user: user.id, kind: 'nested', ...request.tokenParams });
    const full = {
      ...account,
      localAccountId: user.id,
      name: user.displayName,
      idToken: grant?.id_token,
      idTokenClaims: {},
    };
    return { ...envelope, success: true, token: grant, account: full };
  } catch (fault) {
    return { ...envelope, success: false, error: { status: 'PERSISTENT_ERROR', description: String(fault) } };
  }
}
