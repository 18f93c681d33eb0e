// Turns changes of the log into the events of one person's stream, as far as the person may see them.
import type { CallRecord } from '#shared/domain/call';
import type { LogChange } from '#bot/store';
import type { StreamItem } from './HeartPort.ts';
import { wireContextOf, type TenantView } from './tenantView.ts';
import { recordToWire, wireIdOf } from './toWire.ts';

/** Most ids in one event. */
const maxIds = 500;

/** Extensions of the lines others share with the user. */
export function sharedLinesOf({ directory }: TenantView, userId: string): readonly string[] {
  return directory.linesSharedWith(userId);
}

/**
 * True for a record of the user's own, or of the present owner of a line that is shared with the user. What an earlier owner of
 * the line did on it stays with the earlier owner.
 */
export function maySee({ directory }: TenantView, userId: string, record: CallRecord): boolean {
  if (record.userId === userId) return true;
  if (!directory.linesSharedWith(userId).includes(record.deviceId)) return false;
  return directory.ownerOf(record.pbxId, record.deviceId) === record.userId;
}

/** Everybody who may see a record: its owner, and with whom the line is shared. */
export function readersOf(view: TenantView, record: CallRecord): readonly string[] {
  const sharers = view.directory.sharersOf(record.deviceId).filter((userId) => maySee(view, userId, record));
  return [record.userId, ...sharers.filter((userId) => userId !== record.userId)];
}

/** The changes the user may see, oldest first; deletions that follow each other are one event. */
export function itemsOfChanges(view: TenantView, userId: string, changes: readonly LogChange[]): readonly StreamItem[] {
  const items: StreamItem[] = [];
  for (const change of changes) {
    if ('deleted' in change) {
      if (mayHearOf(view, userId, change.userId)) addRemoval(items, change.seq, change.recordId);
    } else if (maySee(view, userId, change.record)) items.push(recordItem(view, userId, change.seq, change.record));
  }
  return items;
}

/** One record for the stream of `userId`. */
export function recordItem(view: TenantView, userId: string, seq: number, record: CallRecord): StreamItem {
  const wire = recordToWire(record, wireContextOf(view), userId);
  return { id: String(seq), event: { type: 'record', record: wire } };
}

/** Deleted rows for a stream; `seq` is that of the last of them. */
export function removalItem(seq: number, ids: readonly string[]): StreamItem {
  return { id: String(seq), event: { type: 'removed', ids: [...ids] } };
}

/** Whose deletions the user is told of: their own, and those of whoever shares a line with them. */
export function mayHearOf({ directory }: TenantView, userId: string, ownerId: string): boolean {
  return ownerId === userId || directory.sharersWith(ownerId).includes(userId);
}

function addRemoval(items: StreamItem[], seq: number, recordId: string): void {
  const last = items.at(-1)?.event;
  const id = wireIdOf(recordId);
  if (last?.type === 'removed' && last.ids.length < maxIds)
    items[items.length - 1] = removalItem(seq, [...last.ids, id]);
  else items.push(removalItem(seq, [id]));
}
