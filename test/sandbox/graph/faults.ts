// Decides which requests go wrong on purpose, and how.

/** What can be made to go wrong. `latency` delays and then answers properly. */
export type FaultKind =
  | 'latency'
  | 'throttle'
  | 'serverError'
  | 'reset'
  | 'hang'
  | 'html'
  | 'huge'
  | 'unauthorized'
  | 'forbidden'
  | 'notFound';

/** One fault to play; the first that matches and is not used up applies. */
export interface Fault {
  readonly kind: FaultKind;
  /** Regular expression on `METHOD /path`. @default every request */
  readonly match?: string;
  /** How many requests it hits. @default all until cleared */
  readonly count?: number;
  /** Delay before the answer or the cut. @default 0 */
  readonly delayMs?: number;
  /** Status of `serverError`. @default 503 */
  readonly status?: number;
  /** Retry-After of `throttle`; `null` leaves the header out. @default 1 */
  readonly retryAfterSeconds?: number | null;
}

/** A fault that was chosen for a request. */
export type ChosenFault = Fault;

interface Armed {
  readonly fault: Fault;
  readonly pattern: RegExp | null;
  left: number;
}

/** The faults armed now, in order. */
export class FaultBook {
  #armed: Armed[] = [];

  /** Arms a fault; returns how to disarm it. */
  add(fault: Fault): () => void {
    const armed: Armed = {
      fault,
      pattern: fault.match === undefined ? null : new RegExp(fault.match),
      left: fault.count ?? Infinity,
    };
    this.#armed.push(armed);
    return () => {
      this.#armed = this.#armed.filter((other) => other !== armed);
    };
  }

  /** The fault for this request, or `undefined`; uses it up. */
  take(request: string): ChosenFault | undefined {
    if (this.#armed.length === 0) return undefined;
    const armed = this.#armed.find(({ pattern, left }) => left > 0 && (pattern === null || pattern.test(request)));
    if (armed === undefined) return undefined;
    armed.left -= 1;
    return armed.fault;
  }

  clear(): void {
    this.#armed = [];
  }
}
