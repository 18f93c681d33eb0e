// Decides in which of our languages somebody is answered: what they ask for by name, else what their browser prefers.
import { languageOf } from '#shared/i18n';

const maxHeaderLength = 256;
const fallback = 'en';

/** `lang` when given, else the best range of Accept-Language (RFC 9110 12.5.4) that we have texts for, else English. */
export function readLocale(lang: string | undefined, acceptLanguage: string | undefined): string {
  if (lang !== undefined) return lang;
  const ranges = (acceptLanguage ?? '').slice(0, maxHeaderLength).split(',').map(readRange);
  const spoken = ranges.filter(({ tag, weight }) => weight > 0 && isSpoken(tag));
  // The sort is stable: equal weights stay as they were written.
  return spoken.sort((one, other) => other.weight - one.weight)[0]?.tag ?? fallback;
}

function readRange(text: string): { readonly tag: string; readonly weight: number } {
  const [, tag = '', weight = '1'] = /^\s*([A-Za-z0-9-]{2,35})\s*(?:;\s*q=([\d.]{1,5}))?\s*$/.exec(text) ?? [];
  return { tag, weight: Number(weight) };
}

/** The language of a tag we have no texts for is English, which such a tag does not begin with. */
function isSpoken(tag: string): boolean {
  return tag.toLowerCase().split('-')[0] === languageOf(tag);
}
