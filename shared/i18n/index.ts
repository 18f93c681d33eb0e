// Room entry: the words of the product in every language.
export { daysAgo, isTimeZone } from './dates.ts';
export { languageOf, loadMessages, type Language, type MessageKey, type Messages } from './language.ts';
export { plainCell, tableCell, tableSeparator, type TableSeparator } from './tableCell.ts';
export { createTranslator, type MessageValues, type Translator } from './translator.ts';
