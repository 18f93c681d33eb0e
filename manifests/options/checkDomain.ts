// Decides whether a text is a host name both manifests and Entra accept; says why not.

const maxLength = 253;
const label = /^(?!-)[a-z\d-]{1,63}(?<!-)$/u;

/** The reason a domain is refused, undefined when it is right. */
export function domainFault(domain: string, options: { readonly allowLocalhost: boolean }): string | undefined {
  if (domain === '') return 'is empty; give the host name people reach the service by, e.g. phone.example.com';
  if (domain.length > maxLength) return `has more than ${String(maxLength)} characters`;
  if (/:\/\/|[/?#@]/u.test(domain)) return 'is an address; give the host name alone, e.g. phone.example.com';
  if (domain.includes('*')) return 'has a wildcard; Office ignores these, give one host name';
  if (isIp(domain)) return 'is an IP address; Teams and Entra want a host name';
  if (domain.includes(':')) return 'has a port; the service must be reached on 443';
  if (/\p{Lu}/u.test(domain)) return 'has upper-case letters; sign-in on Android compares exactly, write it lower case';
  if (domain === 'localhost') {
    return options.allowLocalhost ? undefined : 'is this machine only; --allow-localhost if that is what you want';
  }
  if (/[^\p{ASCII}]/u.test(domain)) return 'has letters outside ASCII; write it in its xn-- form';
  const labels = domain.split('.');
  if (labels.length < 2 || !labels.every((part) => label.test(part))) return 'is no host name like phone.example.com';
  return undefined;
}

/** Version 6 in any writing; version 4 as the browsers read it, whose last part is a number, hexadecimal included. */
function isIp(domain: string): boolean {
  if (/^\[|:.*:/u.test(domain)) return true;
  return /(?:^|\.)(?:\d+|0x[\da-f]*)\.?(?::\d+)?$/iu.test(domain);
}
