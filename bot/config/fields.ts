// The kinds of settings: each checks its value and carries, beside the check, what the sample and the faults say of it.
import { isSupportedCountry } from 'libphonenumber-js/min';
import * as v from 'valibot';

const maxTextLength = 1024;
const maxPatternLength = 100;
const guidShape = /^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$/i;
const variableShape = /^[A-Za-z_][A-Za-z0-9_]*$/;
const localHosts: readonly string[] = ['localhost', '127.0.0.1', '[::1]'];

/** What stands beside a setting. */
export interface Notes {
  /** A sentence for the sample file. */
  readonly says: string;
  /** What a person must do when the value is wrong; completes "-> ...". */
  readonly fix: string;
  /** A value for the sample where there is no default, as written in YAML. */
  readonly example?: string;
  /** `secret`: a reference, resolved at load; `file`: must be readable at load. */
  readonly role?: 'secret' | 'file';
}

/** Where a secret really is. */
export type SecretReference = { readonly env: string } | { readonly file: string };

/** A schema of which only the types before and after are told. */
type Setting<Output, Input = Output> = v.GenericSchema<Input, Output>;

/** A group of settings. */
export function section<const Entries extends v.ObjectEntries>(
  says: string,
  entries: Entries,
): Setting<v.InferOutput<v.ObjectSchema<Entries, undefined>>, v.InferInput<v.ObjectSchema<Entries, undefined>>> {
  return v.pipe(v.object(entries), v.metadata({ says, fix: 'write its settings below it, indented' }));
}

/** A list with at least `atLeast` entries. */
export function list<const Item extends v.GenericSchema>(
  item: Item,
  notes: Notes,
  atLeast = 0,
): Setting<v.InferOutput<Item>[], v.InferInput<Item>[]> {
  return v.pipe(v.array(item), v.minLength(atLeast), v.metadata({ ...notes }));
}

/** A text that is not empty; `isValid` says more. */
export function text(notes: Notes, isValid: (value: string) => boolean = () => true): Setting<string> {
  return v.pipe(v.string(), v.minLength(1), v.maxLength(maxTextLength), v.check(isValid), v.metadata({ ...notes }));
}

/** A whole number within limits; the limits complete the fix. `example` where there is no default. */
export function wholeNumber(says: string, least: number, most: number, example = least): Setting<number> {
  const notes: Notes = { says, fix: `give a whole number from ${least} to ${most}`, example: String(example) };
  return v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most), v.metadata({ ...notes }));
}

/** true or false. `example` where there is no default. */
export function flag(says: string, example = false): Setting<boolean> {
  return v.pipe(v.boolean(), v.metadata({ says, fix: 'write true or false', example: String(example) }));
}

/** One of a few words. `example` where there is no default. */
export function choice<const Words extends readonly string[]>(
  says: string,
  words: Words,
  example: Words[number] = words[0] ?? '',
): Setting<Words[number]> {
  const all = words.join(', ');
  return v.pipe(
    v.picklist(words),
    v.metadata({ says: `${says} One of: ${all}.`, fix: `write one of ${all}`, example }),
  );
}

/** A GUID, kept in lower case. */
export function guid(says: string, example: string): Setting<string> {
  const fix = 'give the GUID that Entra shows, e.g. 11111111-2222-4333-8444-555555555555';
  return v.pipe(v.string(), v.regex(guidShape), v.toLowerCase(), v.metadata({ says, fix, example }));
}

/** ISO 3166-1 alpha-2, kept in upper case. */
export function country(says: string): Setting<string> {
  const fix = 'give a country of two letters, e.g. FR';
  return v.pipe(v.string(), v.toUpperCase(), v.check(isSupportedCountry), v.metadata({ says, fix, example: 'FR' }));
}

/** The address of a service, kept as written: https, or http on this machine. */
export function exactAddress(says: string, example: string): Setting<string> {
  const fix = 'give an https:// address (http:// only for localhost), without user, query or fragment';
  return text({ says, fix, example }, isAddress);
}

/** The address of a service, kept without a trailing slash, so that paths can be put behind it. */
export function address(says: string, example: string): Setting<string> {
  const exact = exactAddress(says, example);
  return v.pipe(
    exact,
    v.transform((value) => value.replace(/\/+$/, '')),
    v.metadata({ ...v.getMetadata(exact) }),
  );
}

/** An address without a path: scheme, host and port. */
export function origin(says: string, example: string): Setting<string> {
  const fix = 'give only scheme, host and port, e.g. https://pbx.example.com (http:// only for localhost)';
  const isOrigin = (value: string): boolean => isAddress(value) && new URL(value).pathname === '/';
  const toOrigin = v.transform((value: string) => new URL(value).origin);
  return v.pipe(
    v.string(),
    v.maxLength(maxTextLength),
    v.check(isOrigin),
    toOrigin,
    v.metadata({ says, fix, example }),
  );
}

/** A regular expression with exactly one capture group. */
export function pattern(says: string): Setting<string> {
  const fix = `give a regular expression of at most ${maxPatternLength} characters with one (capture group) and no repetition inside a repeated group`;
  return text({ says, fix }, isUsablePattern);
}

/** A secret by reference: it never stands in the file itself. */
export function secret(says: string, example: string): Setting<SecretReference> {
  const fix = 'write { env: NAME_OF_VARIABLE } or { file: PATH }, never the secret itself';
  return v.pipe(v.custom<SecretReference>(isSecretReference), v.metadata({ says, fix, example, role: 'secret' }));
}

/** The path of a file that must be readable at load. */
export function file(says: string, example: string): Setting<string> {
  return text({ says, fix: 'give the path of a file this account may read', example, role: 'file' });
}

/** True for a reference to exactly one place. */
export function isSecretReference(value: unknown): value is SecretReference {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return false;
  if ('env' in value) return typeof value.env === 'string' && variableShape.test(value.env);
  return 'file' in value && typeof value.file === 'string' && value.file !== '';
}

function isAddress(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const url = new URL(value);
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && localHosts.includes(url.hostname));
}

/** Repetition inside a repeated group can take exponential time on a hostile number, so it is refused. */
function isUsablePattern(source: string): boolean {
  if (source.length > maxPatternLength || /\([^()]*[+*}][^()]*\)[+*{]/.test(source)) return false;
  try {
    return new RegExp(`${source}|`).exec('')?.length === 2;
  } catch {
    return false;
  }
}
