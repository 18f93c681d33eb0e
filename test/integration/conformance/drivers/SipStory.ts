// The dialogs of a SIP PBX's lines, and the documents that tell them in three dialects.
import type { Moves } from '../TestPbx.ts';

/** `kamailio` gives no reasons and repeats the last ended dialog; `full` says all that RFC 4235 can say; `lines` names no calls. */
export type Dialect = 'kamailio' | 'full' | 'lines';

/** The body of one NOTIFY. */
export interface LineDocument {
  readonly line: string;
  readonly event: 'dialog' | 'message-summary' | 'presence';
  readonly body: string;
}

interface Dialog {
  readonly callId: string;
  readonly direction: 'initiator' | 'recipient';
  readonly remote: string;
  readonly state: 'trying' | 'early' | 'confirmed' | 'terminated';
  /** Why it ended, as attributes of `state`. */
  readonly reason: string;
  readonly isHolding: boolean;
}

interface Call {
  /** Of the caller's dialog. */
  readonly callId: string;
  readonly from: string;
  readonly to: string;
  readonly isQueue: boolean;
  ringing: readonly string[];
  /** Whoever talks to the caller. */
  partner: string | undefined;
}

/** What is sent for each move; `take` gives the documents since the last time. */
export class SipStory {
  private readonly dialect: Dialect;
  private readonly dialogs = new Map<string, Dialog[]>();
  private readonly versions = new Map<string, number>();
  private readonly messages = new Map<string, number>();
  private readonly undisturbed = new Set<string>();
  private readonly calls = new Map<string, Call>();
  private out: LineDocument[] = [];
  private callCount = 0;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  readonly moves: Moves = {
    dial: ({ call, from, to, rings, group }) => {
      this.dial(call, { from, to, rings, isQueue: group === 'queue' });
    },
    answer: ({ call: name, by }) => {
      const call = this.named(name);
      this.put(by, { ...this.legOf(call, by, 'recipient', call.from), state: 'confirmed' });
      for (const line of call.ringing) if (line !== by) this.end(this.idFor(call, line), line, 'cancelled', 200);
      this.put(call.from, { ...this.legOf(call, call.from, 'initiator', call.to), state: 'confirmed' });
      call.ringing = [];
      call.partner = by;
    },
    giveUp: ({ call: name }) => {
      const call = this.named(name);
      for (const line of call.ringing) this.end(this.idFor(call, line), line, 'cancelled', 487);
      this.end(call.callId, call.from, 'cancelled', 487);
    },
    refuse: ({ call: name, by, why }) => {
      const call = this.named(name);
      const code = why === 'declined' ? 603 : 486;
      // Kamailio asks no phone that is busy: the one document of it says that the call is over.
      if (why !== 'declined' && this.dialect === 'full') this.offer(call, by, 'trying');
      this.end(call.callId, by, 'rejected', code);
      this.end(call.callId, call.from, 'rejected', code);
    },
    voicemail: ({ call: name, of }) => {
      const call = this.named(name);
      this.end(call.callId, of, 'timeout');
      this.put(call.from, { ...this.legOf(call, call.from, 'initiator', call.to), state: 'confirmed' });
      call.ringing = [];
    },
    leaveMessage: ({ call, of }) => {
      this.messages.set(of, 1);
      this.out.push({ line: of, event: 'message-summary', body: this.document(of, 'message-summary') });
      this.hangUp(this.named(call), this.named(call).from);
    },
    hangUp: ({ call, by }) => {
      this.hangUp(this.named(call), by);
    },
    hold: ({ call, by }) => {
      this.change(this.named(call).callId, by, { isHolding: true });
    },
    retrieve: ({ call, by }) => {
      this.change(this.named(call).callId, by, { isHolding: false });
    },
    forward: ({ call: name, by, to }) => {
      const call = this.named(name);
      this.end(call.callId, by, 'timeout');
      this.offer(call, to, 'early');
      call.ringing = [to];
    },
    // REFER: the one who is sent away dials anew, then the old call ends.
    blindTransfer: ({ call: name, by, to }) => {
      const call = this.named(name);
      this.dial(name, { from: call.from, to, rings: [to], isQueue: false });
      this.hangUp(call, by);
    },
    consult: ({ call, second, by, to }) => {
      this.change(this.named(call).callId, by, { isHolding: true });
      this.dial(second, { from: by, to, rings: [to], isQueue: false });
    },
    // REFER with Replaces (RFC 3891): a third call takes the place of both.
    completeTransfer: ({ call: name, second: secondName, by }) => {
      const [first, second] = [this.named(name), this.named(secondName)];
      const call = this.newCall(first.from, second.to, false);
      this.calls.set(name, call);
      call.partner = second.to;
      this.put(call.from, { ...this.legOf(call, call.from, 'initiator', call.to), state: 'confirmed' });
      this.put(call.to, { ...this.legOf(call, call.to, 'recipient', call.from), state: 'confirmed' });
      this.hangUp(second, by);
      this.hangUp(first, by);
    },
    park: ({ call, by }) => {
      this.end(this.named(call).callId, by, 'local-bye');
      this.named(call).partner = undefined;
    },
    pickUp: ({ call: name, by, slot }) => {
      const fetching = this.newCall(by, slot, false);
      this.put(by, { ...this.legOf(fetching, by, 'initiator', slot), state: 'trying' });
      this.put(by, { ...this.legOf(fetching, by, 'initiator', slot), state: 'confirmed' });
      this.calls.set(`${name} picked up`, fetching);
    },
    doNotDisturb: ({ line, isOn }) => {
      if (isOn) this.undisturbed.add(line);
      else this.undisturbed.delete(line);
      this.out.push({ line, event: 'presence', body: this.document(line, 'presence') });
    },
  };

  take(): readonly LineDocument[] {
    const documents = this.out;
    this.out = [];
    return documents;
  }

  /** The whole state of a line. */
  document(line: string, event: string): string {
    if (event === 'message-summary') return this.summary(line);
    if (event === 'presence') return this.pidf(line);
    const version = this.versions.get(line) ?? 0;
    const dialogs = this.dialogs.get(line) ?? [];
    const inner = this.dialect === 'lines' ? lineXml(line, dialogs) : dialogs.map((each) => this.dialogXml(each));
    return `<?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${String(version)}" state="full" entity="sip:${line}@pbx.test">${[inner].flat().join('')}</dialog-info>`;
  }

  private dial(
    name: string,
    how: { readonly from: string; readonly to: string; readonly rings: readonly string[]; readonly isQueue: boolean },
  ): void {
    const call = this.newCall(how.from, how.to, how.isQueue);
    this.calls.set(name, call);
    call.ringing = how.rings;
    this.offer(call, how.from, 'trying');
    for (const line of how.rings) this.offer(call, line, 'early');
    // A queue answers, and calls its members by calls of its own.
    if (how.isQueue) this.change(call.callId, how.from, { state: 'confirmed' });
    else if (how.rings.length > 0) this.change(call.callId, how.from, { state: 'early' });
  }

  private newCall(from: string, to: string, isQueue: boolean): Call {
    this.callCount += 1;
    const callId = `${String(this.callCount)}@pbx.test`;
    return { callId, from, to, isQueue, ringing: [], partner: undefined };
  }

  private offer(call: Call, line: string, state: 'trying' | 'early'): void {
    const isCaller = line === call.from;
    this.put(line, {
      ...this.legOf(call, line, isCaller ? 'initiator' : 'recipient', isCaller ? call.to : call.from),
      state,
    });
  }

  private hangUp(call: Call, by: string): void {
    for (const line of [call.from, call.partner, ...call.ringing]) {
      if (line === undefined) continue;
      this.end(this.idFor(call, line), line, line === by ? 'local-bye' : 'remote-bye');
    }
    // Who picked up a parked call hears the other end hang up.
    for (const [name, each] of this.calls) {
      if (this.calls.get(name.replace(' picked up', '')) === call && each !== call) {
        this.end(each.callId, each.from, 'remote-bye');
      }
    }
  }

  private idFor(call: Call, line: string): string {
    return call.isQueue && line !== call.from ? `${line}-${call.callId}` : call.callId;
  }

  private legOf(call: Call, line: string, direction: Dialog['direction'], remote: string): Dialog {
    return { callId: this.idFor(call, line), direction, remote, state: 'trying', reason: '', isHolding: false };
  }

  private end(callId: string, line: string, event: string, code?: number): void {
    const told = code === undefined ? `event="${event}"` : `event="${event}" code="${String(code)}"`;
    this.change(callId, line, { state: 'terminated', reason: ` ${told}` });
  }

  private change(callId: string, line: string, facts: Partial<Dialog>): void {
    const known = this.dialogs.get(line)?.find((each) => each.callId === callId);
    // A call that never rang is told by its end alone.
    const first = {
      callId,
      direction: 'recipient',
      remote: '',
      state: 'trying',
      reason: '',
      isHolding: false,
    } as const;
    this.put(line, { ...(known ?? first), ...facts });
  }

  /** One document for each change; a call that ended stays in it until the next one begins (spec pbx A.2.5). */
  private put(line: string, dialog: Dialog): void {
    if (line.startsWith('+')) return;
    const others = (this.dialogs.get(line) ?? []).filter(
      (each) => each.callId !== dialog.callId && (each.state !== 'terminated' || dialog.state !== 'trying'),
    );
    this.dialogs.set(line, [...others, dialog]);
    this.versions.set(line, (this.versions.get(line) ?? 0) + 1);
    this.out.push({ line, event: 'dialog', body: this.document(line, 'dialog') });
  }

  private dialogXml({ callId, direction, remote, state, reason, isHolding }: Dialog): string {
    const isFull = this.dialect === 'full';
    const word = !isFull && state === 'trying' ? 'Trying' : state;
    const target =
      isHolding && isFull ? '<local><target><param pname="+sip.rendering" pval="no"/></target></local>' : '';
    const identity = remote === '' ? '' : `<remote><identity>sip:${remote}@pbx.test</identity></remote>`;
    const why = isFull ? reason : '';
    return `<dialog id="${callId}" call-id="${callId}" direction="${direction}"><state${why}>${word}</state>${target}${identity}</dialog>`;
  }

  private summary(line: string): string {
    const count = this.messages.get(line) ?? 0;
    return `Messages-Waiting: ${count > 0 ? 'yes' : 'no'}\r\nVoice-Message: ${String(count)}/0 (0/0)\r\n`;
  }

  private pidf(line: string): string {
    const isOn = this.undisturbed.has(line);
    const person = isOn
      ? '<dm:person id="p"><rpid:activities><rpid:busy/></rpid:activities><dm:note>Do not disturb</dm:note></dm:person>'
      : '';
    return `<?xml version="1.0"?><presence xmlns="urn:ietf:params:xml:ns:pidf" xmlns:dm="urn:ietf:params:xml:ns:pidf:data-model" xmlns:rpid="urn:ietf:params:xml:ns:pidf:rpid" entity="sip:${line}@pbx.test"><tuple id="t"><status><basic>open</basic></status></tuple>${person}</presence>`;
  }

  private named(name: string): Call {
    const call = this.calls.get(name);
    if (call === undefined) throw new Error(`no call ${name}`);
    return call;
  }
}

/** As Asterisk writes a hint: one dialog for the line, a caller who hears it ring is in a call already. */
function lineXml(line: string, dialogs: readonly Dialog[]): string {
  const live = dialogs.filter((each) => each.state !== 'terminated');
  const isInCall = live.some((each) => each.state === 'confirmed' || each.direction === 'initiator');
  if (isInCall) return `<dialog id="${line}"><state>confirmed</state></dialog>`;
  if (live.length > 0) return `<dialog id="${line}" direction="recipient"><state>early</state></dialog>`;
  return `<dialog id="${line}"><state>terminated</state></dialog>`;
}
