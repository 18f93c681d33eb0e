// Keeps the speed dials of the service and the changes made here together: reads, sends, and does changes again over newer lists.
import type { ApiClient } from '#shared/client';
import type { SpeedDialList, SpeedDials } from '#shared/contracts';
import { errorTable, toAppError, type ErrorCode } from '#shared/errors';
import type { SpeedDialsCopy } from './speedDialsCopy.ts';
import { applySpeedDialsEdits, type SpeedDialsEdit } from './speedDialsEdit.ts';

/** What the one who keeps the list is told. */
export interface SyncHearer {
  /** The list is another one, or fewer or more changes wait. */
  readonly onChange: () => void;
  /** Reading has begun, has ended, or has failed. */
  readonly onRead: (state: 'loading' | 'ready' | ErrorCode) => void;
  /** A change of the person came to nothing. */
  readonly onLost: (code: ErrorCode) => void;
}

const nothing: SpeedDials = { revision: 0, groups: [], items: [] };
/** Lists that change this often under our hands are a fault, not another device. */
const mostTries = 3;
/** No verdict on the change itself: it is sent again later. */
const laterCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['auth.missing', 'auth.invalid', 'signIn.failed']);

/** The list between one person and the service. */
export class SpeedDialsSync {
  readonly #api: Pick<ApiClient, 'speedDials' | 'saveSpeedDials'>;
  readonly #hearer: SyncHearer;
  #base = nothing;
  #edits: readonly SpeedDialsEdit[] = [];
  #isStale = true;
  #running: Promise<void> | undefined;
  /** Answers to the person before are none of ours. */
  #turn = 0;

  constructor(api: Pick<ApiClient, 'speedDials' | 'saveSpeedDials'>, hearer: SyncHearer) {
    this.#api = api;
    this.#hearer = hearer;
  }

  /** With all changes made here. */
  get list(): SpeedDialList {
    return applySpeedDialsEdits(this.#base, this.#edits).list;
  }

  get copy(): SpeedDialsCopy {
    return { base: this.#base, edits: this.#edits };
  }

  /** Changes wait for the service. */
  get isWaiting(): boolean {
    return this.#edits.length > 0;
  }

  /** Begins with what this device remembers of a person. */
  begin(copy: SpeedDialsCopy | undefined): void {
    this.#turn += 1;
    this.#running = undefined;
    this.#isStale = true;
    this.#base = copy?.base ?? nothing;
    this.#edits = copy?.edits ?? [];
    this.#hearer.onChange();
  }

  readonly edit = (edit: SpeedDialsEdit): void => {
    this.#edits = [...this.#edits, edit];
    this.#hearer.onChange();
    void this.#run();
  };

  /** Another device has made this revision. */
  readonly heard = (revision: number): void => {
    if (revision > this.#base.revision) void this.readAgain();
  };

  /** Reads the list, then sends what waits. Never rejects. */
  async readAgain(): Promise<void> {
    this.#isStale = true;
    await this.#run();
  }

  async #run(): Promise<void> {
    const mine = this.#turn;
    this.#running ??= this.#work(mine).finally(() => {
      if (mine === this.#turn) this.#running = undefined;
    });
    await this.#running;
  }

  async #work(mine: number): Promise<void> {
    for (let tries = 0; tries < mostTries && (this.#isStale || this.isWaiting);) {
      if (this.#isStale && !(await this.#read(mine))) return;
      if (!this.isWaiting) continue;
      if (!(await this.#send(mine))) return;
      if (this.#isStale) tries += 1;
    }
  }

  async #read(mine: number): Promise<boolean> {
    this.#hearer.onRead('loading');
    // Not afterwards: what is heard while the answer is on its way may be newer than the answer.
    this.#isStale = false;
    try {
      const next = await this.#api.speedDials();
      if (mine !== this.#turn) return false;
      this.#hearer.onRead('ready');
      this.#rebase(next);
      return true;
    } catch (fault) {
      if (mine !== this.#turn) return false;
      this.#isStale = true;
      this.#hearer.onRead(toAppError(fault, 'service.unavailable').code);
      return false;
    }
  }

  /** True when going on makes sense at once. */
  async #send(mine: number): Promise<boolean> {
    const sent = this.#edits.length;
    try {
      const next = await this.#api.saveSpeedDials({ revision: this.#base.revision, ...this.list });
      if (mine !== this.#turn) return false;
      this.#edits = this.#edits.slice(sent);
      this.#rebase(next);
      return true;
    } catch (fault) {
      if (mine !== this.#turn) return false;
      return this.#notSent(toAppError(fault, 'service.unavailable').code, sent);
    }
  }

  #notSent(code: ErrorCode, sent: number): boolean {
    this.#isStale = true;
    if (code === 'personal.conflict') return true;
    if (errorTable[code].retry || laterCodes.has(code)) {
      this.#hearer.onRead(code);
      return false;
    }
    this.#edits = this.#edits.slice(sent);
    this.#hearer.onChange();
    this.#hearer.onLost(code);
    return true;
  }

  /** Does the changes made here again over `next`; those that no longer fit are told. */
  #rebase(next: SpeedDials): void {
    this.#base = next;
    const { done, lost } = applySpeedDialsEdits(next, this.#edits);
    this.#edits = done;
    this.#hearer.onChange();
    if (lost > 0) this.#hearer.onLost('personal.conflict');
  }
}
