// The XML namespaces of a mail add-in's manifest, by the prefix our rules use.

/** Namespace by prefix: base manifest, basic types, version overrides 1.0 and 1.1. */
export const namespaces = {
  base: 'http://schemas.microsoft.com/office/appforoffice/1.1',
  bt: 'http://schemas.microsoft.com/office/officeappbasictypes/1.0',
  v10: 'http://schemas.microsoft.com/office/mailappversionoverrides',
  v11: 'http://schemas.microsoft.com/office/mailappversionoverrides/1.1',
} as const;

/** Namespace of `xsi:type`. */
export const instanceNamespace = 'http://www.w3.org/2001/XMLSchema-instance';

/** The namespace a rule's prefix stands for. */
export function namespaceFor(prefix: string): string | undefined {
  return new Map<string, string>(Object.entries(namespaces)).get(prefix);
}
