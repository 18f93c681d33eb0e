// Decides how a table for spreadsheets is written: RFC 4180, every cell in quotes and none ever a formula, and the separator of
// the reader's Excel.
import type { Language } from './language.ts';

/** Between two cells. Excel splits at the list separator of its country, and opens a table with another one as a single column. */
export type TableSeparator = ',' | ';';

/** Languages whose countries write decimals with a point, and lists with a comma. */
const commaLanguages: ReadonlySet<Language> = new Set(['en', 'qps']);

/** What a spreadsheet may read over before it sees a sign: blanks, what is invisible, quotes. */
const lead = '(?:[^\\S\\t\\r\\n]|[\\u200b-\\u200f\\u2060\\ufeff"\'])*';
/** What a spreadsheet may take for a formula or a command (OWASP, CSV injection), full-width forms too. */
const signs = '=+\\-@|\\uff1d\\uff0b\\uff0d\\uff20';
/**
 * Where such a text begins: a program that splits at another sign than ours, or takes our quotes for text, begins a cell behind
 * each of them.
 */
const begin = '(^|[;,\\t\\r\\n])';
const dangerous = new RegExp(`${begin}(?=${lead}[${signs}])`, 'gu');
const defused = new RegExp(`${begin}'(?=${lead}[${signs}])`, 'gu');
/** A cell that begins with a line end or a tab: some programs take what follows for the cell. */
const broken = new RegExp(`^(?=${lead}[\\t\\r\\n])`, 'u');
const mended = new RegExp(`^'(?=${lead}[\\t\\r\\n])`, 'u');
/** A look that costs little. */
const suspect = new RegExp(`[${signs}\\t\\r\\n]`, 'u');

/** The separator somebody's Excel expects. */
export function tableSeparator(language: Language): TableSeparator {
  return commaLanguages.has(language) ? ',' : ';';
}

/**
 * A cell as it is written. What could be a formula gets an apostrophe, `+33199000101` too: without one Excel takes it for a
 * sum and shows 33199000101. A text that has such an apostrophe gets one more, so that `plainCell` gives back what was written.
 */
export function tableCell(text: string): string {
  const safe = suspect.test(text) ? text.replace(dangerous, "$1'").replace(broken, "'") : text;
  return `"${safe.replaceAll('"', '""')}"`;
}

/** A cell as it was before `tableCell`, its quotes taken off already. */
export function plainCell(text: string): string {
  return text.includes("'") ? text.replace(mended, '').replace(defused, '$1') : text;
}
