// Decides whether an activity comes from the Bot Connector, and for which bot of ours (microsoft365.md section 5).
import { decodeProtectedHeader, errors, jwtVerify, type JWTPayload } from 'jose';
import { AppError, type ErrorCode } from '#shared/errors';
import type { InboundActivity } from './activity.ts';
import type { BotRegistration } from './botOptions.ts';
import type { FindConnectorKey } from './connectorKeys.ts';
import { isSameUrl, mayAnswer } from './trustServiceUrl.ts';

const connectorIssuer = 'https://api.botframework.com';
// The connector's rules: five minutes either way.
const clockToleranceSeconds = 300;
const maxHeaderLength = 16_384;

/** Why an activity was refused; a closed set, fit for a metric's label. */
export type ConnectorRefusal =
  | 'botMissing'
  | 'botMalformed'
  | 'botAlgorithm'
  | 'botUnknownKey'
  | 'botSignature'
  | 'botIssuer'
  | 'botAudience'
  | 'botExpired'
  | 'botNotYetValid'
  | 'botClaims'
  | 'botServiceUrl'
  | 'botEndorsement'
  | 'botTenant';

/** By what an activity is judged. */
export interface ConnectorRules {
  readonly registrations: readonly BotRegistration[];
  readonly allowAnonymous: boolean;
  readonly tenants: readonly string[];
  readonly findKey: FindConnectorKey;
  readonly now: () => number;
}

/** The registration spoken to; undefined: an anonymous activity of the sandbox. Throws `auth.*` with `facts.reason`. */
export type VerifyConnector = (
  authorization: string | undefined,
  activity: InboundActivity,
) => Promise<BotRegistration | undefined>;

/** Nothing of an activity is believed before this has said whose it is. */
export function createConnectorVerifier(rules: ConnectorRules): VerifyConnector {
  return async (authorization, activity) => {
    if (authorization === undefined) {
      checkAnonymous(activity, rules);
      return undefined;
    }
    const claims = await verifyToken(authorization, activity, rules);
    const registration = rules.registrations.find(
      ({ appId, tenantId }) => appId === claims.aud && sameId(tenantId, activity.tenantId),
    );
    // The app of one tenant does not speak for another's people.
    if (registration === undefined) throw refusal('botTenant');
    return registration;
  };
}

function checkAnonymous(activity: InboundActivity, rules: ConnectorRules): void {
  if (!rules.allowAnonymous) throw refusal('botMissing');
  if (rules.registrations.some(({ tenantId }) => sameId(tenantId, activity.tenantId))) throw refusal('botMissing');
  if (!rules.tenants.some((id) => sameId(id, activity.tenantId))) throw refusal('botTenant');
  if (!mayAnswer(activity.serviceUrl, true)) throw refusal('botServiceUrl');
}

async function verifyToken(
  authorization: string,
  activity: InboundActivity,
  rules: ConnectorRules,
): Promise<JWTPayload> {
  const token = bearerOf(authorization);
  const found = await rules.findKey(keyIdOf(token));
  if (found === undefined) throw refusal('botUnknownKey');
  const claims = await verifySignature(token, found.key, rules);
  if (!found.endorsements.includes(activity.channelId)) throw refusal('botEndorsement');
  const named = claims['serviceurl'];
  const isNamed = typeof named === 'string' && isSameUrl(named, activity.serviceUrl);
  if (!isNamed || !mayAnswer(activity.serviceUrl, false)) throw refusal('botServiceUrl');
  return claims;
}

function bearerOf(authorization: string): string {
  const token = /^Bearer ([\w.~+/=-]+)$/i.exec(authorization.slice(0, maxHeaderLength + 1))?.[1];
  if (token === undefined || authorization.length > maxHeaderLength) throw refusal('botMalformed');
  return token;
}

function keyIdOf(token: string): string {
  try {
    const { alg, kid } = decodeProtectedHeader(token);
    if (alg !== 'RS256') throw refusal('botAlgorithm');
    return kid ?? '';
  } catch (thrown) {
    throw thrown instanceof AppError ? thrown : refusal('botMalformed', thrown);
  }
}

async function verifySignature(
  token: string,
  key: Parameters<typeof jwtVerify>[1],
  rules: ConnectorRules,
): Promise<JWTPayload> {
  try {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['RS256'],
      issuer: connectorIssuer,
      audience: rules.registrations.map(({ appId }) => appId),
      requiredClaims: ['exp'],
      clockTolerance: clockToleranceSeconds,
      currentDate: new Date(rules.now()),
    });
    return payload;
  } catch (thrown) {
    throw refusal(reasonOf(thrown), thrown);
  }
}

function reasonOf(thrown: unknown): ConnectorRefusal {
  if (thrown instanceof errors.JWTExpired) return 'botExpired';
  if (thrown instanceof errors.JWSSignatureVerificationFailed) return 'botSignature';
  if (thrown instanceof errors.JOSEAlgNotAllowed) return 'botAlgorithm';
  if (!(thrown instanceof errors.JWTClaimValidationFailed)) return 'botMalformed';
  if (thrown.claim === 'iss') return 'botIssuer';
  if (thrown.claim === 'aud') return 'botAudience';
  return thrown.claim === 'nbf' ? 'botNotYetValid' : 'botClaims';
}

function sameId(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}

/** 401 when another token may help, 403 when this channel, address or tenant has no business here. */
function refusal(reason: ConnectorRefusal, cause?: unknown): AppError {
  const isForbidden = reason === 'botEndorsement' || reason === 'botServiceUrl' || reason === 'botTenant';
  const code: ErrorCode = reason === 'botMissing' ? 'auth.missing' : isForbidden ? 'auth.forbidden' : 'auth.invalid';
  return new AppError(code, `activity refused: ${reason}`, { cause, facts: { reason } });
}
