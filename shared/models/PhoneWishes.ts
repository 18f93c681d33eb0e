// What the person wants of their phone and the phone system has not done yet: sent one after the other, the last wish counts.
import type { PhoneChange, PhoneLine } from '#shared/contracts';
import { toAppError, type ErrorCode } from '#shared/errors';

/** Lines of the phone, and the wishes about them. The first wish is being sent. */
export class PhoneWishes {
  #told: readonly PhoneLine[] = [];
  #wishes: readonly PhoneChange[] = [];
  /** Counts the people who sat here. */
  #turn = 0;

  /** With the wishes: what a switch shows is what the person set it to. */
  get lines(): readonly PhoneLine[] {
    return this.#wishes.reduce(withChange, this.#told);
  }

  get isWaiting(): boolean {
    return this.#wishes.length > 0;
  }

  /** The lines as the phone system has them. */
  tell(lines: readonly PhoneLine[]): void {
    this.#told = lines;
  }

  /** Of what waits for the same thing only the last wish counts. True: nothing is being sent yet. */
  add(change: PhoneChange): boolean {
    const [sent, ...waiting] = this.#wishes;
    const others = waiting.filter((wish) => !isSameThing(wish, change));
    this.#wishes = sent === undefined ? [change] : [sent, ...others, change];
    return sent === undefined;
  }

  /** Sends one wish after the other until none waits. The answer: why the last one that was refused was. */
  async send(order: (wish: PhoneChange) => Promise<void>): Promise<ErrorCode | undefined> {
    const mine = this.#turn;
    let error: ErrorCode | undefined;
    for (let [wish] = this.#wishes; wish !== undefined && mine === this.#turn; [wish] = this.#wishes) {
      let isDone = true;
      try {
        await order(wish);
      } catch (fault) {
        isDone = false;
        error = toAppError(fault, 'service.unavailable').code;
      }
      if (mine !== this.#turn) break;
      if (isDone) this.#told = withChange(this.#told, wish);
      this.#wishes = this.#wishes.slice(1);
    }
    return error;
  }

  /** Somebody else sits here: nothing more is sent. */
  clear(): void {
    this.#turn += 1;
    this.#told = this.#wishes = [];
  }
}

function isSameThing(one: PhoneChange, other: PhoneChange): boolean {
  if (one.extension !== other.extension) return false;
  if (one.set === 'doNotDisturb' || other.set === 'doNotDisturb') return one.set === other.set;
  return one.type === other.type;
}

function withChange(lines: readonly PhoneLine[], change: PhoneChange): readonly PhoneLine[] {
  return lines.map((line) => (line.extension === change.extension ? changedLine(line, change) : line));
}

function changedLine(line: PhoneLine, change: PhoneChange): PhoneLine {
  if (change.set === 'doNotDisturb') return { ...line, doNotDisturb: change.isOn };
  const others = line.forwarding.filter(({ type }) => type !== change.type);
  const { type, to } = change;
  return { ...line, forwarding: to === null ? others : [...others, { type, to }] };
}
