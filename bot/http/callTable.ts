// Writes calls as a table for spreadsheets, in the reader's language.
import type { CallRecordWire, PartyWire } from '#shared/contracts';
import { tableCell, type MessageKey, type TableSeparator, type Translator } from '#shared/i18n';

const lineEnd = '\r\n';
/** UTF-8 says nothing of itself; Excel takes a file without it for one of the country's old code page. */
export const byteOrderMark = '\ufeff';

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
  'originalTarget',
  'transferredFrom',
  'transferredTo',
  'remarks',
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
  originalTarget: 'log.csv.originalTarget',
  transferredFrom: 'log.csv.transferredFrom',
  transferredTo: 'log.csv.transferredTo',
  remarks: 'log.csv.remarks',
};

/** How the table is written for its reader. */
export interface TableStyle {
  readonly words: Translator;
  readonly separator: TableSeparator;
  /** Writes an instant. */
  readonly timeOf: (instant: string) => string;
}

/** The first line. */
export function tableHeader({ words: { t }, separator }: Pick<TableStyle, 'words' | 'separator'>): string {
  return columns.map((column) => tableCell(t(titles[column]))).join(separator) + lineEnd;
}

/** One call. */
export function tableLine(record: CallRecordWire, { words: { t }, separator, timeOf }: TableStyle): string {
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
    answeredBy: partyText(answeredBy),
    ringSeconds: String(record.ringSeconds),
    talkSeconds: String(record.talkSeconds),
    originalTarget: partyText(record.originalTarget),
    transferredFrom: partyText(record.transferredFrom),
    transferredTo: partyText(record.transferredTo),
    remarks: record.endUnknown === true ? t('call.endUnknown') : '',
  };
  return columns.map((column) => tableCell(cells[column])).join(separator) + lineEnd;
}

function partyText(party: PartyWire | undefined): string {
  return party?.name ?? party?.number ?? '';
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
