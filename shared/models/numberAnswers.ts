// Answers what the views ask about a number: how it reads, its link, whether to ask first, and what the PBX dials for it.
import type { AskedClass, Dialling, LinkPlatform } from '#shared/contracts';
import type { TraceStep } from '#shared/domain/number';
import type { AskReason, DialledAs } from '#shared/ui';
import { isServiceCode } from './dialText.ts';
import type { NumberRules } from './ports.ts';

/** Number rules for the views; a new object whenever their answers may differ. */
export interface NumbersSnapshot {
  /** As people read it; the raw number while the rules are not loaded. */
  readonly format: (number: string) => string;
  /**
   * The link in the tenant's form (`tel:`, or the URI of another phone app on this platform), or null for what must not be dialled from a link (no number, a service code).
   * `withCodes` is the E.164 link of the same number with a meeting's codes behind it: they are kept.
   */
  readonly telUri: (number: string, withCodes?: string) => string | null;
  /** Why a person is asked before this is called; undefined: a click calls. */
  readonly askReason: (number: string) => AskReason | undefined;
  /** What the dial plan makes of a typed number; undefined where it changes nothing. */
  readonly dialledAs: (number: string) => DialledAs | undefined;
}

/** Where somebody dials: the country whose numbers are meant, and what the service told of the site. */
export interface DialSite {
  readonly country?: string | undefined;
  readonly dialling?: Dialling | undefined;
  /** What the host runs on; links may have another form there. */
  readonly platform?: LinkPlatform | undefined;
}

/** Digits of the longest special number of any country; what is longer is a plain number until the rules say otherwise. */
const mostSpecialDigits = 6;
/** A pad, a log and a search show some hundred numbers; every key pressed on the pad makes another. */
const mostRemembered = 500;
const askedClasses: ReadonlySet<string> = new Set<AskedClass>([
  'emergency',
  'premium',
  'satellite',
  'serviceCode',
  'sharedCost',
]);

/** True for the classes of numbers a person is asked about (product D7). */
export function isAskedClass(value: unknown): value is AskedClass {
  return typeof value === 'string' && askedClasses.has(value);
}

/** The answers while the rules are not loaded, or cannot be: short numbers may be anything, so they ask. */
export const plainAnswers: NumbersSnapshot = {
  format: (number) => number,
  telUri: (number, withCodes) => withCodes ?? plainTelUri(number),
  askReason: (number) => {
    if (isServiceCode(number)) return 'serviceCode';
    return withoutSeparators(number).length <= mostSpecialDigits ? 'unchecked' : undefined;
  },
  dialledAs: () => undefined,
};

/** The answers of the loaded rules. */
export function answersBy(rules: NumberRules, site: DialSite): NumbersSnapshot {
  const uriOf = (number: string, withCodes?: string): string | null =>
    appUriBy(rules, site, number, withCodes) ?? telUriBy(rules, site, number, withCodes);
  // A row asks three times for each of its numbers, and a search draws its rows anew with every key.
  const plainUri = remembered((number) => uriOf(number));
  return {
    format: remembered((number) => rules.formatNumber(number, site.country)),
    telUri: (number, withCodes) => (withCodes === undefined ? plainUri(number) : uriOf(number, withCodes)),
    askReason: remembered((number) => askReasonBy(rules, site, number)),
    dialledAs: (number) => dialledBy(rules, site, number),
  };
}

/** Without the rules only what is plainly a number gets a link: digits, separators, one leading plus. */
function plainTelUri(text: string): string | null {
  const bare = withoutSeparators(text);
  return /^\+?\d{2,32}$/u.test(bare) ? `tel:${bare}` : null;
}

function withoutSeparators(text: string): string {
  return text.replace(/[\s().\-/\u00A0\u202F]/gu, '');
}

/**
 * The URI of the site's phone app on this platform. Null, and a `tel:` link is made, where there is none, where the number has
 * not what the template asks for, and for a meeting's codes, which no such URI could carry.
 */
function appUriBy(rules: NumberRules, site: DialSite, number: string, withCodes?: string): string | null {
  const { dialling, platform } = site;
  const template = platform === undefined ? undefined : dialling?.links?.[platform];
  if (template === undefined || dialling === undefined || withCodes !== undefined) return null;
  const plain = rules.toTelUri(number, site.country);
  if (plain === null) return null;
  const e164 = /^tel:(\+\d+)$/u.exec(plain)?.[1];
  const shown = e164 === undefined ? '' : rules.formatNumber(e164, site.country);
  const national = shown.startsWith('+') ? undefined : withoutSeparators(shown);
  const dialString = rules.toDialString(number, dialling.plan).dialString ?? undefined;
  return rules.fillUriTemplate(template, { e164, dialString, national });
}

/** E.164 stays what it is in the form `e164`; everything else is written as the site's plan dials it. */
function telUriBy(rules: NumberRules, site: DialSite, number: string, withCodes?: string): string | null {
  const plain = rules.toTelUri(number, site.country);
  const [, e164, ext] = /^tel:(\+\d+)(?:;ext=(\d+))?$/u.exec(plain ?? '') ?? [];
  const { dialling } = site;
  if (plain === null || dialling === undefined) return withCodes ?? plain;
  const { telForm: form, plan } = dialling;
  if (form === 'e164' && (e164 !== undefined || !plan.isOn)) return withCodes ?? plain;
  const { dialString, trace } = rules.toDialString(number, plan);
  if (dialString === null) return null;
  const target = { e164, ext, dialString, postDial: codesBehind(withCodes, e164) };
  // The main number says where an extension is valid; other local numbers have no context that could be named.
  const phoneContext = isInside(trace) ? plan.pbxMainPrefix : '';
  return (
    rules.buildTelUri({ ...target, form, phoneContext }) ??
    rules.buildTelUri({ ...target, form: 'dialString' }) ??
    withCodes ??
    plain
  );
}

/** `,,123#` of `tel:+33199002014,,123%23`. */
function codesBehind(uri: string | undefined, e164: string | undefined): string {
  const head = `tel:${e164 ?? ''}`;
  return uri?.startsWith(head) === true ? uri.slice(head.length).replaceAll('%23', '#').replaceAll('%2C', ',') : '';
}

/**
 * As the service decides it: the plan knows emergency numbers behind the outside line, own extensions that look like charged
 * numbers, and rules that stand for a dearer number than the one typed.
 */
function askReasonBy(rules: NumberRules, { country, dialling }: DialSite, number: string): AskReason | undefined {
  if (isServiceCode(number)) return 'serviceCode';
  const forms = [number];
  if (dialling !== undefined) {
    const { dialString, trace } = rules.toDialString(number, dialling.plan);
    if (trace.some(({ step }) => step === 'emergency')) return 'emergency';
    if (isInside(trace)) return undefined;
    if (dialString !== null) forms.push(withoutPrefix(dialString, dialling.plan.outsideLine));
  }
  return forms.map((form) => rules.classifyNumber(form, country)).find(isAskedClass);
}

function dialledBy(rules: NumberRules, { dialling }: DialSite, number: string): DialledAs | undefined {
  if (dialling?.plan.isOn !== true || number === '') return undefined;
  const { dialString, trace } = rules.toDialString(number, dialling.plan);
  const steps = trace.filter(({ before, after }) => before !== after);
  const changes = steps.filter(({ step }) => step !== 'cleaned' && step !== 'lettersToDigits');
  if (dialString === null || changes.length === 0) return undefined;
  const last = steps.at(-1);
  const { outsideLine } = dialling.plan;
  const shown = last?.step === 'outsideLine' ? `${outsideLine} ${last.before}` : dialString;
  return { shown, steps };
}

function withoutPrefix(digits: string, prefix: string): string {
  return digits.startsWith(prefix) ? digits.slice(prefix.length) : digits;
}

function isInside(trace: readonly TraceStep[]): boolean {
  return trace.some(({ step }) => step === 'extension' || step === 'ownExtension');
}

/** Numbers are asked about at every paint; reading one costs more than looking it up. */
function remembered<Answer>(answer: (number: string) => Answer): (number: string) => Answer {
  const known = new Map<string, { readonly answer: Answer }>();
  return (number) => {
    const before = known.get(number);
    if (before !== undefined) return before.answer;
    if (known.size >= mostRemembered) known.clear();
    const fresh = answer(number);
    known.set(number, { answer: fresh });
    return fresh;
  };
}
