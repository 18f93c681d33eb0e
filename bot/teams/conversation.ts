// How a user is reached later: what is kept of the personal conversation, and in which language.
import * as v from 'valibot';
import type { InboundActivity } from './activity.ts';

const conversationSchema = v.object({
  conversationId: v.string(),
  serviceUrl: v.pipe(v.string(), v.url()),
  botId: v.string(),
  botName: v.exactOptional(v.string()),
  /** The user's id in the channel (`29:...`), which is not the Entra id. */
  channelUserId: v.string(),
  locale: v.exactOptional(v.string()),
  welcomed: v.boolean(),
});

/** A personal conversation as it is kept. */
export type Conversation = v.InferOutput<typeof conversationSchema>;

/** What was kept, or undefined when nothing of use was. */
export function decodeConversation(text: string | undefined): Conversation | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    const parsed = v.safeParse(conversationSchema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}

/** The conversation of an activity, with what was known before. */
export function conversationOf(activity: InboundActivity, before: Conversation | undefined): Conversation {
  const isSame = before?.conversationId === activity.conversation.id;
  const locale = activity.locale ?? before?.locale;
  const { name } = activity.recipient;
  return {
    conversationId: activity.conversation.id,
    serviceUrl: activity.serviceUrl,
    botId: activity.recipient.id,
    ...(name === undefined ? {} : { botName: name }),
    channelUserId: activity.from.id,
    ...(locale === undefined ? {} : { locale }),
    welcomed: isSame && before.welcomed,
  };
}
