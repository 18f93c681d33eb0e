// Removes what the company does not want to keep of its logs, each night, and at the start when a night was missed.
import { toAppError } from '#shared/errors';
import type { RetentionRule } from '#bot/store';
import type { LogRules } from './logRules.ts';
import type { LossTeller } from './lossTeller.ts';
import type { TenantOptions } from './tenantOptions.ts';

type RetentionOptions = Pick<TenantOptions, 'store' | 'tenantId' | 'logger' | 'metrics' | 'now' | 'random'> & {
  readonly losses: Pick<LossTeller, 'prepare'>;
};

const purgeKey = 'purge';
const msPerDay = 86_400_000;
/** Two and five o'clock where the service runs. */
const nightBeginsHour = 2;
const nightMinutes = 180;
const msPerMinute = 60_000;
/** After a start the phones come first. */
const overdueDelayMs = 60_000;

/** When the next purge is, milliseconds since the epoch: at a minute of the coming night. `chance` is in [0,1). */
export function nextPurgeAt(now: number, chance: number): number {
  const night = new Date(now);
  night.setHours(nightBeginsHour, 0, 0, 0);
  const minute = Math.floor(chance * nightMinutes) * msPerMinute;
  const tonight = night.getTime() + minute;
  if (tonight > now) return tonight;
  night.setDate(night.getDate() + 1);
  return night.getTime() + minute;
}

/** The purge of one tenant. */
export class RetentionRunner {
  private readonly options: RetentionOptions;
  private readonly rules: () => LogRules;
  private timer: NodeJS.Timeout | undefined;
  private isStopped = false;

  /** `rules` are read each time: the admin may change them. */
  constructor(options: RetentionOptions, rules: () => LogRules) {
    this.options = options;
    this.rules = rules;
  }

  /** Rejects with `store.*`. */
  async start(): Promise<void> {
    const { store, tenantId, now } = this.options;
    const last = Number((await store.keptText(tenantId, purgeKey)) ?? 0);
    const isOverdue = !(now() - last < msPerDay + nightMinutes * msPerMinute);
    this.wait(isOverdue ? overdueDelayMs : this.untilNight());
  }

  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
  }

  private untilNight(): number {
    const { now, random } = this.options;
    return nextPurgeAt(now(), random()) - now();
  }

  private wait(delayMs: number): void {
    if (this.isStopped) return;
    this.timer = setTimeout(() => {
      void this.run().finally(() => {
        this.wait(this.untilNight());
      });
    }, delayMs).unref();
  }

  /** Small steps of the store, between which calls are written. Never rejects: the next night tries again. */
  private async run(): Promise<void> {
    const { store, tenantId, logger, now } = this.options;
    const rule = ruleOf(this.rules(), now());
    try {
      if (rule !== undefined) await this.purge(rule);
      await store.keepText(tenantId, purgeKey, String(now()));
    } catch (thrown) {
      logger.error('log.notPurged', { tenantId, code: toAppError(thrown, 'store.unavailable').code });
    }
  }

  private async purge(rule: RetentionRule): Promise<void> {
    const { store, tenantId, logger, metrics, losses } = this.options;
    const tellLosses = await losses.prepare(rule);
    // A purge that broke off has taken what it took.
    let mayHaveTaken = true;
    try {
      const { records, users, longestMs } = await store.purge(tenantId, rule);
      mayHaveTaken = records > 0;
      if (mayHaveTaken) metrics.logRecord(tenantId, 'purged', records);
      logger.info('log.purged', { tenantId, records, users, longestMs });
    } finally {
      if (mayHaveTaken) await tellLosses();
    }
  }
}

function ruleOf({ keepDays, keepRows }: LogRules, now: number): RetentionRule | undefined {
  if (keepDays === 0 && keepRows === 0) return undefined;
  return {
    ...(keepDays === 0 ? {} : { olderThan: now - keepDays * msPerDay }),
    ...(keepRows === 0 ? {} : { maxRowsPerUser: keepRows }),
  };
}
