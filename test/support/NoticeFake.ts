// A bot that remembers whom it told of what, and answers as it is told.
import type { MissedCallNotice, NoticeOutcome, NoticePort } from '#bot/bridge';

/** NoticePort in memory. */
export class NoticeFake implements NoticePort {
  readonly told: string[] = [];
  readonly answers: NoticeOutcome[] = [];

  tellMissedCall({ userId, record }: MissedCallNotice): Promise<NoticeOutcome> {
    this.told.push(`${userId} ${record.outcome} ${record.other.number ?? '?'}`);
    return Promise.resolve(this.answers.shift() ?? 'sent');
  }
}
