// Room entry: the token issuer.
export type { IssuerFault } from './tokenDesk.ts';
export { startIssuer, type IssuerOptions, type SandboxIssuer } from './startIssuer.ts';
export { makeCertificates, type SandboxCertificates } from './certificates.ts';
export type { UserTokenOptions } from './tokens.ts';
export { wrongTokenKinds, type WrongTokenKind } from './wrongTokens.ts';
