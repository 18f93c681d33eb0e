// The settings of one person between this device and the service: read, kept here, changes sent and sent again.
import type { ApiClient, ClockPort } from '#shared/client';
import { settingsChangeSchema, userSettingsSchema, type SettingsChange, type UserSettings } from '#shared/contracts';
import { errorTable, toAppError, type ErrorCode } from '#shared/errors';
import * as v from 'valibot';
import { createOwnEntry, type OwnEntry } from './ownEntry.ts';
import type { SettingsPort } from './ports.ts';

/** What the one who shows them is told. */
export interface SettingsNews {
  readonly phase?: 'loading' | 'ready' | 'failed';
  /** With the changes made here; undefined: not known. */
  readonly settings?: UserSettings | undefined;
  readonly isTold?: boolean;
  readonly isWaiting?: boolean;
  readonly error?: ErrorCode | undefined;
}

/** What a desk works with. */
export interface SettingsOptions {
  readonly api: Pick<ApiClient, 'settings' | 'changeSettings'>;
  /** Keeps the copy on this device. */
  readonly settings: SettingsPort;
  readonly clock: ClockPort;
}

const copySchema = v.object({ settings: v.exactOptional(userSettingsSchema), waiting: settingsChangeSchema });
type Copy = v.InferOutput<typeof copySchema>;
/** A refusal of the moment (too many requests, a store that is locked) is told by no stream when it is over. */
const againMs = 60_000;
/** No verdict on the change itself: it is sent again later. */
const laterCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['auth.missing', 'auth.invalid', 'signIn.failed']);

/** The settings of one person after the other. */
export class SettingsDesk {
  readonly #options: SettingsOptions;
  readonly #tell: (news: SettingsNews) => void;
  readonly #entry: OwnEntry;
  #owner: string | undefined;
  #told: UserSettings | undefined;
  #revision = 0;
  #waiting: SettingsChange = {};
  #running: Promise<void> | undefined;
  #isWanted = false;
  /** Answers to the person before are none of ours. */
  #turn = 0;
  #cancelAgain = (): void => undefined;

  constructor(options: SettingsOptions, tell: (news: SettingsNews) => void) {
    this.#options = options;
    this.#tell = tell;
    this.#entry = createOwnEntry(options.settings, 'settings.copy', isOwed);
  }

  /** Begins with what this device remembers of `userId`. False: it is this person already. */
  begin(userId: string): boolean {
    if (userId === this.#owner) return false;
    this.#owner = userId;
    this.#entry.open(userId);
    this.#start();
    return true;
  }

  /** What this device remembers of the person goes, also what waits. */
  startOver(): void {
    this.#entry.remove();
    this.#start();
  }

  /** Nobody is known any more. */
  forget(): void {
    this.#owner = undefined;
    this.#entry.close();
    this.#start();
  }

  /** `over`: what waits no longer, in no app of this device; `change`: what is changed now. */
  show(over: SettingsChange = {}, change: SettingsChange = {}): void {
    // What another app on this device could not send waits here too, and what it has sent waits no longer.
    const kept = parseCopy(this.#entry.read())?.waiting ?? this.#waiting;
    this.#waiting = { ...without(kept, over), ...change };
    const told = this.#told;
    this.#tell({ settings: told && { ...told, ...this.#waiting }, isWaiting: this.#isWaiting });
    const copy: Copy = { ...(told !== undefined && { settings: told }), waiting: this.#waiting };
    if (told === undefined && !this.#isWaiting) this.#entry.remove();
    else this.#entry.write(JSON.stringify(copy));
  }

  #start(): void {
    this.#cancelAgain();
    this.#turn += 1;
    this.#running = undefined;
    const copy = parseCopy(this.#entry.read());
    this.#revision = 0;
    this.#told = copy?.settings;
    this.#waiting = copy?.waiting ?? {};
  }

  /** Another device has made this revision. */
  heard(revision: number): void {
    if (revision > this.#revision) void this.run();
  }

  change(change: SettingsChange): void {
    this.show({}, change);
    void this.run();
  }

  /** Sends what waits, else reads. Never rejects. */
  async run(): Promise<void> {
    if (this.#owner === undefined) return;
    this.#isWanted = true;
    const mine = this.#turn;
    this.#running ??= this.#work(mine).finally(() => {
      if (mine === this.#turn) this.#running = undefined;
    });
    await this.#running;
  }

  get #isWaiting(): boolean {
    return Object.keys(this.#waiting).length > 0;
  }

  async #work(mine: number): Promise<void> {
    try {
      while (mine === this.#turn && (this.#isWanted || this.#isWaiting)) {
        this.#isWanted = false;
        this.#cancelAgain();
        this.#tell({ phase: 'loading' });
        await this.#send(mine);
      }
    } catch (fault) {
      if (mine === this.#turn) this.#failed(toAppError(fault, 'service.unavailable').code);
    }
  }

  async #send(mine: number): Promise<void> {
    const { api } = this.#options;
    const sent = this.#waiting;
    const { settings, revision } = this.#isWaiting ? await api.changeSettings(sent) : await api.settings();
    if (mine !== this.#turn) return;
    this.#told = settings;
    this.#revision = revision;
    this.#tell({ phase: 'ready', isTold: true, error: undefined });
    this.show(sent);
  }

  #failed(code: ErrorCode): void {
    // A refusal is no news of the settings: they are as they were.
    const over = errorTable[code].retry || laterCodes.has(code) ? {} : this.#waiting;
    this.#tell({ phase: 'failed', error: code });
    this.show(over);
    if (this.#isWaiting) this.#cancelAgain = this.#options.clock.after(againMs, () => void this.run());
  }
}

/** What waits besides `over`; what was changed to something else meanwhile still waits. */
function without(waiting: SettingsChange, over: SettingsChange): SettingsChange {
  const isOver = (name: string, value: unknown): boolean =>
    JSON.stringify(over[name as keyof SettingsChange]) === JSON.stringify(value);
  return Object.fromEntries(Object.entries(waiting).filter(([name, value]) => !isOver(name, value)));
}

/** Changes the service has not been told are kept also when somebody else uses the device. */
function isOwed(text: string): boolean {
  return Object.keys(parseCopy(text)?.waiting ?? {}).length > 0;
}

function parseCopy(text: string | null): Copy | undefined {
  try {
    const parsed = v.safeParse(copySchema, JSON.parse(text ?? 'null'));
    return parsed.success ? parsed.output : undefined;
  } catch {
    // Not ours, or cut off: the service has them.
    return undefined;
  }
}
