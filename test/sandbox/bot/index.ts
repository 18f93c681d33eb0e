// Room entry: the chat with the bot.
export type { CardButton, ChatMessage } from './chatMessages.ts';
export { startPlayground, type Playground, type PlaygroundOptions, type PressAnswer } from './startPlayground.ts';
