// All calls of the sandbox PBX: places them, finds them by extension, and gives unanswered ones an end.
import type { Party } from './channel.ts';
import { dialFrom, type DialOrder, placeCall } from './dialMoves.ts';
import { leaveVoicemail } from './endMoves.ts';
import { partyOf } from './ringMoves.ts';
import type { SandboxCall } from './SandboxCall.ts';
import type { Switchboard } from './switchboard.ts';
import type { Timers } from './timers.ts';
import { pickUpParked } from './transferMoves.ts';
import type { Channel } from './channel.ts';

/** Who calls whom, by number; `from: 'outside'` takes `number` and `name`, or makes them up. */
export interface CallRequest {
  readonly from: string;
  readonly to: string;
  readonly number?: string;
  readonly name?: string;
  /** The called phone does not ring; the story goes on with `busy()`. @default true */
  readonly rings?: boolean;
  /** The called side picks up by itself after so long. */
  readonly answerAfterMs?: number;
  /** The caller hangs up so long after the answer. */
  readonly talkMs?: number;
}

/** How long things take that nobody decides. */
export interface DeskTimes {
  readonly noAnswerMs: number;
  readonly voicemailMs: number;
  readonly outsideAnswersMs: number;
  readonly longestCallMs: number;
}

/** The operator of the sandbox PBX. */
export class CallDesk {
  readonly calls = new Set<SandboxCall>();
  callCount = 0;
  private readonly board: Switchboard;
  private readonly timers: Timers;
  private readonly times: DeskTimes;
  private outsideCount = 0;

  constructor(board: Switchboard, timers: Timers, times: DeskTimes) {
    this.board = board;
    this.timers = timers;
    this.times = times;
  }

  /** Places a call; it rings when this returns. */
  call(request: CallRequest): SandboxCall {
    const order: DialOrder = {
      from: this.callerOf(request),
      to: request.to,
      rings: request.rings !== false,
    };
    return this.look(placeCall(this.board, order), request);
  }

  /** A phone that was rung by Originate and picked up dials on. */
  dialOn(channel: Channel, phone: Party, to: string): SandboxCall {
    return this.look(dialFrom(this.board, channel, { from: phone, to }), { from: '', to });
  }

  /** `extension`, in a call, calls `to` on a second line to ask before a transfer. */
  consult(extension: string, to: string): SandboxCall {
    return this.call({ from: extension, to });
  }

  /** The newest call in which `extension` has a leg (ringing or talking). */
  find(extension: string): SandboxCall | undefined {
    return [...this.calls].reverse().find((call) => call.extensions().includes(extension));
  }

  /** The newest call that rings at `extension`. */
  findRinging(extension: string): SandboxCall | undefined {
    return [...this.calls].reverse().find((call) => call.ringing.some((leg) => leg.phone?.extension === extension));
  }

  /** `extension` dials the slot in which somebody waits. */
  pickUp(slot: string, extension: string): SandboxCall {
    const call = [...this.calls].find((one) => one.parkedAt === slot && one.stage === 'parked');
    if (call === undefined) throw new Error(`nobody is parked on ${slot}`);
    pickUpParked(call, this.board.book.phone(extension));
    return call;
  }

  /** True when the phone is in no call and can take one. */
  isFree(extension: string): boolean {
    const phone = this.board.book.phones.get(extension);
    return phone !== undefined && phone.channels.size === 0 && phone.registered && !phone.doNotDisturb;
  }

  /** The caller in voicemail leaves a message and hangs up. */
  leaveMessage(call: SandboxCall): void {
    leaveVoicemail(call, true);
  }

  /** Ends every call, whatever its stage. */
  hangUpAll(): void {
    for (const call of this.calls) call.hangup();
  }

  private callerOf(request: CallRequest): Party {
    if (request.from !== 'outside') return { kind: 'phone', phone: this.board.book.phone(request.from) };
    const count = this.outsideCount++;
    const number = request.number ?? `+120255501${String(count % 100).padStart(2, '0')}`;
    return { kind: 'outside', number, name: request.name ?? `Customer ${(count % 100) + 1}` };
  }

  private look(call: SandboxCall, request: CallRequest): SandboxCall {
    this.callCount += 1;
    if (call.stage === 'over') return call;
    this.calls.add(call);
    const forget = [
      this.timers.after(this.times.noAnswerMs, () => this.endRinging(call)),
      this.timers.after(this.times.longestCallMs, () => call.hangup()),
      ...this.automatic(call, request),
    ];
    void call.over.then(() => {
      this.calls.delete(call);
      for (const drop of forget) drop();
    });
    return call;
  }

  private automatic(call: SandboxCall, request: CallRequest): readonly (() => void)[] {
    const toOutside = call.ringing.length > 0 && call.ringing.every((leg) => leg.phone === undefined);
    const answerMs = request.answerAfterMs ?? (toOutside ? this.times.outsideAnswersMs : undefined);
    if (answerMs === undefined) return [];
    const answered = this.timers.after(answerMs, () => {
      if (call.stage === 'ringing') call.answer();
    });
    if (request.talkMs === undefined) return [answered];
    return [answered, this.timers.after(answerMs + request.talkMs, () => call.hangup())];
  }

  private endRinging(call: SandboxCall): void {
    if (call.stage !== 'ringing' && call.stage !== 'dialling') return;
    if (call.group?.kind === 'queue' || partyOf(this.board, call.called).kind === 'outside') {
      call.cancel();
      return;
    }
    call.noAnswer();
    this.timers.after(this.times.voicemailMs, () => {
      if (call.stage === 'voicemail') leaveVoicemail(call, true);
    });
  }
}
