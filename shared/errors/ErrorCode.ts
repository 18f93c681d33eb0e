// The closed catalogue of what can go wrong, with how each fault is reported and whether trying again helps.

/** Every coded fault of the product. */
export type ErrorCode =
  | 'auth.missing'
  | 'auth.invalid'
  | 'auth.forbidden'
  | 'call.illegalMove'
  | 'config.invalid'
  | 'config.unreadable'
  | 'dial.notAllowed'
  | 'dial.numberInvalid'
  | 'dial.noLine'
  | 'dial.notPickedUp'
  | 'dial.phoneAway'
  | 'dial.phoneBusy'
  | 'graph.consentLost'
  | 'graph.consentMissing'
  | 'graph.notFound'
  | 'graph.refused'
  | 'graph.throttled'
  | 'graph.timeout'
  | 'graph.unavailable'
  | 'graph.unreadable'
  | 'host.unavailable'
  | 'http.bodyTooLarge'
  | 'http.notFound'
  | 'http.portTaken'
  | 'http.tooManyRequests'
  | 'input.invalid'
  | 'pbx.frameTooLarge'
  | 'pbx.gap'
  | 'pbx.journalFull'
  | 'pbx.loginRefused'
  | 'pbx.refused'
  | 'pbx.restricted'
  | 'pbx.signatureInvalid'
  | 'pbx.timeout'
  | 'pbx.unreachable'
  | 'personal.conflict'
  | 'service.unavailable'
  | 'signIn.failed'
  | 'store.corrupt'
  | 'store.diskFull'
  | 'store.locked'
  | 'store.newerSchema'
  | 'store.unavailable'
  | 'internal';

/** How one code is reported: HTTP status, whether a later try may work, and the i18n key of the text for people. */
export interface ErrorEntry {
  readonly status: number;
  readonly retry: boolean;
  readonly messageKey: `error.${string}`;
}

function entry(status: number, retry: boolean, key: string): ErrorEntry {
  return { status, retry, messageKey: `error.${key}` };
}

/** Code -> HTTP status, retry, message key. The one table (HOUSE rule 8). */
export const errorTable: Readonly<Record<ErrorCode, ErrorEntry>> = {
  'auth.missing': entry(401, false, 'signIn'),
  'auth.invalid': entry(401, false, 'signIn'),
  'auth.forbidden': entry(403, false, 'forbidden'),
  'call.illegalMove': entry(500, false, 'internal'),
  'config.invalid': entry(500, false, 'internal'),
  'config.unreadable': entry(500, false, 'internal'),
  'dial.notAllowed': entry(403, false, 'dialNotAllowed'),
  'dial.numberInvalid': entry(400, false, 'dialNumberInvalid'),
  'dial.noLine': entry(409, false, 'dialNoLine'),
  'dial.notPickedUp': entry(409, true, 'dialNotPickedUp'),
  'dial.phoneAway': entry(409, true, 'dialPhoneAway'),
  'dial.phoneBusy': entry(409, true, 'dialPhoneBusy'),
  'graph.consentLost': entry(503, false, 'teamsAway'),
  /** The person, or their company for them, has not agreed that we read this with their own rights. */
  'graph.consentMissing': entry(403, false, 'consentMissing'),
  'graph.notFound': entry(404, false, 'notFound'),
  'graph.refused': entry(502, false, 'teamsAway'),
  'graph.throttled': entry(503, true, 'teamsAway'),
  'graph.timeout': entry(504, true, 'teamsAway'),
  'graph.unavailable': entry(503, true, 'teamsAway'),
  'graph.unreadable': entry(502, true, 'teamsAway'),
  'host.unavailable': entry(503, true, 'hostUnavailable'),
  'http.bodyTooLarge': entry(413, false, 'inputInvalid'),
  'http.notFound': entry(404, false, 'notFound'),
  'http.portTaken': entry(500, false, 'internal'),
  'http.tooManyRequests': entry(429, true, 'tooManyRequests'),
  'input.invalid': entry(400, false, 'inputInvalid'),
  'pbx.frameTooLarge': entry(502, true, 'pbxAway'),
  'pbx.gap': entry(502, true, 'pbxAway'),
  'pbx.journalFull': entry(503, true, 'pbxAway'),
  'pbx.loginRefused': entry(503, false, 'pbxAway'),
  'pbx.refused': entry(502, false, 'pbxRefused'),
  'pbx.restricted': entry(503, false, 'pbxRestricted'),
  'pbx.signatureInvalid': entry(401, false, 'forbidden'),
  'pbx.timeout': entry(504, true, 'pbxAway'),
  'pbx.unreachable': entry(503, true, 'pbxAway'),
  'personal.conflict': entry(409, true, 'personalConflict'),
  'service.unavailable': entry(503, true, 'serviceAway'),
  'signIn.failed': entry(401, true, 'signIn'),
  'store.corrupt': entry(500, false, 'internal'),
  'store.diskFull': entry(503, true, 'serviceAway'),
  'store.locked': entry(503, true, 'serviceAway'),
  'store.newerSchema': entry(500, false, 'internal'),
  'store.unavailable': entry(503, true, 'serviceAway'),
  internal: entry(500, false, 'internal'),
};

/** True when `text` is one of the catalogue's codes (used when a code arrives over the wire). */
export function isErrorCode(text: string): text is ErrorCode {
  return Object.hasOwn(errorTable, text);
}
