// Writes calls as a table for spreadsheets: RFC 4180, in the reader's language, and no cell is ever a formula.
import type { CallRecordWire } from '#shared/contracts';
import type { MessageKey, Translator } from '#shared/i18n';

const lineEnd = '\r\n';
/** UTF-8 says nothing of itself; Excel takes a file without it for one of the country's old code page. */
export const byteOrderMark = '\ufeff';
/** What a spreadsheet may take for a formula or a command (OWASP, CSV injection), full-width forms too. */
const dangerous = /^[\s\u200b-\u200f\u2060\ufeff]*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20|]/u;
const mustQuote = /[",\r\n]/;

const columns = [
  'start',
  'direction',
  'outcome',
  'name',
  'number',
  'line',
  'owner',
  'group',
  'answeredBy',
  'ringSeconds',
  'talkSeconds',
] as const;
type Column = (typeof columns)[number];

const titles: Readonly<Record<Column, MessageKey>> = {
  start: 'log.csv.start',
  direction: 'log.csv.direction',
  outcome: 'log.csv.outcome',
  name: 'log.csv.name',
  number: 'log.csv.number',
  line: 'log.csv.line',
  owner: 'log.csv.owner',
  group: 'log.csv.group',
  answeredBy: 'log.csv.answeredBy',
  ringSeconds: 'log.csv.ringSeconds',
  talkSeconds: 'log.csv.talkSeconds',
};

/**
 * A cell as it is written. What could be a formula gets an apostrophe, `+33199000101` too: without one Excel takes it for a
 * sum and shows 33199000101.
 */
export function tableCell(text: string): string {
  const safe = dangerous.test(text) ? `'${text}` : text;
  return mustQuote.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The first line. */
export function tableHeader({ t }: Translator): string {
  return columns.map((column) => tableCell(t(titles[column]))).join(',') + lineEnd;
}

/** One call; `timeOf` writes an instant for the reader. */
export function tableLine(record: CallRecordWire, { t }: Translator, timeOf: (instant: string) => string): string {
  const { other, owner, group, answeredBy } = record;
  const cells: Readonly<Record<Column, string>> = {
    start: timeOf(record.startedAt),
    direction: t(`call.direction.${record.direction}`),
    outcome: t(`call.outcome.${record.outcome}`),
    name: other.name ?? '',
    number: record.e164 ?? other.number ?? '',
    line: record.line,
    owner: owner?.displayName ?? '',
    group: group?.name ?? group?.id ?? '',
    answeredBy: answeredBy?.name ?? answeredBy?.number ?? '',
    ringSeconds: String(record.ringSeconds),
    talkSeconds: String(record.talkSeconds),
  };
  return columns.map((column) => tableCell(cells[column])).join(',') + lineEnd;
}

/** Writes instants as `2026-11-20 09:15:00` in an IANA time zone, which every spreadsheet reads as a time; UTC for an unknown one. */
export function tableTime(timeZone: string): (instant: string) => string {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  return (instant) => format.format(new Date(instant));
}
