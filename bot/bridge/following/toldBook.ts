// Remembers over restarts which phones were told what, so that a state the service set is always taken back.
import { createHash, randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { toAppError } from '#shared/errors';
import type { AsyncStorePort } from '#bot/store';
import type { LoggerPort } from '#bot/telemetry';
import type { PlaceNote } from './planPlace.ts';

/** One person's phones by place key. */
export type PlaceNotes = ReadonlyMap<string, PlaceNote>;

/** What the book works with. */
export interface ToldBookOptions {
  readonly tenantId: string;
  readonly store: Pick<AsyncStorePort, 'keepText' | 'keptText'>;
  readonly logger: LoggerPort;
}

/** A change writes one page, so pages are small: of 50,000 people with a tenth told, one has some 80. */
const pages = 64;
const states = ['manualDoNotDisturb', 'presenting', 'focusing', 'manualBusy', 'inMeeting', 'inACall', 'away'] as const;
const pageSchema = v.record(
  v.string(),
  v.array(
    v.object({
      pbxId: v.string(),
      extension: v.string(),
      word: v.picklist(['busy', 'doNotDisturb']),
      state: v.picklist(states),
      stage: v.picklist(['telling', 'told', 'left']),
    }),
  ),
);
const none: PlaceNotes = new Map();

/** The book of one tenant. Bounded by its people: only who was told something stands in it. */
export class ToldBook {
  private readonly options: ToldBookOptions;
  private readonly notes = new Map<string, Map<string, PlaceNote>>();
  private readonly members = Array.from({ length: pages }, () => new Set<string>());
  /** Under which names that are nobody's people stand on disk who had themselves erased. */
  private readonly nameless = new Map<string, string>();
  private readonly unsaved = new Set<number>();
  private saving: Promise<boolean> = Promise.resolve(true);

  constructor(options: ToldBookOptions) {
    this.options = options;
  }

  /** Reads every page; one that cannot be read is left out and told. */
  async load(): Promise<void> {
    const { store, tenantId } = this.options;
    for (let page = 0; page < pages; page += 1) {
      const text = await store.keptText(tenantId, pageKey(page));
      for (const [userId, notes] of Object.entries(this.parsed(text))) {
        for (const note of notes) this.put(userId, note);
      }
    }
    this.unsaved.clear();
  }

  private parsed(text: string | undefined): v.InferOutput<typeof pageSchema> {
    if (text === undefined || text === '') return {};
    try {
      return v.parse(pageSchema, JSON.parse(text));
    } catch {
      this.options.logger.warn('following.unreadable', { tenantId: this.options.tenantId });
      return {};
    }
  }

  /** Everybody of whom something is remembered. */
  users(): readonly string[] {
    return [...this.notes.keys()];
  }

  of(userId: string): PlaceNotes {
    return this.notes.get(userId) ?? none;
  }

  put(userId: string, note: PlaceNote): void {
    const own = this.notes.get(userId) ?? new Map<string, PlaceNote>();
    this.notes.set(userId, own.set(placeKey(note), note));
    this.touch(userId).add(userId);
  }

  remove(userId: string, place: { readonly pbxId: string; readonly extension: string }): void {
    const own = this.notes.get(userId);
    own?.delete(placeKey(place));
    const members = this.touch(userId);
    if (own !== undefined && own.size > 0) return;
    this.notes.delete(userId);
    this.nameless.delete(userId);
    members.delete(userId);
  }

  /**
   * From now on nothing on disk names the person. A phone that still shows our word must be found again after a crash, so its
   * note stands there under a name that is nobody's until it is taken back. Resolves as `save` does.
   */
  forgetName(userId: string): Promise<boolean> {
    if (this.notes.has(userId)) {
      this.nameless.set(userId, namelessOn(pageOf(userId)));
      this.touch(userId);
    }
    return this.save();
  }

  private touch(userId: string): Set<string> {
    const page = pageOf(userId);
    this.unsaved.add(page);
    return this.members[page] ?? new Set();
  }

  /**
   * Puts all changes on disk, after those of an earlier save; false when it refused, and then they are tried again with the next
   * ones. Never rejects.
   */
  save(): Promise<boolean> {
    this.saving = this.saving.then(() => this.savePages());
    return this.saving;
  }

  private async savePages(): Promise<boolean> {
    for (const page of [...this.unsaved]) if (!(await this.savePage(page))) return false;
    return true;
  }

  private async savePage(page: number): Promise<boolean> {
    const { store, tenantId, logger } = this.options;
    // What is changed from here on is for the next save.
    this.unsaved.delete(page);
    try {
      await store.keepText(tenantId, pageKey(page), this.textOf(page));
      return true;
    } catch (thrown) {
      this.unsaved.add(page);
      logger.error('following.notKept', { tenantId, code: toAppError(thrown, 'store.unavailable').code });
      return false;
    }
  }

  private textOf(page: number): string {
    const own = [...(this.members[page] ?? [])].map(
      (userId) => [this.nameless.get(userId) ?? userId, [...this.of(userId).values()]] as const,
    );
    return JSON.stringify(Object.fromEntries(own));
  }
}

/** One key for one phone. */
export function placeKey({ pbxId, extension }: { readonly pbxId: string; readonly extension: string }): string {
  return `${pbxId}/${extension}`;
}

function pageKey(page: number): string {
  return `following:${String(page)}`;
}

/** Of the same page, so that the note is found and taken off there after a restart. */
function namelessOn(page: number): string {
  for (;;) {
    const name = `erased:${randomUUID()}`;
    if (pageOf(name) === page) return name;
  }
}

function pageOf(userId: string): number {
  return createHash('sha256').update(userId).digest().readUInt8(0) % pages;
}
