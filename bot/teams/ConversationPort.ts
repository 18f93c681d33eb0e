// Where the bot keeps how to reach a user.

/** Small JSON documents of the bot, one per user; opaque to whoever keeps them. Both reject with `store.*`. */
export interface ConversationPort {
  get(tenantId: string, userId: string): Promise<string | undefined>;
  /** An empty text forgets. */
  put(tenantId: string, userId: string, text: string): Promise<void>;
}
