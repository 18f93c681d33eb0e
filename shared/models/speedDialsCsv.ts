// Speed dials as a table for spreadsheets, and back from the tables of offices.
import type { SpeedDialList } from '#shared/contracts';
import { plainCell, tableCell, type TableSeparator } from '#shared/i18n';
import { readCsvTable } from './csvTable.ts';
import { cleanLabel, cleanNumber, type SpeedDialDraft } from './speedDialsDraft.ts';
import { columnsOf, nameOf, plainColumns, type ContactColumns, type ContactField } from './speedDialsHeadings.ts';

/** Why a row of a file cannot be taken; `rounded`: a spreadsheet has made `1.99E+08` of the number, its digits are lost. */
export type CsvFault = 'noNumber' | 'notANumber' | 'tooLong' | 'rounded';

/** One row of a file as it would be taken. */
export interface CsvRow {
  /** Line of the table, 1 is its first; a heading counts. */
  readonly line: number;
  readonly draft: SpeedDialDraft;
  readonly fault?: CsvFault;
}

/** Titles of the columns, in the language of the reader. */
export interface CsvTitles {
  readonly label: string;
  readonly number: string;
  readonly group: string;
}

const lineEnd = '\r\n';
const byteOrderMark = '\uFEFF';
const longestNumber = 64;
/** `1.99E+08`, `3,32E+10`. */
const rounded = /^\s*\d(?:[.,]\d+)?E\+?\d+\s*$/iu;
/** `33199002014,0`: a column of numbers with decimals. */
const withDecimals = /^\s*(\d{3,})[.,]0+\s*$/u;

/** The rows of a table that hold anything. Without a known heading the columns are name, number, group. */
export function readSpeedDialsCsv(text: string, titles: CsvTitles): readonly CsvRow[] {
  const table = readCsvTable(text);
  const [first = []] = table;
  const named = columnsOf(first, titles);
  const columns = named ?? plainColumns;
  return table.flatMap((cells, index) => {
    const isHeading = index === 0 && named !== undefined;
    return isHeading || cells.every((cell) => cell.trim() === '') ? [] : [rowOf(cells, columns, index + 1)];
  });
}

/**
 * The list as a table; every cell is only text to a spreadsheet. Begins with a byte order mark, for Excel, which wants the
 * separator of its country.
 */
export function writeSpeedDialsCsv(list: SpeedDialList, titles: CsvTitles, separator: TableSeparator): string {
  const groups = new Map(list.groups.map(({ id, label }) => [id, label]));
  const rows = list.items.map(({ label, number, groupId }) => [label, number, groups.get(groupId ?? '') ?? '']);
  const lines = [[titles.label, titles.number, titles.group], ...rows];
  return byteOrderMark + lines.map((cells) => cells.map(tableCell).join(separator) + lineEnd).join('');
}

function rowOf(cells: readonly string[], columns: ContactColumns, line: number): CsvRow {
  const cell = (field: ContactField): string => {
    const texts = columns[field].map((at) => plainCell(cells[at] ?? '').trim());
    return texts.find((text) => text !== '') ?? '';
  };
  // Google writes several numbers of one kind into one cell.
  const [raw = ''] = cell('number').split(' ::: ');
  const number = raw.replace(withDecimals, '$1');
  const groupLabel = cell('group') || firstCategory(cell('categories'));
  const draft = {
    label: cleanLabel(nameOf(cell), number),
    number: cleanNumber(number),
    ...(groupLabel !== '' && { groupLabel }),
  };
  const fault = faultOf(number, draft.number);
  return { line, draft, ...(fault !== undefined && { fault }) };
}

/** Google's own groups (`* myContacts`) are everybody's. */
function firstCategory(text: string): string {
  const all = text.split(/ ::: |;/u).map((one) => one.trim());
  return all.find((one) => one !== '' && !one.startsWith('*')) ?? '';
}

function faultOf(raw: string, number: string): CsvFault | undefined {
  if (number === '') return 'noNumber';
  if (raw.trim().length > longestNumber) return 'tooLong';
  if (rounded.test(raw)) return 'rounded';
  return /[\d*#]/u.test(number) ? undefined : 'notANumber';
}
