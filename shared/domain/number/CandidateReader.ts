// Decides which candidates of a text are phone numbers, as strictly as it is asked to.
import type { CountryCode, PhoneNumber } from 'libphonenumber-js/max';
import { balancedBrackets, beginsWithLead } from './candidatePattern.ts';
import { fewestDigitsAtHome } from './fewestDigits.ts';
import { planOf } from './homePlan.ts';
import { isLocalLength } from './localLengths.ts';
import { readByPlan } from './readByPlan.ts';
import { parseBody, partsOf, type CandidateParts } from './readCandidate.ts';

/** VALID: a number of its plan. POSSIBLE: a number of a possible length. */
export type Leniency = 'VALID' | 'POSSIBLE';

/** How a text's candidates are read. */
export interface ReaderOptions {
  readonly country: CountryCode | undefined;
  readonly leniency: Leniency;
  readonly mayLackPrefix: ((start: number, end: number) => boolean) | undefined;
  readonly maxTries: number;
}

/** A candidate that is a number; `end` is exclusive. */
export interface NumberMatch {
  readonly start: number;
  readonly end: number;
  readonly number: PhoneNumber;
  readonly ext?: string;
}

/** `211-227 (2003)` is a place in a journal. */
const pages = /\d{1,5}-+\d{1,5}\s{0,4}\(\d{1,4}/u;
/** Letters of Latin script with the marks that go over them; no number is part of a word. */
const latin = /[A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u0300-\u036f\u1e00-\u1eff]/u;
const trunkZero = /[(\uff08] ?0 ?[)\uff09]/u;
const amount = /[%\p{Sc}]/u;
/** Fewest digits of what is only to be possible. */
const fewestPossible = 3;
/** What looking for a label costs, in candidates. */
const triesOfLabel = 4;
/** Numbers of one text that are remembered; signatures repeat, and parsing is what finding costs. */
const mostRemembered = 2000;

/** Reads the candidates of one text; `triesLeft` falls with each that is worth parsing, which is what takes time. */
export class CandidateReader {
  /** A text with fewer digits together holds no number. */
  readonly fewestDigits: number;
  triesLeft: number;
  readonly #text: string;
  readonly #options: ReaderOptions;
  readonly #parsed = new Map<string, PhoneNumber | null>();

  constructor(text: string, options: ReaderOptions) {
    this.#text = text;
    this.#options = options;
    this.fewestDigits = options.leniency === 'VALID' ? fewestDigitsAtHome(options.country) : fewestPossible;
    this.triesLeft = options.maxTries;
  }

  /** The candidate that stands at `start` as a number, undefined when it is none. */
  read(candidate: string, start: number): NumberMatch | undefined {
    const isStrict = this.#options.leniency === 'VALID';
    if (candidate.length < this.fewestDigits || (isStrict && this.#isGlued(candidate, start))) return undefined;
    const parts = partsOf(candidate);
    if (parts.body.length < this.fewestDigits) return undefined;
    this.triesLeft -= 1;
    const number = this.#parse(parts.body, candidate);
    if (number === null || !balancedBrackets.test(candidate) || pages.test(candidate)) return undefined;
    const end = start + candidate.length;
    if (isStrict && !this.#isWellWritten(candidate, parts, number, start, end)) return undefined;
    return { start, end, number, ...(parts.ext !== undefined && { ext: parts.ext }) };
  }

  #isWellWritten(candidate: string, parts: CandidateParts, number: PhoneNumber, start: number, end: number): boolean {
    if (/x/iu.test(candidate) && !this.#hasOnlyMeantX(candidate, parts, number)) return false;
    if (!lacksPrefix(parts.body, number)) return true;
    this.triesLeft -= triesOfLabel;
    return this.#options.mayLackPrefix?.(start, end) === true;
  }

  /** An `x` says which extension follows; two say that the number follows, behind a carrier code. */
  #hasOnlyMeantX(candidate: string, { ext }: CandidateParts, number: PhoneNumber): boolean {
    for (const { 0: letters, index } of candidate.slice(0, -1).matchAll(/xx?/giu)) {
      const rest = candidate.slice(index + letters.length);
      const digits = rest.replace(/[^0-9]/gu, '');
      if (letters.length === 1 && digits !== (ext ?? '')) return false;
      if (letters.length === 2 && parseBody(digits, number.country)?.number !== number.number) return false;
    }
    return true;
  }

  #isGlued(candidate: string, start: number): boolean {
    if (start > 0 && !beginsWithLead.test(candidate) && isPartOfOther(this.#text.charAt(start - 1))) return true;
    return isPartOfOther(this.#text.charAt(start + candidate.length));
  }

  /** The number of a body, null where it is none at the leniency asked for. */
  #parse(body: string, candidate: string): PhoneNumber | null {
    const known = this.#parsed.get(body);
    if (known !== undefined) return known;
    const number = this.#parseAnew(body, candidate);
    if (this.#parsed.size < mostRemembered) this.#parsed.set(body, number);
    return number;
  }

  #parseAnew(body: string, candidate: string): PhoneNumber | null {
    const { country, leniency } = this.#options;
    if (country === undefined && !body.startsWith('+')) return null;
    if (leniency === 'VALID') {
      const number = readByPlan(body, country);
      return number === undefined ? readSlowly(body, candidate, country) : number;
    }
    const number = parseBody(body, country);
    return number !== undefined && isPossible(number) ? number : null;
  }
}

/** The `(0)` of `+36 (0) 1 ...` is not dialled, also where the plan would not drop it by itself. */
function readSlowly(body: string, candidate: string, country: CountryCode | undefined): PhoneNumber | null {
  const number = parseBody(body, country);
  if (number?.isValid() === true) return number;
  if (!body.startsWith('+') || !trunkZero.test(candidate)) return null;
  const without = parseBody(partsOf(candidate.replace(trunkZero, '')).body, undefined);
  return without?.isValid() === true ? without : null;
}

function isPartOfOther(letter: string): boolean {
  return letter !== '' && (latin.test(letter) || amount.test(letter));
}

function isPossible(number: PhoneNumber): boolean {
  return number.isPossible() || isLocalLength(number.countryCallingCode, number.nationalNumber.length);
}

/**
 * `732 829 320` in a French text is a company's number: where a plan always writes a prefix, digits without it are no
 * number. Google's matcher holds this rule, its port to JavaScript leaves it out.
 */
function lacksPrefix(body: string, number: PhoneNumber): boolean {
  if (body !== number.nationalNumber) return false;
  if (number.country !== undefined && !planOf(number.country).writesPrefix) return false;
  const written = number.formatNational({ nationalPrefix: false }).replace(/\D/gu, '');
  return written.length > body.length && written.endsWith(body);
}
