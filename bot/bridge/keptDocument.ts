// A JSON document kept for one person: read by its schema, changed one change after the other.
import * as v from 'valibot';
import { AppError } from '#shared/errors';
import type { LoggerPort } from '#bot/telemetry';

/** Where documents of people are kept: handed out and erased with the person. Both reject with `store.*`. */
export interface PersonalStorePort {
  get(userId: string, name: string): Promise<string | undefined>;
  put(userId: string, name: string, text: string): Promise<void>;
}

/** What a document stands on. */
export interface KeptOptions {
  readonly tenantId: string;
  readonly personal: PersonalStorePort;
  readonly logger: LoggerPort;
}

/** A document with the count of its changes, 0 when nothing was ever kept. */
export interface Revised<Value> {
  readonly revision: number;
  readonly value: Value;
}

const revisionSchema = v.pipe(v.number(), v.integer(), v.minValue(0));

/** The document `name` of every person of a tenant. */
export class KeptDocument<Value> {
  private readonly options: KeptOptions;
  private readonly name: string;
  private readonly read: (stored: unknown) => Value | undefined;
  private readonly initial: Value;
  /** Of each person whose document is being changed, the last change of the queue. */
  private readonly changing = new Map<string, Promise<unknown>>();

  /** `read` gives undefined for what is no such document: then `initial` holds. */
  constructor(options: KeptOptions, name: string, read: (stored: unknown) => Value | undefined, initial: Value) {
    this.options = options;
    this.name = name;
    this.read = read;
    this.initial = initial;
  }

  /** Rejects with `store.*`. */
  async get(userId: string): Promise<Revised<Value>> {
    const text = await this.options.personal.get(userId, this.name);
    return text === undefined ? { revision: 0, value: this.initial } : this.parsed(text);
  }

  /**
   * Keeps what `make` makes of the present document; changes of one person wait for each other. `make` may throw to change nothing.
   * Rejects with that, and with `store.*`.
   */
  change(userId: string, make: (present: Revised<Value>) => Value): Promise<Revised<Value>> {
    const before = this.changing.get(userId) ?? Promise.resolve();
    const change = before.then(() => this.write(userId, make));
    // Whoever asked hears of a refusal; the next change goes on.
    const settled = change
      .catch(() => undefined)
      .finally(() => {
        if (this.changing.get(userId) === settled) this.changing.delete(userId);
      });
    this.changing.set(userId, settled);
    return change;
  }

  private async write(userId: string, make: (present: Revised<Value>) => Value): Promise<Revised<Value>> {
    const present = await this.get(userId);
    const next = { revision: present.revision + 1, value: make(present) };
    await this.options.personal.put(userId, this.name, JSON.stringify(next));
    return next;
  }

  /** What cannot be read counts as nothing; its revision is kept where it can be read, so that no app takes old for new. */
  private parsed(text: string): Revised<Value> {
    const stored = fromJson(text);
    const kept = v.safeParse(v.object({ revision: revisionSchema, value: v.unknown() }), stored);
    const value = kept.success ? this.read(kept.output.value) : undefined;
    const revision = kept.success ? kept.output.revision : 0;
    if (value !== undefined) return { revision, value };
    // An empty text is a document that was taken away.
    if (text !== '') this.options.logger.warn('kept.unreadable', { tenantId: this.options.tenantId, what: this.name });
    return { revision, value: this.initial };
  }
}

/** What a change was made from is not what is kept. */
export function conflict(): AppError {
  return new AppError('personal.conflict', 'another device of the person has changed it meanwhile');
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
