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
  remember(activity: InboundActivity, caller: BotCaller): Promise<void>;
  /** Handles coming and going; a result means: welcome now, in this language. */
  receive(activity: InboundActivity, caller: BotCaller): Promise<{ readonly locale: string | undefined } | undefined>;
}

/** `sleep` waits that many milliseconds. */
export function createReception(conversations: ConversationPort, sleep: (ms: number) => Promise<void>): Reception {
  const inTurn = createTurns();

  async function known({ tenantId, userId }: BotCaller): Promise<Conversation | undefined> {
    return decodeConversation(await conversations.get(tenantId, userId));
  }

  async function keep({ tenantId, userId }: BotCaller, conversation: Conversation): Promise<void> {
    const text = JSON.stringify(conversation);
    if ((await conversations.get(tenantId, userId)) !== text) await conversations.put(tenantId, userId, text);
  }

  /** True once per conversation. */
  async function takeWelcome(caller: BotCaller): Promise<boolean> {
    const conversation = await known(caller);
    if (conversation === undefined || conversation.welcomed) return false;
    await keep(caller, { ...conversation, welcomed: true });
    return true;
  }

  function remember(activity: InboundActivity, caller: BotCaller): Promise<void> {
    return inTurn(caller, async () => keep(caller, conversationOf(activity, await known(caller))));
  }

  return {
    remember,
    receive: async (activity, caller) => {
      if (isRemoval(activity)) {
        await conversations.put(caller.tenantId, caller.userId, '');
        return undefined;
      }
      if (!isArrival(activity)) return undefined;
      await remember(activity, caller);
      if ((await known(caller))?.locale === undefined) await sleep(languageGraceMs);
      const isFirst = await inTurn(caller, () => takeWelcome(caller));
      return isFirst ? { locale: (await known(caller))?.locale } : undefined;
    },
  };
}

/** Reading and writing what is kept of a user is one step, also when two activities of theirs arrive together. */
function createTurns(): <T>(caller: BotCaller, work: () => Promise<T>) => Promise<T> {
  const last = new Map<string, Promise<unknown>>();
  return ({ tenantId, userId }, work) => {
    const key = `${tenantId} ${userId}`;
    const done = (last.get(key) ?? Promise.resolve()).then(work);
    const settled = done
      .catch(() => undefined) // whoever asked hears of it
      .then(() => {
        if (last.get(key) === settled) last.delete(key);
      });
    last.set(key, settled);
    return done;
  };
}

function isRemoval(activity: InboundActivity): boolean {
  return activity.type === 'installationUpdate' && (activity.action ?? '').startsWith('remove');
}

function isArrival(activity: InboundActivity): boolean {
  if (activity.type === 'installationUpdate') return (activity.action ?? '').startsWith('add');
  return (activity.membersAdded ?? []).some(({ id }) => id === activity.recipient.id);
}
