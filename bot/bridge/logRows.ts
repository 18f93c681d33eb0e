// From the calls a turn touched to what the turn writes: log records that changed, and the calls that are still open.
import { recordsOfCall, type CallRecord } from '#shared/domain/call';
import type { OpenCallRow, StoreTurn } from '#bot/store';
import { searchOf } from './logSearch.ts';
import { encodeCall } from './openCallCodec.ts';
import { isConcerning } from './tenantOptions.ts';
import type { TenantView } from './tenantView.ts';

/** The rows of one tenant. */
export class LogRows {
  private readonly view: TenantView;
  /** Records as last written, per open call, so that only changes are written again. */
  private readonly written = new Map<string, Map<string, string>>();

  constructor(view: TenantView) {
    this.view = view;
  }

  /** Calls that are over are dropped from the book. */
  of(keys: Iterable<string>): Pick<StoreTurn, 'records' | 'search' | 'openCalls'> {
    const { calls, directory } = this.view;
    const records: CallRecord[] = [];
    const openCalls: OpenCallRow[] = [];
    for (const key of keys) {
      const call = calls.get(key);
      if (call === undefined) continue;
      for (const record of recordsOfCall(call, (deviceId) => directory.ownerOf(call.pbxId, deviceId))) {
        if (this.isNewlyTold(key, record)) records.push(record);
      }
      const isOver = calls.dropIfOver(key);
      if (isOver) this.written.delete(key);
      // A call between strangers (two trunks, no user of ours) needs no memory across a restart.
      if (!isOver && !isConcerning(call, directory)) continue;
      openCalls.push({ pbxId: call.pbxId, globalCallId: call.globalCallId, body: isOver ? null : encodeCall(call) });
    }
    return { records, search: records.map((record) => searchOf(this.view, record)), openCalls };
  }

  private isNewlyTold(key: string, record: CallRecord): boolean {
    const told = this.written.get(key) ?? new Map<string, string>();
    this.written.set(key, told);
    const text = JSON.stringify(record);
    if (told.get(record.id) === text) return false;
    told.set(record.id, text);
    return true;
  }
}
