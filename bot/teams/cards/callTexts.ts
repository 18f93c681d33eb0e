// What a card says of one missed call: who, through what, and the number that calls back.
import type { CallRecordWire } from '#shared/contracts';
import { formatNumber } from '#shared/domain/number';
import type { Translator } from '#shared/i18n';
import { plainText, summaryName } from './plainText.ts';

/** The longest number a card carries in a button. */
const longestNumber = 64;

/** The number that reaches the caller; undefined: withheld, or no number. */
export function callBackNumber(record: CallRecordWire): string | undefined {
  const number = record.e164 ?? record.other.number;
  return number === undefined || number === '' || number.length > longestNumber ? undefined : number;
}

/** The number as people read it. */
export function shownNumber(record: CallRecordWire): string | undefined {
  const number = callBackNumber(record);
  return number === undefined ? undefined : formatNumber(number);
}

/** Name, else number, else `Unknown caller`. From outside: never into a Markdown text. */
export function callerTitle(record: CallRecordWire, { t }: Translator): string {
  const name = plainText(record.other.name ?? '');
  if (name !== '') return name;
  return shownNumber(record) ?? t('call.anonymous');
}

/** The lines under the caller: the number when the title is a name, and the queue or group. */
export function callDetails(record: CallRecordWire, translator: Translator): readonly string[] {
  const { t } = translator;
  const number = shownNumber(record);
  const lines = number === undefined || number === callerTitle(record, translator) ? [] : [number];
  const { group } = record;
  if (group === undefined) return lines;
  const name = plainText(group.name ?? group.id);
  return [...lines, group.kind === 'queue' ? t('call.viaQueue', { name }) : t('call.via', { name })];
}

/** One line for notifications; markup-free whatever the caller's name is. */
export function summaryOf(record: CallRecordWire, { t }: Translator): string {
  const caller = summaryName(record.other.name) ?? summaryName(shownNumber(record));
  return t('bot.notice.summary', { caller: caller ?? t('call.anonymous') });
}
