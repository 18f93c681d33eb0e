// What the heart asks of the bot: to tell a user something once.
import type { CallRecordWire } from '#shared/contracts';

/** A missed call that its user has not been told of. */
export interface MissedCallNotice {
  readonly tenantId: string;
  readonly userId: string;
  readonly record: CallRecordWire;
}

/** `sent`; `noConversation`: the user never installed the bot, so nobody can be told; `refused`: not now, try later. */
export type NoticeOutcome = 'sent' | 'noConversation' | 'refused';

/** The bot as the heart sees it. */
export interface NoticePort {
  /** Never throws. `refused` promises that nothing was shown to the user. */
  tellMissedCall(notice: MissedCallNotice): Promise<NoticeOutcome>;
}
