// Takes phone numbers, mail addresses, tokens and secrets out of free text before it is logged or sent in a report.

// Longer texts are cut first: a hostile line must not cost time, and no log line needs more.
const maxTextLength = 2_000;
const fewestDigits = 5;
const digitsKept = 2;

const guid = String.raw`(?<![\p{L}\p{Nd}])[0-9a-fA-F]{8}-(?:[0-9a-fA-F]{4}-){3}[0-9a-fA-F]{12}(?![\p{L}\p{Nd}])`;
const isoTime = String.raw`(?<!\p{Nd})(?:19|20)\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d(?::[0-5]\d(?:\.\d{1,9})?)?(?!\p{Nd})`;
// Octets without leading zeros; four pairs of digits are left to the phone rule (20.14.55.12 is a Danish number).
const ipv4 = String.raw`(?<![\p{Nd}.])(?!\d\d\.\d\d\.\d\d\.\d\d(?!\d))(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)\.){3}(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?::[1-9]\d{0,4})?(?![\p{Nd}.])`;
// The host and port of a URL; a host of digits only is left to the phone rule.
const urlHost = String.raw`\/\/[A-Za-z][\w.-]{0,253}:[1-9]\d{0,4}(?!\p{Nd})`;
// Asterisk's Uniqueid: seconds since the epoch, a dot, a counter.
const uniqueId = String.raw`(?<!\p{Nd})1\d{9}\.\d{1,7}(?!\p{Nd})`;
// A hash or a random id: sixteen or more hexadecimal digits of which at least one is a letter.
const hexId = String.raw`(?<![\p{L}\p{Nd}])(?=\d*[a-f])[0-9a-f]{16,64}(?![\p{L}\p{Nd}])`;
// Digits of any script with what people put between them.
const digits = String.raw`\p{Nd}(?:[ \t\u00a0\u2000-\u200b\u202f()./\-\u2010-\u2015\u2212_*#,;]{0,3}\p{Nd}){4,}`;
const mail = String.raw`[^\s@<>:"',;()[\]{}|/\\]{1,64}@[\p{L}\p{Nd}.-]{1,255}`;

const maskedFree = new RegExp(
  `(?<keep>${guid}|${isoTime}|${ipv4}|${urlHost})|(?<mail>${mail})|\\+?(?<digits>${digits})`,
  'gu',
);
const maskedId = new RegExp(`(?<keep>${guid}|${uniqueId}|${hexId})|(?<mail>${mail})|\\+?(?<digits>${digits})`, 'gu');

const jsonWebToken = /eyJ[\w-]{5,}\.[\w-]*\.?[\w-]*/g;
const authScheme = /\b(Bearer|Basic|Digest|Negotiate)\s+[^\s,;"']+/gi;
const urlUser = /\/\/[^/\s@]+@/g;
const secretPair =
  /((?:secret|passw(?:or)?d|pwd|token|authorization|assertion|cookie|api[-_]?key|\bkey|[?&]code)["']?\s*[=:]\s*["']?)[^\s"'&,;}]+/gi;
// AMI headers that carry a person's name, up to the end of the line.
const nameHeader = /\b((?:[A-Za-z]*(?:CallerID|ConnectedLine)Name)\s*[:=]\s*)[^\r\n]*/gi;

/** `text` with nothing in it that names or reaches a person or opens a door; the last two digits of a number stay. */
export function maskText(text: string): string {
  return maskDigits(maskSecrets(cut(text)), maskedFree);
}

/** Like `maskText`, line by line and never cut: for texts a person wrote or sends on, whose length was checked before. */
export function maskLines(text: string): string {
  return text
    .split('\n')
    .map((line) => maskDigits(maskSecrets(line), maskedFree))
    .join('\n');
}

/** Like `maskText`, for identifiers: an Asterisk Uniqueid, which looks like a number, stays readable. */
export function maskId(text: string): string {
  return maskDigits(maskSecrets(cut(text)), maskedId);
}

/** A value known to be a number, however short: at most its last two digits. */
export function maskNumber(text: string): string {
  const found = cut(text).match(/\p{Nd}/gu) ?? [];
  return found.length < fewestDigits ? '***' : `***${found.slice(-digitsKept).join('')}`;
}

function cut(text: string): string {
  return text.length > maxTextLength ? `${text.slice(0, maxTextLength)}…` : text;
}

function maskSecrets(text: string): string {
  return text
    .replace(jsonWebToken, '[token]')
    .replace(authScheme, '$1 [hidden]')
    .replace(urlUser, '//[hidden]@')
    .replace(secretPair, '$1[hidden]')
    .replace(nameHeader, '$1[name]');
}

function maskDigits(text: string, masked: RegExp): string {
  return text.replace(masked, (found: string, ...rest: unknown[]) => {
    const groups = rest.at(-1) as { readonly keep?: string; readonly mail?: string };
    if (groups.keep !== undefined) return found;
    return groups.mail === undefined ? maskNumber(found) : `***${found.slice(found.lastIndexOf('@'))}`;
  });
}
