// Room entry: the bot in Teams.
export type { BotCaller, BotDesk, BotOrder } from './BotDesk.ts';
export type { Bot, BotAnswer, BotOptions, BotRegistration, BotRequest } from './botOptions.ts';
export type { ConversationPort } from './ConversationPort.ts';
export { createBot } from './createBot.ts';
