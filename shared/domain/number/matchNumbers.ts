// Finds phone numbers in a text by the rules of Google's PhoneNumberMatcher, at the price of the digits in it only.
import { isSupportedCountry } from 'libphonenumber-js/max';
import { candidateShape, innerShapes } from './candidatePattern.ts';
import { CandidateReader, type Leniency, type NumberMatch } from './CandidateReader.ts';
import { foldDigits } from './foldDigits.ts';
import { nextDigits } from './nextDigits.ts';

/** What is looked for. */
export interface MatchOptions {
  /** ISO 3166 country of numbers written without `+`. */
  readonly country?: string | undefined;
  /** @default 'VALID' */
  readonly leniency?: Leniency | undefined;
  /** True where a number may stand without the national prefix that is always written: behind a label, say. */
  readonly mayLackPrefix?: ((start: number, end: number) => boolean) | undefined;
}

/** Candidates that may fail before the search ends: bounds the time that a text made of digits can take. */
const mostTries = 5000;
const mostNumbers = 1000;
/** One for all texts: compiling it takes longer than a mail. Its position is set before every search. */
const shape = new RegExp(candidateShape, 'giu');
/** What may stand before the first digit of a candidate: two leads with four separators each. */
const longestLead = 10;
/** `x302/x2303`: the second extension belongs to another number. */
const secondNumber = /[\\/] *x/iu;
const date = /(?:[0-3]?\d\/[01]?\d|[01]?\d\/[0-3]?\d)\/(?:[12]\d)?\d{2}/u;
const timestamp = /[12]\d{3}[-/]?[01]\d[-/]?[0-3]\d +[0-2]\d$/u;
const endOfNumber = /[^\p{N}\p{L}#]+$/u;

/** The numbers of a text in its order. */
export function matchNumbers(text: string, options: MatchOptions = {}): readonly NumberMatch[] {
  const { country, leniency = 'VALID', mayLackPrefix } = options;
  const plain = foldDigits(text);
  const home = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const reader = new CandidateReader(plain, { country: home, leniency, mayLackPrefix, maxTries: mostTries });
  const matches: NumberMatch[] = [];
  let from = 0;
  while (reader.triesLeft > 0 && matches.length < mostNumbers) {
    const first = nextDigits(plain, from, reader.fewestDigits);
    if (first === -1) break;
    shape.lastIndex = Math.max(from, first - longestLead);
    const found = shape.exec(plain);
    if (found === null) break;
    const candidate = cutAt(secondNumber, found[0]);
    const match = readCandidate(reader, plain, candidate, found.index);
    if (match !== undefined) matches.push(match);
    from = match?.end ?? found.index + candidate.length;
  }
  return matches;
}

function readCandidate(
  reader: CandidateReader,
  text: string,
  candidate: string,
  start: number,
): NumberMatch | undefined {
  if (date.test(candidate)) return undefined;
  const follows = text.slice(start + candidate.length, start + candidate.length + 3);
  if (/^:[0-5]\d/u.test(follows) && timestamp.test(candidate)) return undefined;
  const whole = reader.read(candidate, start);
  if (whole !== undefined || !/[^0-9]/u.test(candidate)) return whole;
  return readInside(reader, candidate, start) ?? readHalves(reader, candidate, start);
}

/** A candidate that is no number as a whole may hold one. */
function readInside(reader: CandidateReader, candidate: string, start: number): NumberMatch | undefined {
  for (const shape of innerShapes) {
    let isFirst = true;
    shape.lastIndex = 0;
    // Not matchAll: it copies the pattern for every candidate.
    for (let found = shape.exec(candidate); found !== null; found = shape.exec(candidate)) {
      const { 0: whole, 1: part = '', index } = found;
      if (reader.triesLeft <= 0) return undefined;
      const before = isFirst ? reader.read(cutAt(endOfNumber, candidate.slice(0, index)), start) : undefined;
      isFirst = false;
      const match = before ?? reader.read(cutAt(endOfNumber, part), start + index + whole.length - part.length);
      if (match !== undefined) return match;
    }
  }
  return undefined;
}

/** Two numbers with nothing but spaces between them: both halves are numbers, or it is none. */
function readHalves(reader: CandidateReader, candidate: string, start: number): NumberMatch | undefined {
  for (const { 0: gap, index } of candidate.matchAll(/(?<=\d)[ \u00a0]+(?=[\d(+])/gu)) {
    if (reader.triesLeft <= 0) return undefined;
    const rest = index + gap.length;
    const match = reader.read(candidate.slice(0, index), start);
    if (match !== undefined && reader.read(candidate.slice(rest), start + rest) !== undefined) return match;
  }
  return undefined;
}

function cutAt(end: RegExp, text: string): string {
  const at = text.search(end);
  return at === -1 ? text : text.slice(0, at);
}
