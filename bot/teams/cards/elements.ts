// The pieces the bot's cards are made of.
import type { Translator } from '#shared/i18n';
import type { Card, CardElement, ExecuteAction, RichTextBlock, TextBlock } from './cardTypes.ts';
import { plainText } from './plainText.ts';

/** Verb of the call back button. */
export const callBackVerb = 'callBack';

/** A card of these elements. */
export function card(body: readonly CardElement[], actions: readonly ExecuteAction[] = []): Card {
  return {
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    body,
    ...(actions.length === 0 ? {} : { actions }),
  };
}

/** A heading of our own words. */
export function heading(text: string): TextBlock {
  return { type: 'TextBlock', text, wrap: true, weight: 'Bolder', size: 'Medium', style: 'heading' };
}

/** A sentence of our own words. */
export function sentence(text: string): TextBlock {
  return { type: 'TextBlock', text, wrap: true };
}

/** A text that holds words from outside, whole or in part. */
export function outsideText(
  text: string,
  look: { readonly weight?: 'Bolder'; readonly color?: 'Attention'; readonly spacing?: 'None' } = {},
): RichTextBlock {
  const { spacing, ...run } = look;
  return {
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: plainText(text, longestLine), ...run }],
    ...(spacing === undefined ? {} : { spacing }),
  };
}

/** Sentences around a name or a number are longer than the name. */
const longestLine = 300;

/** A moment, shown by the client in its own time zone and language; nothing when `instant` is none. */
export function moment(instant: string): readonly TextBlock[] {
  const at = Date.parse(instant);
  if (!Number.isFinite(at)) return [];
  // The functions know no fractions of a second.
  const whole = `${new Date(at).toISOString().slice(0, -'.000Z'.length)}Z`;
  const text = `{{DATE(${whole}, SHORT)}} {{TIME(${whole})}}`;
  return [{ type: 'TextBlock', text, wrap: true, isSubtle: true, size: 'Small', spacing: 'None' }];
}

/** The button that lets the PBX call `number` for the user; `isList` brings the list back instead of one call. */
export function callBackAction(
  t: Translator['t'],
  target: { readonly recordId: string; readonly number: string; readonly isList: boolean },
): ExecuteAction {
  const title = t('bot.callBack');
  const data = { recordId: target.recordId, number: target.number, list: target.isList };
  return {
    type: 'Action.Execute',
    title,
    tooltip: t('dial.call', { target: plainText(target.number, 40) }),
    verb: callBackVerb,
    data,
    fallback: { type: 'Action.Submit', title, data: { verb: callBackVerb, ...data } },
  };
}
