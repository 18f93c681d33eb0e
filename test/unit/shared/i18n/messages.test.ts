// Every language says everything, with the same placeholders, in words that can be formatted.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import english from '../../../../shared/i18n/en.json';
import { errorTable } from '#shared/errors';
import { languageOf, loadMessages } from '#shared/i18n';
import { placeholdersOf } from '../../../house/compareWords.ts';

type Words = Readonly<Record<string, string>>;

const folder = path.join(__dirname, '../../../../shared/i18n');
const fileNames = readdirSync(folder).filter((name) => name.endsWith('.json'));
const languages: readonly (readonly [string, Words])[] = fileNames.map((name) => [
  path.parse(name).name,
  // The files are ours: texts by key, as the first tests below see for themselves.
  JSON.parse(readFileSync(path.join(folder, name), 'utf8')) as Words,
]);

// TYPE of @formatjs/icu-messageformat-parser: these placeholders take numbers.
const numberTypes = ['2', '6'];

function valuesFor(text: string): Readonly<Record<string, string | number>> {
  const pairs = placeholdersOf(text).map((placeholder) => placeholder.split(':'));
  return Object.fromEntries(pairs.map(([name, type]) => [name ?? '', numberTypes.includes(type ?? '') ? 2 : 'X']));
}

type MessageNode = ReturnType<IntlMessageFormat['getAst']>[number];

/** The categories of every plural in a message, e.g. `['=0 one other']`; `many` goes where a language has it, or in `other`. */
function pluralsOf(text: string): readonly string[] {
  const walk = (node: MessageNode): readonly string[] => {
    if (!('options' in node)) return [];
    const categories = Object.keys(node.options).filter((name) => name !== 'many');
    const own = 'pluralType' in node ? [categories.sort().join(' ')] : [];
    return [...own, ...Object.values(node.options).flatMap(({ value }) => value.flatMap(walk))];
  };
  return new IntlMessageFormat(text, 'en', undefined, { ignoreTag: true }).getAst().flatMap(walk);
}

/** Texts of every file of a room, below it too. */
function sourcesOf(room: string): readonly (readonly [string, string])[] {
  const root = path.join(__dirname, '../../../..', room);
  const names = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => /\.tsx?$/u.test(name));
  return names.map((name) => [path.join(room, name), readFileSync(path.join(root, name), 'utf8')]);
}

describe('messages', () => {
  it.each(['shared/ui', 'shared/models', 'shared/app', 'shared/client', 'shared/host', 'teams-app', 'outlook-addin'])(
    'that only the service says, and browsers never load, are not asked for in %s',
    (room) => {
      const guilty = sourcesOf(room).filter(([, text]) => /['"`](?:bot|presence\.why)\./u.test(text));
      expect(guilty.map(([name]) => name)).toEqual([]);
    },
  );

  it('are there in the seven languages of the product', () => {
    expect(languages.map(([locale]) => locale)).toEqual(['de', 'en', 'es', 'fr', 'it', 'nl', 'pt']);
  });

  describe.each(languages)('in %s', (locale, messages) => {
    it('are those that people of this locale get', async () => {
      const loaded: Words = await loadMessages(languageOf(locale));
      expect(loaded).toEqual(messages);
    });

    it('have the same keys as English, in the same order', () => {
      expect(Object.keys(messages)).toEqual(Object.keys(english));
    });

    it('take the same values as English', () => {
      const taken = (words: Words) => Object.entries(words).map(([key, text]) => [key, placeholdersOf(text)]);
      expect(taken(messages)).toEqual(taken(english));
    });

    it('tell none and one from many as English does, as the language has just these forms', () => {
      const forms = (words: Words) => Object.entries(words).map(([key, text]) => [key, pluralsOf(text)]);
      expect(forms(messages)).toEqual(forms(english));
      const categories = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
      expect(categories.filter((name) => name !== 'many')).toEqual(['one', 'other']);
    });

    it('are all filled and free of straight apostrophes, which ICU reads as quotes', () => {
      const bad = Object.entries(messages).filter(([, text]) => text.trim() === '' || text.includes("'"));
      expect(bad).toEqual([]);
    });

    it('can all be formatted', () => {
      for (const text of Object.values(messages)) {
        const shown = String(
          new IntlMessageFormat(text, locale, undefined, { ignoreTag: true }).format(valuesFor(text)),
        );
        expect(shown).not.toMatch(/[{}]/u);
      }
    });

    it('explain every coded error', () => {
      const missing = Object.values(errorTable).filter((entry) => !(entry.messageKey in messages));
      expect(missing).toEqual([]);
    });
  });
});
