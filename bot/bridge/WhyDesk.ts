// Answers "why do I look busy?" for a person or the helpdesk, and takes our part out of it when asked.
import type { PresenceWhy } from '#shared/contracts';
import { AppError } from '#shared/errors';
import { createTranslator, isTimeZone, languageOf, loadMessages } from '#shared/i18n';
import type { LoggerPort } from '#bot/telemetry';
import type { Caller, WhyQuestion } from './HeartPort.ts';
import { whyOf } from './presenceWhy.ts';
import type { WriterFacts } from './presence/writeEntry.ts';
import { SeenReader, type SeenReaderOptions } from './seenReader.ts';
import { presenceOf, type TenantView } from './tenantView.ts';
import { sourcesOf } from './whyFacts.ts';

/** The part of the presence writer the desk asks. */
export interface SessionKeeper {
  facts(userId: string): WriterFacts;
  /** Withdraws our session until the phone's state changes; false when there was none. */
  release(userId: string): boolean;
}

/** What the desk works with. `view` is read at each question. */
export interface WhyDeskOptions extends SeenReaderOptions {
  readonly tenantId: string;
  readonly view: TenantView;
  readonly writer: SessionKeeper;
  readonly pbxLossGraceSeconds: number;
  readonly logger: LoggerPort;
}

/** The desk of one tenant. Whether somebody may ask about others was decided at the door. */
export class WhyDesk {
  private readonly options: WhyDeskOptions;
  private readonly seen: SeenReader;

  constructor(options: WhyDeskOptions) {
    this.options = options;
    this.seen = new SeenReader(options);
  }

  /** Throws `http.notFound` for a person this tenant does not know. */
  async answer(caller: Caller, question: WhyQuestion): Promise<PresenceWhy> {
    const { view, writer, now, pbxLossGraceSeconds: graceSeconds } = this.options;
    const userId = this.subject(caller, question.userId, 'presence.whyAsked');
    const zone = isTimeZone(question.timeZone ?? '') ? question.timeZone : undefined;
    const [teams, words] = await Promise.all([this.seen.read(userId), wordsFor(question.locale, zone ?? 'UTC')]);
    const facts = {
      sources: sourcesOf(view, userId),
      composite: presenceOf(view, userId).composite,
      ours: writer.facts(userId),
      teams,
    };
    const told = zone === undefined ? { zone: 'UTC' } : {};
    return whyOf(facts, { isOwn: userId === caller.userId, now: now(), graceSeconds, words, ...told });
  }

  /** Withdraws our session of the caller, or of `userId`. Throws `http.notFound` like `answer`. */
  release(caller: Caller, userId?: string): void {
    this.options.writer.release(this.subject(caller, userId, 'presence.released'));
  }

  /** Whom it is about; what somebody does with another person's presence is written down, by ids alone. */
  private subject(caller: Caller, userId: string | undefined, event: string): string {
    if (userId === undefined) return caller.userId;
    const { view, logger, tenantId } = this.options;
    const isKnown = view.directory.nameOf(userId) !== undefined;
    logger.info(event, { tenantId, byUserId: caller.userId, userId, isKnown });
    if (!isKnown) throw new AppError('http.notFound', 'no such user in the tenant of the caller');
    return userId;
  }
}

async function wordsFor(locale: string, timeZone: string): Promise<ReturnType<typeof createTranslator>> {
  return createTranslator(locale, await loadMessages(languageOf(locale)), timeZone);
}
