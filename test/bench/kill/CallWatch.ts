// Notes when calls of the PBX began and ended, and when the service was logged in there, by the clock of the bench.
import type { SandboxPbx } from '../../sandbox/pbx/index.ts';

/** Times are looked at so often: what is noted is late by no more than this and the timer's own delay. */
const lookMs = 10;

/** A row the PBX's story owes, with the times of its call and leg in milliseconds since the epoch. */
export interface OwedRow {
  readonly extension: string;
  readonly direction: string;
  readonly outcome: string;
  readonly callId: string;
  readonly startedAt: number;
  /** When the call went from dialling to ringing, to talking, to voicemail. */
  readonly changedAt: readonly number[];
  /** Some phone rang, or a mailbox took the call. */
  readonly hasRung: boolean;
  readonly endedAt: number;
}

/** A time in which somebody was logged in at the PBX; open at its end while `until` is infinite. */
export interface Login {
  readonly from: number;
  readonly until: number;
}

interface CallLife {
  readonly startedAt: number;
  readonly changedAt: number[];
  stage: string;
  hasRung: boolean;
}

/** The watch of one PBX, from its making until `stop`. */
export class CallWatch {
  readonly rows: OwedRow[] = [];
  private readonly pbx: SandboxPbx;
  private readonly lives = new Map<string, CallLife>();
  private readonly loginList: Login[] = [];
  private readonly timer: NodeJS.Timeout;
  private rowsSeen = 0;

  constructor(pbx: SandboxPbx) {
    this.pbx = pbx;
    this.timer = setInterval(() => {
      this.look();
    }, lookMs);
  }

  get logins(): readonly Login[] {
    return this.loginList;
  }

  /** True while somebody is logged in at the PBX. */
  isHeard(): boolean {
    return this.pbx.counts().clients > 0;
  }

  stop(): void {
    clearInterval(this.timer);
    this.look();
  }

  private look(): void {
    const now = Date.now();
    for (const { id, stage } of this.pbx.desk.calls) this.lookAtCall(id, stage, now);
    for (const row of this.pbx.journal.records(this.rowsSeen)) {
      this.rowsSeen += 1;
      const { extension, direction, outcome, callId } = row;
      const { startedAt, changedAt, hasRung } = this.lives.get(callId) ?? unseenLife(now);
      this.rows.push({ extension, direction, outcome, callId, startedAt, changedAt, hasRung, endedAt: now });
    }
    this.lookAtLogin(now);
  }

  private lookAtCall(id: string, stage: string, now: number): void {
    const life = this.lives.get(id);
    const hasRung = stage !== 'dialling';
    if (life === undefined) this.lives.set(id, { startedAt: now, changedAt: [], stage, hasRung });
    else if (life.stage !== stage) {
      life.stage = stage;
      life.hasRung ||= hasRung;
      life.changedAt.push(now);
    }
  }

  private lookAtLogin(now: number): void {
    const last = this.loginList.at(-1);
    const isOpen = last !== undefined && last.until === Infinity;
    if (this.isHeard() === isOpen) return;
    if (isOpen) this.loginList[this.loginList.length - 1] = { ...last, until: now };
    else this.loginList.push({ from: now, until: Infinity });
  }
}

/** A call that was over between two looks. */
function unseenLife(now: number): CallLife {
  return { startedAt: now, changedAt: [], stage: 'dialling', hasRung: false };
}
