// Decides which requests go wrong on purpose, and how.

const faultKinds = [
  'latency',
  'throttle',
  'serverError',
  'reset',
  'hang',
  'html',
  'huge',
  'unauthorized',
  'forbidden',
  'notFound',
  'lost',
  'stuck',
] as const;

/**
 * What can be made to go wrong. `latency` delays and then answers truly; `lost` does what is asked and then cuts the connection
 * instead of answering; `stuck` answers 200 to clearPresence while the session stays (it hits nothing else).
 * In a part of a batch there is no connection to break: `reset`, `html` and `huge` become 502 there, `hang` and `lost` 504,
 * and a delay holds up the whole batch.
 */
export type FaultKind = (typeof faultKinds)[number];

/** One fault to play; the first that matches and is not used up applies. */
export interface Fault {
  readonly kind: FaultKind;
  /** Regular expression on `METHOD /path`; parts of a batch match one by one. @default every request */
  readonly match?: string;
  /** How many requests it hits. @default all until cleared */
  readonly count?: number;
  /** For how long it is armed, by the sandbox's clock. @default until cleared */
  readonly seconds?: number;
  /** Which share of the matching requests it hits, 0 to 1, drawn by chance of a fixed seed. @default 1 */
  readonly share?: number;
  /** Delay before the answer or the cut. @default 0 */
  readonly delayMs?: number;
  /** Status of `serverError`. @default 503 */
  readonly status?: number;
  /** Retry-After of `throttle` and `serverError`; `null` leaves the header out. @default 1 for throttle, none for serverError */
  readonly retryAfterSeconds?: number | null;
}

interface Armed {
  readonly fault: Fault;
  readonly pattern: RegExp | null;
  readonly untilMs: number;
  left: number;
}

const numberFields = ['count', 'seconds', 'share', 'delayMs', 'status'] as const;
const clears = /\/presence\/clearPresence$/;

/** A fault as it came over HTTP. Throws what is wrong with it. */
export function readFault(body: Readonly<Record<string, unknown>>): Fault {
  const kind = faultKinds.find((known) => known === body.kind);
  if (kind === undefined) throw new Error(`kind is one of ${faultKinds.join(', ')}`);
  for (const field of numberFields) {
    const value = body[field];
    if (value !== undefined && !(typeof value === 'number' && value >= 0)) throw new Error(`${field} is a number`);
  }
  const { match, retryAfterSeconds } = body;
  if (match !== undefined && typeof match !== 'string') throw new Error('match is a regular expression');
  if (!['undefined', 'number'].includes(typeof retryAfterSeconds) && retryAfterSeconds !== null) {
    throw new Error('retryAfterSeconds is a number or null');
  }
  return { ...body, kind };
}

/** The faults armed now, in order. */
export class FaultBook {
  #armed: Armed[] = [];
  readonly #now: () => number;
  readonly #random: () => number;

  /** `now` in milliseconds ages faults; `random` (0 to 1) draws shares. */
  constructor(now: () => number, random: () => number = seededRandom(1)) {
    this.#now = now;
    this.#random = random;
  }

  /** Arms a fault; returns how to disarm it. */
  add(fault: Fault): () => void {
    const armed: Armed = {
      fault,
      pattern: fault.match === undefined ? null : new RegExp(fault.match),
      untilMs: fault.seconds === undefined ? Infinity : this.#now() + fault.seconds * 1000,
      left: fault.count ?? Infinity,
    };
    this.#armed.push(armed);
    return () => {
      this.#armed = this.#armed.filter((other) => other !== armed);
    };
  }

  /** The fault for this request (`METHOD /path`), or `undefined`; uses it up. */
  take(request: string): Fault | undefined {
    if (this.#armed.length === 0) return undefined;
    const nowMs = this.#now();
    this.#armed = this.#armed.filter(({ left, untilMs }) => left > 0 && nowMs < untilMs);
    const armed = this.#armed.find((candidate) => this.#hits(candidate, request));
    if (armed === undefined) return undefined;
    armed.left -= 1;
    return armed.fault;
  }

  clear(): void {
    this.#armed = [];
  }

  #hits({ fault, pattern }: Armed, request: string): boolean {
    if (fault.kind === 'stuck' && !clears.test(request)) return false;
    if (pattern !== null && !pattern.test(request)) return false;
    return fault.share === undefined || this.#random() < fault.share;
  }
}

/** Numbers from 0 to 1, the same for the same seed (mulberry32, public domain). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
