// Tells a user of a missed call in the personal conversation with the bot, and says honestly what came of it.
import { toAppError, type AppError } from '#shared/errors';
import type { MissedCallNotice, NoticeOutcome } from '#bot/bridge';
import type { LoggerPort } from '#bot/telemetry';
import { sendWithBackOff, type BackOffClock } from './backOff.ts';
import { summaryOf } from './cards/callTexts.ts';
import { noticeCard } from './cards/missedCards.ts';
import type { ConnectorPort } from './ConnectorPort.ts';
import { decodeConversation } from './conversation.ts';
import type { ConversationPort } from './ConversationPort.ts';
import type { Speaker } from './speakers.ts';

const attempts = 4;

/** What telling needs. */
export interface NoticeParts extends BackOffClock {
  readonly conversations: ConversationPort;
  /** The connection for the people of a tenant; undefined: none is configured. */
  readonly connectorFor: (tenantId: string) => ConnectorPort | undefined;
  readonly speak: Speaker;
  readonly logger: LoggerPort;
}

/** See NoticePort. Never throws. */
export async function sendNotice(notice: MissedCallNotice, parts: NoticeParts): Promise<NoticeOutcome> {
  const { tenantId, record } = notice;
  const facts = { tenantId, recordId: record.id };
  try {
    const userId = notice.userId.toLowerCase();
    const conversation = decodeConversation(await parts.conversations.get(tenantId, userId));
    const connector = parts.connectorFor(tenantId);
    if (conversation === undefined || connector === undefined) return 'noConversation';
    const translator = await parts.speak(conversation.locale);
    const message = { card: noticeCard(record, translator), summary: summaryOf(record, translator) };
    await sendWithBackOff(() => connector.tell(conversation, message), attempts, parts);
    parts.logger.info('bot.noticeSent', facts);
    return 'sent';
  } catch (thrown) {
    const fault = toAppError(thrown);
    const outcome = outcomeOf(fault);
    if (outcome === 'noConversation') await forget(notice, parts);
    parts.logger.warn('bot.noticeFailed', { ...facts, outcome, error: fault });
    return outcome;
  }
}

/** Not kept: the next notice only tries in vain once more. */
async function forget({ tenantId, userId }: MissedCallNotice, { conversations, logger }: NoticeParts): Promise<void> {
  try {
    await conversations.put(tenantId, userId.toLowerCase(), '');
  } catch (thrown) {
    logger.warn('bot.notForgotten', { tenantId, code: toAppError(thrown, 'store.unavailable').code });
  }
}

/**
 * 403: blocked or uninstalled by the user; 404: the conversation is gone. A message that may have arrived counts as sent:
 * one notice too few is better than the same one twice.
 */
function outcomeOf(fault: AppError): NoticeOutcome {
  const { status, mayHaveArrived } = fault.facts;
  if (status === 403 || status === 404) return 'noConversation';
  return mayHaveArrived === true ? 'sent' : 'refused';
}
