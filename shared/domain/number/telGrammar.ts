// Decides what is a tel: URI: the ABNF of RFC 3966 section 3, read in one pass so that no input makes it slow.

const head = /^tel:([^;]*)/iu;
const separators = /[-.()]/gu;
const globalNumber = /^\+[\d\-.()]+$/u;
const localNumber = /^[\da-f*#\-.()]+$/iu;
const somethingDialled = /[\da-f*#]/iu;
const uric = /^(?:[;/?:@&=+$,A-Za-z0-9\-_.!~*'()]|%[\da-f]{2})*$/iu;
const parameter = /^[a-z\d-]+(?:=(?:[[\]/:&+$A-Za-z0-9\-_.!~*'()]|%[\da-f]{2})+)?$/iu;
const contextPrefix = 'phone-context=';
const subaddressPrefix = 'isub=';
const domainLabel = /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/iu;
const topLabel = /^[a-z](?:[a-z\d-]*[a-z\d])?$/iu;

/** The two halves of a tel: URI as they are written. */
export interface TelParts {
  readonly subscriber: string;
  /** What stands between the semicolons, without them. */
  readonly segments: readonly string[];
}

/** How far the parameters were read: a subaddress may itself hold `;`, so more than one reading can be open. */
interface Reading {
  readonly hasContext: boolean;
  readonly isInSubaddress: boolean;
  /** True behind a bare `isub=`: it still needs a character, be it the next `;`. */
  readonly isUnfinished: boolean;
}

/** True for exactly the URIs RFC 3966 section 3 allows; a local number needs its `phone-context`. */
export function isTelUri(uri: string): boolean {
  const parts = splitTelUri(uri);
  if (parts === null) return false;
  const isGlobal = isGlobalNumber(parts.subscriber);
  if (!isGlobal && !isLocalNumber(parts.subscriber)) return false;
  return readings(parts.segments).some((reading) => !reading.isUnfinished && (isGlobal || reading.hasContext));
}

/** Cuts at `tel:` and the semicolons without judging the pieces; null where the scheme is another. */
export function splitTelUri(uri: string): TelParts | null {
  const match = head.exec(uri);
  if (match === null) return null;
  const rest = uri.slice(match[0].length);
  return { subscriber: match[1] ?? '', segments: rest === '' ? [] : rest.slice(1).split(';') };
}

/** The `descriptor` of RFC 3966: a domain name, or the leading digits of a global number. */
export function isPhoneContext(text: string): boolean {
  return isGlobalNumber(text) || isDomainName(text);
}

/** True for `global-number-digits`: a plus, visual separators and at least one digit. */
export function isGlobalNumber(text: string): boolean {
  return globalNumber.test(text) && /\d/u.test(text);
}

/** The text without the visual separators of RFC 3966 (`-`, `.`, `(`, `)`). */
export function withoutSeparators(text: string): string {
  return text.replace(separators, '');
}

function isLocalNumber(text: string): boolean {
  return localNumber.test(text) && somethingDialled.test(text);
}

function isDomainName(text: string): boolean {
  const labels = (text.endsWith('.') ? text.slice(0, -1) : text).split('.');
  const top = labels.pop();
  return top !== undefined && topLabel.test(top) && labels.every((label) => domainLabel.test(label));
}

function readings(segments: readonly string[]): readonly Reading[] {
  let open: readonly Reading[] = [{ hasContext: false, isInSubaddress: false, isUnfinished: false }];
  for (const segment of segments) {
    open = distinct(open.flatMap((reading) => readSegment(segment, reading)));
    if (open.length === 0) break;
  }
  return open;
}

function readSegment(segment: string, { hasContext, isInSubaddress, isUnfinished }: Reading): readonly Reading[] {
  const next: Reading[] = [];
  const name = segment.toLowerCase();
  const outside = { isInSubaddress: false, isUnfinished: false };
  if (isInSubaddress && uric.test(segment)) next.push({ hasContext, isInSubaddress, isUnfinished: false });
  if (isUnfinished) return next;
  if (name.startsWith(subaddressPrefix) && uric.test(segment)) {
    next.push({ hasContext, isInSubaddress: true, isUnfinished: name === subaddressPrefix });
  }
  if (name.startsWith(contextPrefix) && isPhoneContext(segment.slice(contextPrefix.length))) {
    next.push({ hasContext: true, ...outside });
  }
  if (parameter.test(segment)) next.push({ hasContext, ...outside });
  return next;
}

function distinct(all: readonly Reading[]): readonly Reading[] {
  const key = (reading: Reading): string => `${reading.hasContext}${reading.isInSubaddress}${reading.isUnfinished}`;
  return [...new Map(all.map((reading) => [key(reading), reading])).values()];
}
