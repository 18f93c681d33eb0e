// The settings of one person between this device and the service: read, kept here, changes sent and sent again.
import type { ApiClient, ClockPort } from '#shared/client';
import { settingsChangeSchema, userSettingsSchema, type SettingsChange, type UserSettings } from '#shared/contracts';
import { errorTable, toAppError, type ErrorCode } from '#shared/errors';
import * as v from 'valibot';
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

const key = 'settings.copy';
const copySchema = v.object({ userId: v.string(), settings: userSettingsSchema, waiting: settingsChangeSchema });
/** A refusal of the moment (too many requests, a store that is locked) is told by no stream when it is over. */
const againMs = 60_000;
/** No verdict on the change itself: it is sent again later. */
const laterCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['auth.missing', 'auth.invalid', 'signIn.failed']);

/** The settings of one person after the other. */
export class SettingsDesk {
  readonly #options: SettingsOptions;
  readonly #tell: (news: SettingsNews) => void;
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
  }

  /** Begins with what this device remembers of `userId`. False: it is this person already. */
  begin(userId: string): boolean {
    if (userId === this.#owner) return false;
    this.#owner = userId;
    this.#turn += 1;
    this.#running = undefined;
    this.#revision = 0;
    const copy = readCopy(this.#options.settings, userId);
    this.#told = copy?.settings;
    this.#waiting = copy?.waiting ?? {};
    return true;
  }

  show(): void {
    const told = this.#told;
    this.#tell({ settings: told && { ...told, ...this.#waiting }, isWaiting: this.#isWaiting });
    if (this.#owner === undefined || told === undefined) return;
    const copy = { userId: this.#owner, settings: told, waiting: this.#waiting };
    this.#options.settings.write(key, JSON.stringify(copy));
  }

  /** Another device has made this revision. */
  heard(revision: number): void {
    if (revision > this.#revision) void this.run();
  }

  change(change: SettingsChange): void {
    this.#waiting = { ...this.#waiting, ...change };
    this.show();
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
    this.#waiting = withoutSent(this.#waiting, sent);
    this.#tell({ phase: 'ready', isTold: true, error: undefined });
    this.show();
  }

  #failed(code: ErrorCode): void {
    // A refusal is no news of the settings: they are as they were.
    if (!errorTable[code].retry && !laterCodes.has(code)) this.#waiting = {};
    this.#tell({ phase: 'failed', error: code });
    this.show();
    if (this.#isWaiting) this.#cancelAgain = this.#options.clock.after(againMs, () => void this.run());
  }
}

/** What changed while the rest was under way still waits. */
function withoutSent(waiting: SettingsChange, sent: SettingsChange): SettingsChange {
  return Object.fromEntries(
    Object.entries(waiting).filter(([name, value]) => sent[name as keyof SettingsChange] !== value),
  );
}

function readCopy(device: SettingsPort, userId: string): v.InferOutput<typeof copySchema> | undefined {
  try {
    const parsed = v.safeParse(copySchema, JSON.parse(device.read(key) ?? 'null'));
    return parsed.success && parsed.output.userId === userId ? parsed.output : undefined;
  } catch {
    // Not ours, or cut off: the service has them.
    return undefined;
  }
}
