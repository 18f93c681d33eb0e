// The cards of missed calls: the notice of one, and the list of the last.
import type { CallRecordWire } from '#shared/contracts';
import type { Translator } from '#shared/i18n';
import { callBackNumber, callDetails, callerTitle } from './callTexts.ts';
import type { Card, CardElement, ColumnSet, ExecuteAction, RichTextBlock } from './cardTypes.ts';
import { callBackAction, card, heading, moment, outsideText } from './elements.ts';

/** Calls in a list; Teams shows six buttons at most. */
export const missedInList = 5;

/** What came of a press, shown on the card. */
export interface CardStatus {
  readonly isGood: boolean;
  readonly text: string;
}

/** One missed call with its call back button; `status` after a press. */
export function noticeCard(record: CallRecordWire, translator: Translator, status?: CardStatus): Card {
  const { t } = translator;
  const title = record.outcome === 'voicemail' ? t('bot.notice.voicemail') : t('bot.notice.missed');
  return card(
    [heading(title), ...callElements(record, translator), ...statusElements(status)],
    buttonsOf(record, translator, false),
  );
}

/** The last missed calls, each with its button. */
export function missedCard(records: readonly CallRecordWire[], translator: Translator, status?: CardStatus): Card {
  const { t } = translator;
  const rows = records.slice(0, missedInList).map((record) => row(record, translator));
  const title = rows.length === 0 ? t('home.noMissed') : t('home.missed');
  return card([heading(title), ...statusElements(status), ...rows]);
}

/** What came of a press when the call itself is no longer known. */
export function statusCard(status: CardStatus): Card {
  return card(statusElements(status));
}

function statusElements(status: CardStatus | undefined): readonly RichTextBlock[] {
  if (status === undefined) return [];
  return [outsideText(status.text, { weight: 'Bolder', ...(status.isGood ? {} : { color: 'Attention' }) })];
}

function callElements(record: CallRecordWire, translator: Translator): readonly CardElement[] {
  return [
    outsideText(callerTitle(record, translator), { weight: 'Bolder' }),
    ...callDetails(record, translator).map((line) => outsideText(line, { spacing: 'None' })),
    ...moment(record.startedAt),
  ];
}

function buttonsOf(record: CallRecordWire, { t }: Translator, isList: boolean): readonly ExecuteAction[] {
  const number = callBackNumber(record);
  return number === undefined ? [] : [callBackAction(t, { recordId: record.id, number, isList })];
}

function row(record: CallRecordWire, translator: Translator): ColumnSet {
  const actions = buttonsOf(record, translator, true);
  const texts = { type: 'Column', width: 'stretch', items: callElements(record, translator) } as const;
  const button = {
    type: 'Column',
    width: 'auto',
    verticalContentAlignment: 'Center',
    items: [{ type: 'ActionSet', actions }],
  } as const;
  return { type: 'ColumnSet', separator: true, columns: actions.length === 0 ? [texts] : [texts, button] };
}
