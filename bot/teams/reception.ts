// Receives people: keeps how to reach them, welcomes each once, forgets who removes the bot.
import type { InboundActivity } from './activity.ts';
import type { BotCaller } from './BotDesk.ts';
import { conversationOf, decodeConversation, type Conversation } from './conversation.ts';
import type { ConversationPort } from './ConversationPort.ts';

/** Teams tells of an installation twice, and only one of the two names the language: the other waits for it. */
const languageGraceMs = 1_500;

/** Who is here. */
export interface Reception {
  /** Keeps the way to the user of an activity, when it changed. */
  remember(activity: InboundActivity, caller: BotCaller): void;
  /** Handles coming and going; a result means: welcome now, in this language. */
  receive(activity: InboundActivity, caller: BotCaller): Promise<{ readonly locale: string | undefined } | undefined>;
}

/** `sleep` waits that many milliseconds. */
export function createReception(conversations: ConversationPort, sleep: (ms: number) => Promise<void>): Reception {
  function known({ tenantId, userId }: BotCaller): Conversation | undefined {
    return decodeConversation(conversations.get(tenantId, userId));
  }

  function keep({ tenantId, userId }: BotCaller, conversation: Conversation): void {
    const text = JSON.stringify(conversation);
    if (conversations.get(tenantId, userId) !== text) conversations.put(tenantId, userId, text);
  }

  /** True once per conversation. */
  function takeWelcome(caller: BotCaller): boolean {
    const conversation = known(caller);
    if (conversation === undefined || conversation.welcomed) return false;
    keep(caller, { ...conversation, welcomed: true });
    return true;
  }

  function remember(activity: InboundActivity, caller: BotCaller): void {
    keep(caller, conversationOf(activity, known(caller)));
  }

  return {
    remember,
    receive: async (activity, caller) => {
      if (isRemoval(activity)) {
        conversations.put(caller.tenantId, caller.userId, '');
        return undefined;
      }
      if (!isArrival(activity)) return undefined;
      remember(activity, caller);
      if (known(caller)?.locale === undefined) await sleep(languageGraceMs);
      return takeWelcome(caller) ? { locale: known(caller)?.locale } : undefined;
    },
  };
}

function isRemoval(activity: InboundActivity): boolean {
  return activity.type === 'installationUpdate' && (activity.action ?? '').startsWith('remove');
}

function isArrival(activity: InboundActivity): boolean {
  if (activity.type === 'installationUpdate') return (activity.action ?? '').startsWith('add');
  return (activity.membersAdded ?? []).some(({ id }) => id === activity.recipient.id);
}
