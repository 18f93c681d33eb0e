// Finds the phone numbers of a text or a mail: precision first, a wrong one is worse than a missed one.
import type { PhoneNumber } from 'libphonenumber-js/max';
import type { Leniency, NumberMatch } from './CandidateReader.ts';
import { findExtension } from './findExtension.ts';
import { findLabel } from './findLabel.ts';
import type { FindOptions, FoundNumber } from './foundNumber.ts';
import type { ReadText } from './htmlToText.ts';
import { isNotPhone } from './isNotPhone.ts';
import { matchNumbers } from './matchNumbers.ts';
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

const mostNumbers = 1000;
/** What invitations put behind a number to be sent after connecting: `,,123456789#`. */
const postDialBehind = /^[,;][,; ]{0,8}\*?\d[\d*#,; ]{0,48}/u;

/**
 * The phone numbers of a text in the order they stand in it, read as VALID numbers of their plan; `tel:` links of HTML are
 * taken as they are, unless they show another number than they dial.
 */
export function findNumbers(source: string, options: FindOptions = {}): readonly FoundNumber[] {
  return findNumbersIn(readText(source, options), options.country, options.leniency);
}

/** The same for a text that was read already. */
export function findNumbersIn(read: ReadText, country?: string, leniency?: Leniency): readonly FoundNumber[] {
  const hits = mergeHits(hitsOfLinks(read, country), hitsOfText(plainText(read.text), country, leniency));
  const quoted = hits.length === 0 ? 0 : quotedFrom(read.text);
  return hits.slice(0, mostNumbers).map((hit, index) => describe(read.text, hit, hits[index - 1]?.end ?? 0, quoted));
}

/** A label calls digits a phone number also where the prefix of their plan is left out: `Tel. 732 829 320`. */
function hitsOfText(text: string, country: string | undefined, leniency: Leniency | undefined): readonly Hit[] {
  const mayLackPrefix = (start: number, end: number): boolean => findLabel(text, start, end, 0) !== undefined;
  return matchNumbers(text, { country, leniency, mayLackPrefix })
    .filter((match) => !isNotPhone(text, match))
    .map((match) => hitOf(text, match));
}

/** Codes behind a number, as in `+44 ...,,123456789#`, are sent after connecting; other words for an extension are read. */
function hitOf(text: string, match: NumberMatch): Hit {
  const { start, end, number, ext } = match;
  const codes = postDialBehind.exec(text.slice(end, end + 64))?.[0].replace(/ /gu, '');
  if (codes !== undefined && (/^[,;]{2}/u.test(codes) || codes.includes('#')))
    return { start, end, number, postDial: codes };
  return ext === undefined ? { start, end, number, ...findExtension(text, end) } : { start, end, number, ext };
}

function hitsOfLinks(read: ReadText, country: string | undefined): readonly Hit[] {
  const shown = read.links.filter(({ href, start, end }) => start !== end && /^\s*tel:/iu.test(href));
  return shown.slice(0, mostNumbers).flatMap(({ href, start, end }) => {
    const link = readTelLink(href, country);
    return link === null ? [] : [{ start, end, ...link }];
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
