// Begins a live stream: what was missed, then the present, then every change, without a gap and nothing twice.
import type { AsyncStorePort, LogChange } from '#bot/store';
import { itemsOfChanges, sharedLinesOf } from './changeItems.ts';
import type { StreamItem } from './HeartPort.ts';
import type { LiveStream } from './liveStream.ts';
import { snapshotEvent } from './personView.ts';
import type { TenantView } from './tenantView.ts';

/** Whose stream of which tenant, and where its items come from. */
export interface SubscriptionParts {
  readonly store: Pick<AsyncStorePort, 'changesSince' | 'lastSeq'>;
  readonly stream: LiveStream;
  readonly view: TenantView;
  readonly tenantId: string;
  readonly userId: string;
}

interface Missed {
  readonly items: readonly StreamItem[];
  /** The newest change of the tenant that was looked at. */
  readonly seq: number;
  /** True when `items` holds every change up to `seq`. */
  readonly hasAll: boolean;
}
type Listener = (item: StreamItem) => void;

/** Who missed more reads the log anew, which costs less. */
const replayLimit = 2_000;
const idFormat = /^\d{1,15}$/;

/**
 * Registers first and keeps what comes while the store is read: a change that is told meanwhile is in the answer of the store, in
 * what was kept, or in both, and then it is told once. Resolves to how to leave; rejects with `store.*`.
 */
export async function openSubscription(
  parts: SubscriptionParts,
  lastEventId: string | undefined,
  listener: Listener,
): Promise<() => void> {
  const { stream, view, userId } = parts;
  const kept: StreamItem[] = [];
  let deliver: Listener = (item) => void kept.push(item);
  const leave = stream.add(userId, (item) => {
    deliver(item);
  });
  try {
    const { items, seq, hasAll } = await readMissed(parts, lastEventId);
    // Sequence numbers become visible in their order: what was kept up to `seq` is among what was read.
    for (const item of hasAll ? items : [...items, ...changesIn(kept, (id) => id <= seq)]) listener(item);
    // The snapshot is newer than every state that was kept.
    listener({ id: String(seq), event: snapshotEvent(view, userId) });
    for (const item of changesIn(kept, (id) => id > seq)) listener(item);
    for (const item of newestCount(kept)) listener(item);
    // The disk may know a change before the heart hears that it does: such a one is told late, and ids must never go back.
    deliver = (item) => {
      const isLate = item.id !== undefined && Number(item.id) <= seq;
      if (!isLate) listener(item);
      else if (!hasAll) listener({ event: item.event });
    };
    return leave;
  } catch (fault) {
    leave();
    throw fault;
  }
}

/** What was missed, and the newest change that is told with it. */
async function readMissed(
  { store, view, tenantId, userId }: SubscriptionParts,
  lastEventId: string | undefined,
): Promise<Missed> {
  // Before the changes: what comes between the two is among the changes.
  const last = await store.lastSeq(tenantId);
  if (lastEventId === undefined || !idFormat.test(lastEventId)) return { items: [], seq: last, hasAll: false };
  const shared = sharedLinesOf(view, userId);
  const changes = await store.changesSince(tenantId, userId, Number(lastEventId), replayLimit, shared);
  if (changes === null) return { items: [{ event: { type: 'reset' } }], seq: last, hasAll: false };
  const newest: LogChange | undefined = changes.at(-1);
  return { items: itemsOfChanges(view, userId, changes), seq: Math.max(last, newest?.seq ?? 0), hasAll: true };
}

/** The kept changes of the log that pass, oldest first. */
function changesIn(kept: readonly StreamItem[], passes: (id: number) => boolean): readonly StreamItem[] {
  const changes = kept.filter(({ id }) => id !== undefined && passes(Number(id)));
  return changes.sort((one, other) => Number(one.id) - Number(other.id));
}

/** Of counts that were told meanwhile, the last one holds. */
function newestCount(kept: readonly StreamItem[]): readonly StreamItem[] {
  return kept.filter(({ event }) => event.type === 'missed').slice(-1);
}
