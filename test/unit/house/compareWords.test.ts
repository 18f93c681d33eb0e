// Shows that each rule about the words of the product can fail.
import { compareLanguages, compareUse, placeholdersOf } from '../../house/compareWords.ts';
import { findUsedWords } from '../../house/findUsedWords.ts';

const en = { path: 'en.json', words: { 'a.one': 'One {name}', 'a.many': '{n, plural, one {# call} other {# calls}}' } };

function use(text: string): ReturnType<typeof findUsedWords> {
  return findUsedWords({ path: 'bot/a.ts', text });
}

describe('compareLanguages', () => {
  it.each([
    ['a missing key', { 'a.one': 'Un {name}' }, ['key-missing']],
    ['an unknown key', { ...en.words, 'a.two': 'Deux' }, ['key-unknown']],
    ['a lost placeholder', { ...en.words, 'a.one': 'Un' }, ['placeholders']],
    ['a renamed placeholder', { ...en.words, 'a.one': 'Un {nom}' }, ['placeholders']],
    ['a plural turned into an argument', { ...en.words, 'a.many': '{n} appels' }, ['placeholders']],
    ['an empty text', { ...en.words, 'a.one': ' ' }, ['text-empty', 'placeholders']],
    ['an unreadable message', { ...en.words, 'a.one': 'Un {name' }, ['text-unreadable']],
    [
      'nothing wrong',
      { 'a.one': '{name} : un', 'a.many': '{n, plural, one {# appel} many {# appels} other {# appels}}' },
      [],
    ],
  ])('finds %s', (_what, words, rules) => {
    expect(compareLanguages([en, { path: 'fr.json', words }]).map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('compareUse', () => {
  const both = "t('a.one'); const key = 'a.many';";

  it.each([
    ['a key nobody uses', "t('a.one');", [], ['key-unused']],
    ['a key nobody wrote', `${both} words.t('a.two');`, [], ['key-missing']],
    ['a built key that is not declared', `${both} t(\`a.\${x}\`);`, [], ['key-undeclared']],
    ['a declaration that nothing builds', both, [{ prefix: 'b.', because: '' }], ['key-stale']],
    ['nothing wrong', both, [], []],
    ['a declared built key', 't(`a.${x}`);', [{ prefix: 'a.', because: '' }], []],
    ['a template that is no key', `${both} const host = \`graph.\${x}\`;`, [], []],
  ])('finds %s', (_what, text, dynamic, rules) => {
    expect(compareUse(en, [use(text)], dynamic).map(({ rule }) => rule)).toEqual(rules);
  });
});

describe('placeholdersOf', () => {
  it('looks into the branches of plurals and selects', () => {
    expect(placeholdersOf('{n, plural, one {# of {who}} other {#}} {kind, select, a {x} other {{at, time}}}')).toEqual([
      'at:4',
      'kind:5',
      'n:6',
      'who:1',
    ]);
  });
});
