// Speed dials as a table for spreadsheets, and back: RFC 4180 with the separators and encodings that offices really send.
import type { SpeedDialList } from '#shared/contracts';
import { cleanLabel, cleanNumber, type SpeedDialDraft } from './speedDialsDraft.ts';

/** Why a row of a file cannot be taken. */
export type CsvFault = 'noNumber' | 'notANumber' | 'tooLong';

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

type Column = keyof CsvTitles;

const lineEnd = '\r\n';
const byteOrderMark = '\uFEFF';
/** What a spreadsheet may take for a formula or a command (OWASP, CSV injection), full-width forms too. */
const dangerous = /^\s*[=+\-@\t\r\n|\uFF1D\uFF0B\uFF0D\uFF20]/u;
const guarded = /^'(?=\s*[=+\-@|\uFF1D\uFF0B\uFF0D\uFF20])/u;
const longestNumber = 64;
/** A file of 500 speed dials has some 30 KB; what is longer is another file. */
const mostRows = 2000;
const mostCharacters = 1_000_000;

/** Headings as other programs write them, folded: Outlook, Google, phone systems, in the languages of the apps. */
const headings: Readonly<Record<Column, readonly string[]>> = {
  label: [
    'label',
    'name',
    'display name',
    'full name',
    'nom',
    'libelle',
    'bezeichnung',
    'nombre',
    'nome',
    'naam',
    'etiqueta',
  ],
  number: [
    'number',
    'phone',
    'phone number',
    'telephone',
    'business phone',
    'mobile phone',
    'numero',
    'numero de telephone',
    'telefon',
    'telefonnummer',
    'nummer',
    'telefono',
    'telefone',
    'nummer',
    'telefoonnummer',
  ],
  group: ['group', 'category', 'groupe', 'gruppe', 'grupo', 'gruppo', 'groep', 'categorie', 'kategorie'],
};

/** The text of a file: by its byte order mark, else UTF-8, else Windows-1252, which is what is left in Western offices. */
export function readCsvBytes(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The rows of a table that hold anything. Without a known heading the columns are name, number, group. */
export function readSpeedDialsCsv(text: string, titles: CsvTitles): readonly CsvRow[] {
  const whole = text.slice(0, mostCharacters).replace(byteOrderMark, '');
  // Excel's own way to name the separator.
  const [head = '', told] = /^sep=(.)\r?\n/u.exec(whole) ?? [];
  const plain = whole.slice(head.length);
  const table = readTable(plain, told ?? separatorOf(plain)).slice(0, mostRows);
  const [first = []] = table;
  const named = columnsOf(first, titles);
  const columns = named ?? { label: 0, number: 1, group: 2 };
  return table.flatMap((cells, index) => {
    const isHeading = index === 0 && named !== undefined;
    return isHeading || cells.every((cell) => cell.trim() === '') ? [] : [rowOf(cells, columns, index + 1)];
  });
}

/** The list as a table; every cell is only text to a spreadsheet. Begins with a byte order mark, for Excel. */
export function writeSpeedDialsCsv(list: SpeedDialList, titles: CsvTitles): string {
  const groups = new Map(list.groups.map(({ id, label }) => [id, label]));
  const rows = list.items.map(({ label, number, groupId }) => [label, number, groups.get(groupId ?? '') ?? '']);
  const lines = [[titles.label, titles.number, titles.group], ...rows].map((cells) => cells.map(cellText).join(','));
  return byteOrderMark + lines.map((line) => line + lineEnd).join('');
}

function cellText(text: string): string {
  const safe = dangerous.test(text) ? `'${text}` : text;
  return /[",;\t\r\n]/u.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The separator most used in the first line, outside of quotes; Excel in half of Europe writes semicolons. */
function separatorOf(text: string): string {
  const line = /^(?:[^\r\n"]|"[^"]*")*/u.exec(text)?.[0].replace(/"[^"]*"/gu, '') ?? '';
  const counts = [',', ';', '\t'].map((sign) => ({ sign, count: line.split(sign).length }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).sign;
}

/** Cells of a text: quotes, doubled quotes and line ends in quotes as RFC 4180 has them; an open quote ends with the text. */
function readTable(text: string, separator: string): string[][] {
  const table: string[][] = [];
  let row: string[] = [];
  let cell = '';
  let isQuoted = false;
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charAt(at);
    if (isQuoted) {
      if (sign !== '"') cell += sign;
      else if (text.charAt(at + 1) === '"') {
        cell += sign;
        at += 1;
      } else isQuoted = false;
    } else if (sign === '"' && cell.trim() === '') {
      cell = '';
      isQuoted = true;
    } else if (sign === separator) {
      row.push(cell);
      cell = '';
    } else if (sign === '\n' || sign === '\r') {
      if (sign === '\r' && text.charAt(at + 1) === '\n') at += 1;
      table.push([...row, cell]);
      row = [];
      cell = '';
    } else cell += sign;
  }
  if (cell !== '' || row.length > 0) table.push([...row, cell]);
  return table;
}

/** Where the columns stand when the first line names at least the numbers. */
function columnsOf(cells: readonly string[], titles: CsvTitles): Readonly<Record<Column, number>> | undefined {
  const names = cells.map(folded);
  const find = (column: Column): number =>
    names.findIndex((name) => name !== '' && (name === folded(titles[column]) || headings[column].includes(name)));
  const columns = { label: find('label'), number: find('number'), group: find('group') };
  return columns.number < 0 ? undefined : columns;
}

function folded(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();
}

function rowOf(cells: readonly string[], columns: Readonly<Record<Column, number>>, line: number): CsvRow {
  const cell = (column: Column): string => (cells[columns[column]] ?? '').trim().replace(guarded, '');
  const number = cell('number');
  const groupLabel = cell('group');
  const draft = {
    label: cleanLabel(cell('label'), number),
    number: cleanNumber(number),
    ...(groupLabel !== '' && { groupLabel }),
  };
  const fault = faultOf(number, draft.number);
  return { line, draft, ...(fault !== undefined && { fault }) };
}

function faultOf(raw: string, number: string): CsvFault | undefined {
  if (number === '') return 'noNumber';
  if (raw.trim().length > longestNumber) return 'tooLong';
  return /[\d*#]/u.test(number) ? undefined : 'notANumber';
}
