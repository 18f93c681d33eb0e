// Decides whether a text is a GUID, a version or an address the manifests can carry; says why not.

const maxUrlLength = 1024;

/** The reason an application id is refused, undefined when it is right. */
export function guidFault(text: string): string | undefined {
  if (!/^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/iu.test(text)) {
    return 'is no GUID; copy the "Application (client) ID" from Entra';
  }
  return /^[0-]+$/u.test(text) ? 'is the empty GUID' : undefined;
}

/** As `guidFault`, for a version. Outlook refuses those below 1.0 and numbers of more than five digits; Teams wants three. */
export function versionFault(text: string): string | undefined {
  if (!/^(?:0|[1-9]\d{0,4})(?:\.(?:0|[1-9]\d{0,4})){2}$/u.test(text))
    return 'is no version of three numbers like 1.2.3';
  return text.startsWith('0.') ? 'is below 1.0.0, which Outlook refuses' : undefined;
}

/** As `guidFault`, for the address of a page. */
export function urlFault(text: string): string | undefined {
  const isHttps = /^https:\/\//u.test(text) && URL.canParse(text);
  if (!isHttps || /[\s"<>\\^`{|}]/u.test(text)) return 'is no https address';
  return text.length > maxUrlLength ? `has more than ${String(maxUrlLength)} characters` : undefined;
}
