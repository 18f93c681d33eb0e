// The i18n check: every language complete, every key used, every used key there; `npm run check -- words`.
import path from 'node:path';
import { errorTable } from '../../shared/errors/ErrorCode.ts';
import { compareLanguages, compareUse, type Language } from './compareWords.ts';
import { dynamicWords } from './dynamicWords.ts';
import { report, type SourceFile } from './finding.ts';
import { findUsedWords } from './findUsedWords.ts';
import { isProduct, readFiles } from './readFiles.ts';

const files = readFiles(path.resolve(import.meta.dirname, '../..'));
const languages = files
  .filter((file) => /^shared\/i18n\/[a-z-]+\.json$/i.test(file.path))
  .sort((a, b) => Number(isEnglish(b)) - Number(isEnglish(a)))
  .map(readLanguage);
const english = languages[0];
const fromErrors = Object.entries(errorTable).map(([code, { messageKey }]) => ({
  key: messageKey,
  where: `errorTable ${code}`,
}));
const used = [
  // The error room builds its own keys; what it builds is read from the table itself, just below.
  ...files.filter((file) => isProduct(file) && !file.path.startsWith('shared/errors/')).map(findUsedWords),
  { texts: new Set(fromErrors.map(({ key }) => key)), asked: fromErrors, built: [] },
];
const counts = languages.map(({ path: name, words }) => `${path.basename(name)} ${String(Object.keys(words).length)}`);
report(
  [...compareLanguages(languages), ...(english === undefined ? [] : compareUse(english, used, dynamicWords))],
  [`texts: ${counts.join(', ')}`],
);

function isEnglish(file: SourceFile): boolean {
  return file.path.endsWith('/en.json');
}

function readLanguage(file: SourceFile): Language {
  return { path: file.path, words: JSON.parse(file.text) as Record<string, string> };
}
