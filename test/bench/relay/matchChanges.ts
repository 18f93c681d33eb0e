// Pairs what the PBX said with what Graph heard, user by user: latencies, merged flaps, and what was lost.

/** A phone became busy or clear; microseconds of the monotonic clock. */
export interface PbxChange {
  readonly user: string;
  readonly state: 'busy' | 'clear';
  readonly atUs: number;
}

/** A presence request as Graph received it. */
export type PresenceRequest = PbxChange;

/** What came of the pairing. */
export interface Matching {
  /** PBX event on the wire -> request received, of every change after the warm-up that was answered by a request. */
  readonly latenciesMs: readonly number[];
  /** Pairs of changes shorter than a flap that the service merged into none. */
  readonly mergedFlaps: number;
  /** States that stood longer than a flap, or stand at the end, and never reached Graph. */
  readonly lostStates: number;
  /** Same state sent again: renewals and retries. */
  readonly repeats: number;
  /** Requests that no change of the PBX explains. */
  readonly unexplained: number;
}

/** A state that stood shorter than this may be skipped by a convergent writer. */
export const flapUs = 1_000_000;

type Tally = { -readonly [Key in keyof Matching]: Matching[Key] extends number ? number : number[] };

/** Pairs all users' changes with their requests; both in order of time per user. */
export function matchChanges(
  changes: readonly PbxChange[],
  requests: readonly PresenceRequest[],
  measuredFromUs: number,
): Matching {
  const tally: Tally = { latenciesMs: [], mergedFlaps: 0, lostStates: 0, repeats: 0, unexplained: 0 };
  const changesOf = byUser(changes);
  const requestsOf = byUser(requests);
  for (const user of new Set([...changesOf.keys(), ...requestsOf.keys()])) {
    matchUser(changesOf.get(user) ?? [], requestsOf.get(user) ?? [], measuredFromUs, tally);
  }
  return tally;
}

/** A request answers the newest change of its state before it; what lies between was skipped. */
function matchUser(
  changes: readonly PbxChange[],
  requests: readonly PresenceRequest[],
  measuredFromUs: number,
  tally: Tally,
): void {
  let next = 0;
  let told: PbxChange['state'] = 'clear';
  for (const request of requests) {
    const hit = newestBefore(changes, next, request);
    if (hit < 0) {
      if (request.state === told) tally.repeats += 1;
      else tally.unexplained += 1;
      continue;
    }
    countSkipped(changes.slice(next, hit + 1), tally);
    const change = changes[hit];
    if (change !== undefined && change.atUs >= measuredFromUs) {
      tally.latenciesMs.push((request.atUs - change.atUs) / 1000);
    }
    told = request.state;
    next = hit + 1;
  }
  const rest = changes.slice(next);
  countSkipped(rest, tally);
  if (rest.length % 2 === 1) tally.lostStates += 1;
}

function newestBefore(changes: readonly PbxChange[], from: number, request: PresenceRequest): number {
  for (let i = changes.length - 1; i >= from; i -= 1) {
    const change = changes[i];
    if (change !== undefined && change.state === request.state && change.atUs <= request.atUs) return i;
  }
  return -1;
}

/** Changes come in turns, so what was skipped before an answered one are whole pairs: there and back. */
function countSkipped(skipped: readonly PbxChange[], tally: Tally): void {
  for (let i = 0; i + 1 < skipped.length; i += 2) {
    const stoodUs = (skipped[i + 1]?.atUs ?? 0) - (skipped[i]?.atUs ?? 0);
    if (stoodUs > flapUs) tally.lostStates += 1;
    else tally.mergedFlaps += 1;
  }
}

function byUser<Item extends { readonly user: string }>(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
  const map = new Map<string, Item[]>();
  for (const item of items) {
    const list = map.get(item.user);
    if (list === undefined) map.set(item.user, [item]);
    else list.push(item);
  }
  return map;
}

/** Nearest-rank percentile of unsorted numbers; null when there are none. */
export function percentile(values: readonly number[], share: number): number | null {
  if (values.length === 0) return null;
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? null;
}
