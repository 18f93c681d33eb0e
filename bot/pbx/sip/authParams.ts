// Reads the comma-separated parameters of an authentication header, quoted or not (RFC 7235 2.1).
import { splitOutside, unquote } from './headerValue.ts';

/** The parameters by lower-case name when the scheme is `scheme` (lower case); undefined otherwise. */
export function parseAuthParams(value: string, scheme: string): ReadonlyMap<string, string> | undefined {
  const match = /^\s*([\w-]+)\s+(.*)$/su.exec(value);
  if (match?.[1]?.toLowerCase() !== scheme) return undefined;
  const params = new Map<string, string>();
  for (const part of splitOutside(match[2] ?? '', ',') ?? []) {
    const equals = part.indexOf('=');
    if (equals <= 0) continue;
    const name = part.slice(0, equals).trim().toLowerCase();
    if (!params.has(name)) params.set(name, unquote(part.slice(equals + 1).trim()));
  }
  return params;
}
