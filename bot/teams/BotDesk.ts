// What the bot asks of the heart, always in the name of a verified user.
import type { CallRecordWire } from '#shared/contracts';

/** A user as the connector vouches for: both ids come from a checked activity. */
export interface BotCaller {
  readonly tenantId: string;
  readonly userId: string;
}

/** An order to place a call; a repeated `requestId` is the same order. */
export interface BotOrder {
  readonly number: string;
  readonly requestId: string;
}

/** The heart as the bot sees it. Throws coded errors only. */
export interface BotDesk {
  /** Missed calls and voicemails, newest first, at most `limit`. */
  missed(caller: BotCaller, limit: number): Promise<readonly CallRecordWire[]>;
  /** Throws `dial.*` (what has to be confirmed is never placed from a chat), `pbx.*`. Resolves when the PBX took the order. */
  dial(caller: BotCaller, order: BotOrder): Promise<{ readonly dialled: string }>;
}
