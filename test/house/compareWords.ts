// Compares the languages with each other and with what the code asks for.
import IntlMessageFormat from 'intl-messageformat';
import type { DynamicWords } from './dynamicWords.ts';
import type { Finding } from './finding.ts';
import type { UsedWords } from './findUsedWords.ts';

/** The texts of one language by key; `path` is the file they stand in. */
export interface Language {
  readonly path: string;
  readonly words: Readonly<Record<string, string>>;
}

type MessageNode = ReturnType<IntlMessageFormat['getAst']>[number];

// TYPE of @formatjs/icu-messageformat-parser: plain text and the # of a plural carry no placeholder.
const literalType = 0;
const poundType = 7;

/** Every language against the first one: the same keys, the same placeholders, each text readable as an ICU message. */
export function compareLanguages(languages: readonly Language[]): readonly Finding[] {
  const [first, ...others] = languages;
  if (first === undefined) return [];
  return [
    ...languages.flatMap(checkTexts),
    ...others.flatMap((other) => [
      ...missing(first, other).map((key) => ({ where: other.path, rule: 'key-missing', what: key })),
      ...missing(other, first).map((key) => ({ where: other.path, rule: 'key-unknown', what: key })),
      ...Object.keys(first.words).flatMap((key) => comparePlaceholders(key, first, other)),
    ]),
  ];
}

/** Keys asked for but not there, keys there but asked for by nobody, and keys built in a way nobody declared. */
export function compareUse(
  language: Language,
  used: readonly UsedWords[],
  dynamic: readonly DynamicWords[],
): readonly Finding[] {
  const texts = new Set(used.flatMap((file) => [...file.texts]));
  const built = used.flatMap((file) => file.built).filter(({ prefix }) => hasKeyWith(language, prefix));
  const isUsed = (key: string): boolean => texts.has(key) || dynamic.some(({ prefix }) => key.startsWith(prefix));
  return [
    ...used
      .flatMap((file) => file.asked)
      .filter(({ key }) => !Object.hasOwn(language.words, key))
      .map(({ key, where }) => ({ where, rule: 'key-missing', what: key })),
    ...Object.keys(language.words)
      .filter((key) => !isUsed(key))
      .map((key) => ({ where: language.path, rule: 'key-unused', what: key })),
    ...built
      .filter(({ prefix }) => !dynamic.some((entry) => entry.prefix === prefix))
      .map(({ prefix, where }) => ({ where, rule: 'key-undeclared', what: `${prefix}... is not in dynamicWords` })),
    ...dynamic
      .filter(({ prefix }) => !built.some((entry) => entry.prefix === prefix))
      .map(({ prefix }) => ({
        where: 'test/house/dynamicWords.ts',
        rule: 'key-stale',
        what: `${prefix} is built nowhere`,
      })),
  ];
}

/** The placeholders of an ICU message, sorted, with their kind: `count:plural`, `name:argument`. */
export function placeholdersOf(text: string): readonly string[] {
  const format = new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true });
  return [...new Set(format.getAst().flatMap(placeholdersIn))].sort();
}

function placeholdersIn(node: MessageNode): readonly string[] {
  const type: number = node.type;
  if (type === literalType || type === poundType || !('value' in node)) return [];
  const inner =
    'options' in node ? Object.values(node.options).flatMap(({ value }) => value.flatMap(placeholdersIn)) : [];
  return [`${node.value}:${String(type)}`, ...inner];
}

function checkTexts({ path, words }: Language): readonly Finding[] {
  return Object.entries(words).flatMap(([key, text]) => {
    if (typeof text !== 'string' || text.trim() === '') return [{ where: path, rule: 'text-empty', what: key }];
    return readable(text) ? [] : [{ where: path, rule: 'text-unreadable', what: key }];
  });
}

function comparePlaceholders(key: string, first: Language, other: Language): readonly Finding[] {
  const [one, two] = [first.words[key], other.words[key]];
  if (one === undefined || two === undefined || !readable(one) || !readable(two)) return [];
  const [wanted, given] = [placeholdersOf(one).join(' '), placeholdersOf(two).join(' ')];
  if (wanted === given) return [];
  return [{ where: other.path, rule: 'placeholders', what: `${key}: {${given}} but {${wanted}} in ${first.path}` }];
}

function missing(from: Language, to: Language): readonly string[] {
  return Object.keys(from.words).filter((key) => !Object.hasOwn(to.words, key));
}

function hasKeyWith(language: Language, prefix: string): boolean {
  return Object.keys(language.words).some((key) => key.startsWith(prefix));
}

function readable(text: string): boolean {
  try {
    placeholdersOf(text);
    return true;
  } catch {
    return false;
  }
}
