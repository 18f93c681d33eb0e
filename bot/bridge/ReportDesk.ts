// Keeps the problem reports of a person, the newest twenty; with everything else of theirs they are handed out and erased.
import { randomBytes } from 'node:crypto';
import type { Report, ReportAnswer } from '#shared/contracts';
import { AppError } from '#shared/errors';
import type { Caller } from './HeartPort.ts';
import { KeptDocument, type KeptOptions } from './keptDocument.ts';

/** What the desk works with. */
export interface ReportDeskOptions extends KeptOptions {
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

const mostKept = 20;
const mostPerHour = 5;
const msPerHour = 3_600_000;
const secretBytes = 12;
/** Milliseconds in base 36: nine characters from 2059 back to 1972, so that ids sort as their times do. */
const timeDigits = 9;

/** The desk of one tenant. */
export class ReportDesk {
  private readonly options: ReportDeskOptions;
  /** Counts the reports of a person: each takes the place of the one twenty before it. */
  private readonly count: KeptDocument<null>;
  /** Of the last hour, by person. */
  private readonly sent = new Map<string, readonly number[]>();
  /** Answers of the last hour by person and request: what is sent again, because its answer was lost, is no new report. */
  private readonly answers = new Map<string, { readonly at: number; readonly answer: Promise<ReportAnswer> }>();

  constructor(options: ReportDeskOptions) {
    this.options = options;
    this.count = new KeptDocument(options, 'reports', () => null, null);
  }

  /** Keeps a report; the same `requestId` gets the same answer. Throws `http.tooManyRequests`, `store.*`. */
  take({ userId }: Caller, { requestId, ...report }: Report): Promise<ReportAnswer> {
    const at = this.options.now();
    this.forgetOld(at);
    if (requestId === undefined) return this.takeNew(userId, report, at);
    const key = `${userId} ${requestId}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known.answer;
    const answer = this.takeNew(userId, report, at);
    this.answers.set(key, { at, answer });
    answer.catch(() => this.answers.delete(key)); // what failed may be tried again under the same id
    return answer;
  }

  private async takeNew(userId: string, report: Report, at: number): Promise<ReportAnswer> {
    this.mustBeRare(userId, at);
    try {
      return await this.keep(userId, report, at);
    } catch (fault) {
      // Nobody reads what was not kept: it does not count.
      const times = this.sent.get(userId) ?? [];
      this.sent.set(userId, times.toSpliced(times.lastIndexOf(at), 1));
      throw fault;
    }
  }

  private async keep(userId: string, report: Report, at: number): Promise<ReportAnswer> {
    const { personal, logger, tenantId } = this.options;
    const id = `${at.toString(36).padStart(timeDigits, '0')}-${randomBytes(secretBytes).toString('base64url')}`;
    const { revision } = await this.count.change(userId, () => null);
    const kept = { id, at: new Date(at).toISOString(), ...report };
    await personal.put(userId, `report:${String(revision % mostKept).padStart(2, '0')}`, JSON.stringify(kept));
    logger.info('report.kept', { tenantId, userId, reportId: id, topic: report.topic });
    return { id };
  }

  private mustBeRare(userId: string, at: number): void {
    const times = this.sent.get(userId) ?? [];
    const [first] = times;
    if (first !== undefined && times.length >= mostPerHour) {
      const facts = { retryAfterMs: first + msPerHour - at };
      throw new AppError('http.tooManyRequests', 'more reports in an hour than anybody reads', { facts });
    }
    this.sent.set(userId, [...times, at]);
  }

  private forgetOld(at: number): void {
    for (const [key, { at: taken }] of this.answers) {
      if (at - taken >= msPerHour) this.answers.delete(key);
    }
    for (const [userId, times] of this.sent) {
      const recent = times.filter((time) => at - time < msPerHour);
      if (recent.length === 0) this.sent.delete(userId);
      else this.sent.set(userId, recent);
    }
  }
}
