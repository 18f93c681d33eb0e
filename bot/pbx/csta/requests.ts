// Pairs requests with their answers by invoke id; answers are handed over in the order of the stream.
import { AppError } from '#shared/errors';
import { refusalOf, type CstaMessage } from './message.ts';

/** How an answer is waited for. */
export interface AskOptions {
  /** @default 10000 */
  readonly timeoutMs?: number;
  /** Runs before any later message of the stream is looked at; refusals do not come here. */
  readonly onAnswer?: (answer: CstaMessage) => void;
}

interface Waiting {
  readonly name: string;
  readonly resolve: (answer: CstaMessage) => void;
  readonly reject: (fault: AppError) => void;
  readonly onAnswer: ((answer: CstaMessage) => void) | undefined;
  readonly timer: NodeJS.Timeout;
}

const defaultTimeoutMs = 10_000;
/** 9999 is for events. */
const invokeIds = 9_999;

/** Requests under way on one connection. */
export class CstaRequests {
  private readonly waiting = new Map<string, Waiting>();
  private count = 0;

  /** Calls `send` with a free invoke id. Rejects with `pbx.timeout`, `pbx.refused`, or what `rejectAll` was given. */
  ask(name: string, options: AskOptions, send: (invokeId: string) => void): Promise<CstaMessage> {
    const invokeId = this.nextId();
    if (invokeId === undefined)
      return Promise.reject(new AppError('pbx.timeout', `too many requests wait for ${name}`));
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(invokeId);
        reject(new AppError('pbx.timeout', `no answer to ${name}`));
      }, options.timeoutMs ?? defaultTimeoutMs);
      this.waiting.set(invokeId, { name, resolve, reject, onAnswer: options.onAnswer, timer });
      send(invokeId);
    });
  }

  private nextId(): string | undefined {
    for (let tried = 0; tried < invokeIds; tried += 1) {
      const invokeId = String(this.count).padStart(4, '0');
      this.count = (this.count + 1) % invokeIds;
      if (!this.waiting.has(invokeId)) return invokeId;
    }
    return undefined;
  }

  /** Hands an answer over; one that nobody waits for is ignored. */
  settle(answer: CstaMessage): void {
    const waiting = this.waiting.get(answer.invokeId);
    if (waiting === undefined) return;
    this.waiting.delete(answer.invokeId);
    clearTimeout(waiting.timer);
    const refusal = refusalOf(answer);
    if (refusal !== undefined) {
      const facts = { category: refusal.category, word: refusal.word };
      waiting.reject(new AppError('pbx.refused', `${waiting.name} refused`, { facts }));
      return;
    }
    waiting.onAnswer?.(answer);
    waiting.resolve(answer);
  }

  rejectAll(fault: AppError): void {
    for (const waiting of this.waiting.values()) {
      clearTimeout(waiting.timer);
      waiting.reject(fault);
    }
    this.waiting.clear();
  }
}
