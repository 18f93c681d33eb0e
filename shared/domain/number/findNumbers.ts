// Finds the phone numbers of a text or a mail: precision first, a wrong one is worse than a missed one.
import { PhoneNumberMatcher, isSupportedCountry, type NumberFound, type PhoneNumber } from 'libphonenumber-js/max';
import { findExtension } from './findExtension.ts';
import { findLabel } from './findLabel.ts';
import type { FindOptions, FoundNumber } from './foundNumber.ts';
import type { ReadText } from './htmlToText.ts';
import { isNotPhone } from './isNotPhone.ts';
import { plainText } from './plainText.ts';
import { isQuotedLine, quotedFrom } from './quotedFrom.ts';
import { readText } from './readText.ts';
import { readTelLink } from './readTelLink.ts';

/** A number and its place, before anything is known of what surrounds it. */
interface Hit {
  readonly start: number;
  readonly end: number;
  readonly number: PhoneNumber;
  readonly ext?: string;
  readonly postDial?: string;
}

/** Candidates that are looked at in one text: bounds the time that a text made of digits can take. */
const mostTries = 20_000;
const mostNumbers = 1000;
/** What invitations put behind a number to be sent after connecting: `,,123456789#`. */
const postDialBehind = /^[,;][,; ]{0,8}\*?\d[\d*#,; ]{0,48}/u;

/**
 * The phone numbers of a text in the order they stand in it, read as VALID numbers of their plan; `tel:` links of HTML are
 * taken as they are, unless they show another number than they dial.
 */
export function findNumbers(source: string, options: FindOptions = {}): readonly FoundNumber[] {
  return findNumbersIn(readText(source, options), options.country);
}

/** The same for a text that was read already. */
export function findNumbersIn(read: ReadText, country?: string): readonly FoundNumber[] {
  const hits = mergeHits(hitsOfLinks(read, country), hitsOfText(plainText(read.text), country));
  const quoted = quotedFrom(read.text);
  return hits.slice(0, mostNumbers).map((hit, index) => describe(read.text, hit, hits[index - 1]?.end ?? 0, quoted));
}

function hitsOfText(text: string, country: string | undefined): readonly Hit[] {
  const defaultCountry = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const options = { ...(defaultCountry && { defaultCountry }), v2: true as const, maxTries: mostTries };
  const matcher = new PhoneNumberMatcher(text, options);
  const hits: Hit[] = [];
  while (hits.length < mostNumbers && matcher.hasNext()) {
    const found = matcher.next();
    if (found === undefined) break;
    const hit = hitOf(text, found);
    if (!lacksTrunkZero(text, hit) && !isNotPhone(text, hit)) hits.push(hit);
  }
  return hits;
}

/**
 * `732 829 320` in a French text is a company's number: where national numbers begin with a 0, digits without it are none,
 * unless a label calls them a phone number. Google's matcher holds this rule, its port to JavaScript leaves it out.
 */
function lacksTrunkZero(text: string, { start, end, number }: Hit): boolean {
  const digits = text.slice(start, end).replace(/[^\d+]/gu, '');
  if (digits !== number.nationalNumber || number.formatNational().replace(/\D/gu, '') !== `0${digits}`) return false;
  return findLabel(text, start, end, 0) === undefined;
}

/**
 * The matcher takes the codes of `+44 ...,,123456789#` for an extension, and the day of `033316005, 45 days` as well: what
 * follows a comma is no extension, and codes are sent after connecting.
 */
function hitOf(text: string, found: NumberFound): Hit {
  const { startsAt: start, endsAt, number } = found;
  const comma = text.slice(start, endsAt).search(/ ?[,;](?! ?[a-z])/iu);
  const end = comma === -1 ? endsAt : start + comma;
  const codes = postDialBehind.exec(text.slice(end, end + 64))?.[0].replace(/ /gu, '');
  if (codes !== undefined && (/^[,;]{2}/u.test(codes) || codes.includes('#')))
    return { start, end, number, postDial: codes };
  if (comma === -1 && number.ext !== undefined) return { start, end, number, ext: number.ext };
  return { start, end, number, ...findExtension(text, end) };
}

function hitsOfLinks(read: ReadText, country: string | undefined): readonly Hit[] {
  return read.links.flatMap(({ href, start, end }) => {
    const link = readTelLink(href, country);
    return link === null || start === end ? [] : [{ start, end, ...link }];
  });
}

/** A link that shows one number and dials another is a trap: what is read is what is kept. */
function mergeHits(links: readonly Hit[], texts: readonly Hit[]): readonly Hit[] {
  const kept = links.filter((link) =>
    texts.every((hit) => hit.end <= link.start || hit.start >= link.end || hit.number.number === link.number.number),
  );
  const free = texts.filter((hit) => kept.every((link) => hit.end <= link.start || hit.start >= link.end));
  return [...kept, ...free].sort((one, other) => one.start - other.start);
}

function describe(text: string, hit: Hit, floor: number, quoted: number): FoundNumber {
  const { start, end, number, ext, postDial } = hit;
  const label = findLabel(text, start, end, Math.min(floor, start));
  return {
    start,
    end,
    text: text.slice(start, end),
    e164: number.number,
    ...(number.country && { country: number.country }),
    ...label,
    ...(ext !== undefined && { ext }),
    ...(postDial !== undefined && { postDial }),
    isQuoted: start >= quoted || isQuotedLine(text, start),
  };
}
