// Decides where the bot may send its words.
const loopbackHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

function parsedUrl(text: string): URL | undefined {
  return URL.canParse(text) ? new URL(text) : undefined;
}

/** True for an address on this machine. */
export function isLoopbackUrl(text: string): boolean {
  const url = parsedUrl(text);
  return url !== undefined && loopbackHosts.includes(url.hostname);
}

/**
 * True where an answer may go: over TLS, or to this machine. Who has no token is answered on this machine only; a token
 * names its service address, which the verifier compares (Bot Connector authentication, step 7).
 */
export function mayAnswer(serviceUrl: string, isAnonymous: boolean): boolean {
  if (isLoopbackUrl(serviceUrl)) return true;
  return !isAnonymous && parsedUrl(serviceUrl)?.protocol === 'https:';
}

/** The same address, whether or not it was written with a slash at its end. */
export function isSameUrl(one: string, other: string): boolean {
  return one.replace(/\/+$/, '') === other.replace(/\/+$/, '');
}
