// Tells the open streams and the bot what a turn has changed.
import type { CallRecord, ClearCause, OrderFailedEvent } from '#shared/domain/call';
import type { LineState } from '#shared/domain/presence';
import type { ErrorCode } from '#shared/errors';
import type { NoticeKey, RecordChange } from '#bot/store';
import type { LiveStream } from './liveStream.ts';
import { isWorthANotice, type NoticeRunner } from './noticeRunner.ts';
import { readersOf, recordItem } from './changeItems.ts';
import type { StreamItem } from './HeartPort.ts';
import type { MissedTeller } from './missedTeller.ts';
import { lineStateOf, liveCallsOf, presenceEvent, type TenantView } from './tenantView.ts';

/** Where things are told. */
export interface TellerOptions {
  readonly view: TenantView;
  readonly stream: LiveStream;
  readonly notices: NoticeRunner;
  readonly missed: MissedTeller;
}

/** What the person is told; anything else means that the phone could not be rung. */
const codeOfCause: Readonly<Partial<Record<ClearCause, ErrorCode>>> = {
  callNotAnswered: 'dial.notPickedUp',
  callCancelled: 'dial.notPickedUp',
  rejected: 'dial.notPickedUp',
  busy: 'dial.phoneBusy',
};

/** The voice of one tenant. */
export class Teller {
  private readonly options: TellerOptions;
  /** Of each person, as colleagues were told last. */
  private readonly lastLineState = new Map<string, LineState>();

  constructor(options: TellerOptions) {
    this.options = options;
  }

  records(changes: readonly RecordChange[]): void {
    const { view, stream, notices, missed } = this.options;
    for (const { seq, record } of changes) {
      if (isWorthANotice(record)) void notices.tell(noticeKeyOf(record), 0);
      for (const userId of readersOf(view, record)) {
        if (stream.has(userId)) stream.toUser(userId, recordItem(view, userId, seq, record));
      }
      missed.noteCall(record);
    }
  }

  /** To whoever's phone was to ring: nobody else placed the order. */
  orderFailed({ pbxId, deviceId, requestId, cause }: OrderFailedEvent): void {
    const { view, stream } = this.options;
    const owner = view.directory.ownerOf(pbxId, deviceId);
    if (owner === undefined) return;
    const code = codeOfCause[cause] ?? 'dial.phoneAway';
    stream.toUser(owner, { event: { type: 'dial', requestId, outcome: 'failed', code } });
  }

  /**
   * What there is to tell now of the link (one word for all PBXs of the tenant) and of these people's lines: to everybody, and
   * with their calls to themselves. It is told when the returned function is called: streams must not be ahead of the disk.
   */
  prepare({ link, users }: { readonly link: boolean; readonly users: Iterable<string> }): () => void {
    const { view, stream } = this.options;
    const own: { readonly userId: string; readonly item: StreamItem }[] = [];
    const states: { readonly userId: string; readonly state: LineState }[] = [];
    for (const userId of users) {
      states.push({ userId, state: lineStateOf(view, userId) });
      if (!stream.has(userId)) continue;
      own.push({ userId, item: { event: { type: 'calls', calls: liveCallsOf(view, userId) } } });
      own.push({ userId, item: { event: presenceEvent(view, userId) } });
    }
    const pbx = view.lines.tenantLink();
    return () => {
      if (link) stream.toAll({ type: 'pbx', pbx });
      for (const { userId, state } of states) this.colleague(userId, state);
      for (const { userId, item } of own) stream.toUser(userId, item);
    };
  }

  private colleague(userId: string, state: LineState): void {
    if (this.lastLineState.get(userId) === state) return;
    this.lastLineState.set(userId, state);
    this.options.stream.colleague(userId, state);
  }
}

/** What a notice of the record is known by. */
export function noticeKeyOf({ userId, id }: CallRecord): NoticeKey {
  return { userId, recordId: id };
}
