// Every language says everything, with the same placeholders, in words that can be formatted.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { IntlMessageFormat } from 'intl-messageformat';
import english from '../../../../shared/i18n/en.json';
import french from '../../../../shared/i18n/fr.json';
import { errorTable } from '#shared/errors';
import { placeholdersOf } from '../../../house/compareWords.ts';

const languages: readonly (readonly [string, Readonly<Record<string, string>>])[] = [
  ['en', english],
  ['fr', french],
];

// TYPE of @formatjs/icu-messageformat-parser: these placeholders take numbers.
const numberTypes = ['2', '6'];

function valuesFor(text: string): Readonly<Record<string, string | number>> {
  const pairs = placeholdersOf(text).map((placeholder) => placeholder.split(':'));
  return Object.fromEntries(pairs.map(([name, type]) => [name ?? '', numberTypes.includes(type ?? '') ? 2 : 'X']));
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

  it('have the same keys in every language, in the same order', () => {
    expect(Object.keys(french)).toEqual(Object.keys(english));
  });

  it.each(Object.keys(english))('%s takes the same values in every language', (key) => {
    const reference: Readonly<Record<string, string>> = english;
    const other: Readonly<Record<string, string>> = french;
    expect(placeholdersOf(other[key] ?? '')).toEqual(placeholdersOf(reference[key] ?? ''));
  });

  describe.each(languages)('in %s', (locale, messages) => {
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
