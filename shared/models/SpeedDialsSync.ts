// Keeps the speed dials of the service and the changes made here together: reads, sends, and does changes again over newer lists.
import type { ApiClient } from '#shared/client';
import type { SpeedDialList, SpeedDials } from '#shared/contracts';
import { errorTable, toAppError, type ErrorCode } from '#shared/errors';
import { mergeSpeedDialsCopies, type PendingEdit, type SpeedDialsDrawer } from './speedDialsCopy.ts';
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

/** What the list works with. */
export interface SyncOptions {
  readonly api: Pick<ApiClient, 'speedDials' | 'saveSpeedDials'>;
  readonly drawer: SpeedDialsDrawer;
  /** A fresh id, different from those of every other app on this device. */
  readonly newEditId: () => string;
}

/** The list between one person and the service. Other apps of the person on this device share what waits. */
export class SpeedDialsSync {
  readonly #options: SyncOptions;
  readonly #hearer: SyncHearer;
  #base = nothing;
  #edits: readonly PendingEdit[] = [];
  #done: readonly string[] = [];
  /** The list was told, by the service or by this device. */
  #isKnown = false;
  #isStale = true;
  #running: Promise<void> | undefined;
  /** Answers to the person before are none of ours. */
  #turn = 0;

  constructor(options: SyncOptions, hearer: SyncHearer) {
    this.#options = options;
    this.#hearer = hearer;
  }

  /** With all changes made here. */
  get list(): SpeedDialList {
    return applySpeedDialsEdits(this.#base, editsOf(this.#edits)).list;
  }

  /** Colleagues the service knows behind numbers of the list, by number. */
  get people(): Readonly<Record<string, string>> {
    return this.#base.people ?? {};
  }

  get isKnown(): boolean {
    return this.#isKnown;
  }

  /** Changes wait for the service. */
  get isWaiting(): boolean {
    return this.#edits.length > 0;
  }

  /** Begins with what this device remembers of the person whose drawer is open. */
  begin(): void {
    const copy = this.#options.drawer.read();
    this.#turn += 1;
    this.#running = undefined;
    this.#isStale = true;
    this.#isKnown = copy !== undefined;
    this.#base = copy?.base ?? nothing;
    this.#edits = copy?.edits ?? [];
    this.#done = copy?.done ?? [];
    this.#hearer.onChange();
  }

  readonly edit = (edit: SpeedDialsEdit): void => {
    this.#edits = [...this.#edits, { id: this.#options.newEditId(), edit }];
    this.#share();
    void this.#run();
  };

  /** Another device has made this revision. */
  readonly heard = (revision: number): void => {
    if (revision > this.#base.revision) void this.readAgain();
  };

  /** Reads the list, then sends what waits. Never rejects. */
  async readAgain(): Promise<void> {
    this.#isStale = true;
    // Another app on this device may have left what it could not send.
    this.#share();
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
      const next = await this.#options.api.speedDials();
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
    const sent = this.#edits;
    const list = this.list;
    // Another app was faster, or what was done was taken back.
    if (isSameList(list, this.#base)) {
      this.#finish(sent);
      return true;
    }
    try {
      const next = await this.#options.api.saveSpeedDials({ revision: this.#base.revision, ...list });
      if (mine !== this.#turn) return false;
      this.#done = [...this.#done, ...idsOf(sent)];
      this.#rebase(next);
      return true;
    } catch (fault) {
      if (mine !== this.#turn) return false;
      return this.#notSent(toAppError(fault, 'service.unavailable').code, sent);
    }
  }

  #notSent(code: ErrorCode, sent: readonly PendingEdit[]): boolean {
    this.#isStale = true;
    if (code === 'personal.conflict') return true;
    if (errorTable[code].retry || laterCodes.has(code)) {
      this.#hearer.onRead(code);
      return false;
    }
    this.#finish(sent);
    this.#hearer.onLost(code);
    return true;
  }

  /** Does the changes made here again over `next`; those that no longer fit are told. */
  #rebase(next: SpeedDials): void {
    this.#base = next;
    this.#isKnown = true;
    const open = this.#edits.filter(({ id }) => !this.#done.includes(id));
    const { done, lost } = applySpeedDialsEdits(next, editsOf(open));
    this.#finish(
      this.#edits.filter(({ edit }) => !done.includes(edit)),
      next,
    );
    if (lost > 0) this.#hearer.onLost('personal.conflict');
  }

  /** These changes wait no longer, in no app. */
  #finish(edits: readonly PendingEdit[], told?: SpeedDials): void {
    this.#done = [...new Set([...this.#done, ...idsOf(edits)])];
    this.#share(told);
  }

  /** Puts together what waits here and in the other apps of this device. `told`: the list as the service has told it now. */
  #share(told?: SpeedDials): void {
    const { drawer } = this.#options;
    const mine = { base: this.#base, edits: this.#edits, done: this.#done };
    const kept = drawer.read();
    const { base, edits, done } = mergeSpeedDialsCopies(mine, kept ?? mine);
    this.#base = told ?? base;
    this.#isKnown ||= kept !== undefined;
    this.#edits = edits;
    this.#done = done;
    // A list nobody has told would look like one that was emptied.
    if (this.#isKnown || this.isWaiting) drawer.write({ base: this.#base, edits, done });
    this.#hearer.onChange();
  }
}

function editsOf(pending: readonly PendingEdit[]): readonly SpeedDialsEdit[] {
  return pending.map(({ edit }) => edit);
}

function idsOf(pending: readonly PendingEdit[]): readonly string[] {
  return pending.map(({ id }) => id);
}

function isSameList(one: SpeedDialList, { groups, items }: SpeedDials): boolean {
  return JSON.stringify([one.groups, one.items]) === JSON.stringify([groups, items]);
}
