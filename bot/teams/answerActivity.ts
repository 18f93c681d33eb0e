// Decides what the bot says to a verified activity of a personal conversation.
import type { Translator } from '#shared/i18n';
import type { LoggerPort } from '#bot/telemetry';
import type { InboundActivity } from './activity.ts';
import type { BotCaller, BotDesk } from './BotDesk.ts';
import { callUsageCard, helloCard, helpCard, unknownCard, welcomeCard } from './cards/helpCards.ts';
import { missedCard, missedInList, noticeCard, statusCard, type CardStatus } from './cards/missedCards.ts';
import type { Card } from './cards/cardTypes.ts';
import { formatNumber } from '#shared/domain/number';
import type { BotReply } from './ConnectorPort.ts';
import type { PlaceOrder, Placed } from './orders.ts';
import { parseCommand } from './parseCommand.ts';
import { readPress, type CallBackPress } from './readPress.ts';
import type { Reception } from './reception.ts';
import type { Speaker } from './speakers.ts';

/** How far back the call of a button is looked for. */
const knownCalls = 50;
const cardAnswerType = 'application/vnd.microsoft.card.adaptive';
const errorAnswerType = 'application/vnd.microsoft.error';
const silence: BotReply = { messages: [] };

/** What answering needs. */
export interface AnswerParts {
  readonly desk: BotDesk;
  readonly placeOrder: PlaceOrder;
  readonly reception: Reception;
  readonly speak: Speaker;
  readonly logger: LoggerPort;
}

/** Does what the activity asks for and says so. */
export async function answerActivity(activity: InboundActivity, parts: AnswerParts): Promise<BotReply> {
  const userId = activity.from.aadObjectId;
  // In a chat with others a call log has no place, and without an Entra id nobody knows whose it would be.
  if (activity.conversation.conversationType !== 'personal' || userId === undefined) return refused(activity);
  const caller = { tenantId: activity.tenantId, userId };
  switch (activity.type) {
    case 'installationUpdate':
    case 'conversationUpdate':
      return welcome(activity, caller, parts);
    case 'message':
      await parts.reception.remember(activity, caller);
      return say(await answerMessage(activity, caller, parts));
    case 'invoke':
      await parts.reception.remember(activity, caller);
      return answerInvoke(activity, caller, parts);
    default:
      return silence;
  }
}

async function welcome(activity: InboundActivity, caller: BotCaller, parts: AnswerParts): Promise<BotReply> {
  const locale = await parts.reception.receive(activity, caller);
  return locale === undefined ? silence : say(welcomeCard(await parts.speak(locale.locale)));
}

async function answerMessage(activity: InboundActivity, caller: BotCaller, parts: AnswerParts): Promise<Card> {
  const translator = await parts.speak(activity.locale);
  const press = readPress(activity);
  if (press !== undefined) return callBack(press, activity, { caller, translator, parts });
  const command = parseCommand(activity.text ?? '');
  switch (command.kind) {
    case 'hello':
      return helloCard(translator);
    case 'help':
      return helpCard(translator);
    case 'missed':
      return missedCard(await parts.desk.missed(caller, missedInList), translator);
    case 'call': {
      const { number } = command;
      if (number === undefined) return callUsageCard(translator);
      const placed = await parts.placeOrder(caller, { number, activityId: activity.id });
      note(placed, caller, parts.logger);
      return statusCard(statusOf(placed, number, translator));
    }
    case 'unknown':
      return unknownCard(translator);
  }
}

async function answerInvoke(activity: InboundActivity, caller: BotCaller, parts: AnswerParts): Promise<BotReply> {
  const press = readPress(activity);
  if (press === undefined) return refused(activity);
  const translator = await parts.speak(activity.locale);
  const value = await callBack(press, activity, { caller, translator, parts });
  return { messages: [], invoke: { statusCode: 200, type: cardAnswerType, value } };
}

async function callBack(
  press: CallBackPress,
  activity: InboundActivity,
  turn: { readonly caller: BotCaller; readonly translator: Translator; readonly parts: AnswerParts },
): Promise<Card> {
  const { caller, translator, parts } = turn;
  const placed = await parts.placeOrder(caller, {
    number: press.number,
    activityId: activity.id,
    press: `${activity.replyToId ?? ''} ${press.recordId} ${press.number}`,
  });
  note(placed, caller, parts.logger);
  const status = statusOf(placed, press.number, translator);
  if (press.list) return missedCard(await parts.desk.missed(caller, missedInList), translator, status);
  const record = (await parts.desk.missed(caller, knownCalls)).find(({ id }) => id === press.recordId);
  return record === undefined ? statusCard(status) : noticeCard(record, translator, status);
}

function statusOf(placed: Placed, number: string, { t, errorText }: Translator): CardStatus {
  const target = formatNumber(placed.ok ? placed.dialled : number);
  if (placed.ok) return { isGood: true, text: t('dial.ringing', { target }) };
  const reason = placed.needsAsking === true ? t('bot.call.askFirst') : errorText(placed.code);
  return { isGood: false, text: t('dial.failed', { target, reason }) };
}

function note(placed: Placed, { tenantId }: BotCaller, logger: LoggerPort): void {
  if (placed.ok) logger.info('bot.dialled', { tenantId });
  else logger.warn('bot.dialRefused', { tenantId, code: placed.code, reason: placed.reason });
}

function say(card: Card): BotReply {
  return { messages: [{ card }] };
}

/** An invoke waits for an answer even when it gets nothing; anything else is passed over in silence. */
function refused(activity: InboundActivity): BotReply {
  if (activity.type !== 'invoke') return silence;
  const value = { code: 'BadRequest', message: 'not a request of this bot' };
  return { messages: [], invoke: { statusCode: 400, type: errorAnswerType, value } };
}
