// Decides whether two tel: URIs are equivalent (RFC 3966 section 4).
import { isGlobalNumber, isTelUri, splitTelUri, withoutSeparators } from './telGrammar.ts';

/**
 * True where both are tel: URIs of the same number with the same parameters: visual separators, case and the order of
 * parameters do not count; a parameter that only one of them has makes them differ.
 */
export function sameTelUri(one: string, other: string): boolean {
  const first = canonical(one);
  return first !== null && first === canonical(other);
}

function canonical(uri: string): string | null {
  const parts = isTelUri(uri) ? splitTelUri(uri) : null;
  if (parts === null) return null;
  const number = withoutSeparators(parts.subscriber).toLowerCase();
  return [number, ...parts.segments.map(canonicalParameter).sort()].join(';');
}

function canonicalParameter(segment: string): string {
  const [name = '', ...rest] = segment.toLowerCase().split('=');
  const value = rest.join('=');
  if (name === 'ext' || isGlobalNumber(value)) return `${name}=${withoutSeparators(value)}`;
  // `example.com.` and `example.com` are one host name.
  if (name === 'phone-context') return `${name}=${value.replace(/\.$/u, '')}`;
  return rest.length === 0 ? name : `${name}=${value}`;
}
