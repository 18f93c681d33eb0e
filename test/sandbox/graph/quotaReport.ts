// Our own count of the presence requests Graph received: the fullest window of each application (microsoft365.md 1.5).
import type { JournalEntry } from './journal.ts';

/** One application's requests; parts of a batch count one by one, refused and failed ones too. */
export interface AppQuota {
  /** Empty for requests whose token said nothing. */
  readonly app: string;
  readonly requests: number;
  /** Answers 429 among them. */
  readonly throttled: number;
  /** Most requests in any one window. */
  readonly maxInWindow: number;
  /** When the fullest window began, in microseconds of the journal. */
  readonly fullestFromUs: string;
}

/** What `GET /_sandbox/quota` gives. */
export interface QuotaReport {
  readonly limit: number;
  readonly windowMs: number;
  /** Entries the journal has forgotten: above 0 the counts are lower than the truth. */
  readonly dropped: number;
  readonly apps: readonly AppQuota[];
}

interface Received {
  readonly timesUs: number[];
  throttled: number;
}

/** The report's applications, in order of first appearance; `counts` picks the requests that count. */
export function countWindows(
  entries: readonly JournalEntry[],
  windowMs: number,
  counts: (entry: JournalEntry) => boolean,
): readonly AppQuota[] {
  const received = new Map<string, Received>();
  for (const entry of entries) {
    if (!counts(entry)) continue;
    const app = entry.app ?? '';
    const own = received.get(app) ?? { timesUs: [], throttled: 0 };
    received.set(app, own);
    own.timesUs.push(entry.atUs);
    if (entry.status === 429) own.throttled += 1;
  }
  return [...received].map(([app, { timesUs, throttled }]) => ({
    app,
    requests: timesUs.length,
    throttled,
    ...fullestWindow(timesUs, windowMs * 1000),
  }));
}

/** A window holds what arrives from its begin until just before its end. */
function fullestWindow(timesUs: number[], windowUs: number): Pick<AppQuota, 'maxInWindow' | 'fullestFromUs'> {
  // A request is journalled when its body is whole, so a slow one stands behind later ones.
  timesUs.sort((one, other) => one - other);
  let first = 0;
  let maxInWindow = 0;
  let fromUs = 0;
  for (const [last, timeUs] of timesUs.entries()) {
    while (timeUs - (timesUs[first] ?? timeUs) >= windowUs) first += 1;
    if (last - first + 1 <= maxInWindow) continue;
    maxInWindow = last - first + 1;
    fromUs = timesUs[first] ?? 0;
  }
  return { maxInWindow, fullestFromUs: String(fromUs) };
}
