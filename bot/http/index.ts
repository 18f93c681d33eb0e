// Room entry: the HTTP side of the service.
export { appConfigFor, type AppConfigSource } from './appConfigFor.ts';
export { buildHttp } from './buildHttp.ts';
export {
  createTokenVerifier,
  type RefusalReason,
  type TokenTenant,
  type TokenVerifier,
  type TokenVerifierOptions,
  type VerifiedToken,
} from './createTokenVerifier.ts';
export { type HttpLimits, type HttpMetrics, type HttpOptions, type PbxDoorsPort } from './httpOptions.ts';
