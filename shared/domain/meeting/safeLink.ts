// Lets only plain https links through: no other scheme, no credentials, no control characters, no endless length.

/** Longest link that is looked at; those of Teams inside Safe Links reach about 1,500 characters. */
const longestLinkChars = 4096;
const plainLink = /^https:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+$/iu;
const trailing = /(?:%3e|&gt;|[.,;:!?'"*>»”’])$/iu;

/** A link that may be opened: the text as the invitation has it, and its parts. */
export interface SafeLink {
  readonly href: string;
  readonly url: URL;
}

/**
 * The link without the punctuation around it, null when it is none that may be opened. Text that was HTML once keeps its `&amp;`. Plain http becomes https, which
 * every known service speaks; with a port of its own it is refused.
 */
export function safeLink(text: string): SafeLink | null {
  if (text.length > longestLinkChars) return null;
  const link = withoutTrailing(text.trim())
    .replace(/^http:\/\//iu, 'https://')
    .replace(/&amp;/giu, '&');
  if (!/^https:\/\//iu.test(link) || /[\s\\\p{Cc}]/u.test(link) || !URL.canParse(link)) return null;
  const url = new URL(link);
  const isPlain = url.protocol === 'https:' && url.username === '' && url.password === '' && url.hostname.includes('.');
  if (!isPlain || (/^http:/iu.test(text.trim()) && url.port !== '')) return null;
  return { href: plainLink.test(link) ? `https${link.slice(5)}` : url.href, url };
}

/** Text around a link often sticks to it: `<...>`, `(...)`, `**...**`, a full stop; a bracket of its own stays. */
function withoutTrailing(text: string): string {
  let link = text;
  for (;;) {
    const shorter = withoutLast(link);
    if (shorter === link) return link;
    link = shorter;
  }
}

function withoutLast(link: string): string {
  if (link.endsWith(')') && !isBalanced(link, '(', ')')) return link.slice(0, -1);
  if (link.endsWith(']') && !isBalanced(link, '[', ']')) return link.slice(0, -1);
  return link.replace(trailing, '');
}

function isBalanced(link: string, open: string, close: string): boolean {
  return link.split(open).length >= link.split(close).length;
}
