// What the bot's rules ask of the connection to Teams.
import type { InboundActivity } from './activity.ts';
import type { BotAnswer } from './botOptions.ts';
import type { Card } from './cards/cardTypes.ts';
import type { Conversation } from './conversation.ts';

/** One message of the bot: a card, and the line notifications show for it. */
export interface BotMessage {
  readonly card: Card;
  readonly summary?: string;
}

/** What an activity is answered: messages into its conversation, and the body an invoke waits for. */
export interface BotReply {
  readonly messages: readonly BotMessage[];
  readonly invoke?: unknown;
}

/** The connection of one bot registration. */
export interface ConnectorPort {
  /** Runs `work` as the turn of `activity`, sends what it says and gives the HTTP answer. Throws `service.unavailable`. */
  answer(activity: InboundActivity, work: () => Promise<BotReply>): Promise<BotAnswer>;
  /** Sends a message out of the blue. Throws `service.unavailable` with the facts of `exchangeWithConnector`. */
  tell(conversation: Conversation, message: BotMessage): Promise<void>;
}
