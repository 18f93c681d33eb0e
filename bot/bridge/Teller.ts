// Tells the open streams and the bot what a turn has changed.
import { isToBeReturned, type CallRecord, type ClearCause, type OrderFailedEvent } from '#shared/domain/call';
import type { LineState } from '#shared/domain/presence';
import type { ErrorCode } from '#shared/errors';
import type { NoticeKey, RecordChange } from '#bot/store';
import type { LiveStream } from './liveStream.ts';
import type { NoticeRunner } from './noticeRunner.ts';
import { readersOf, recordItem } from './changeItems.ts';
import type { StreamItem } from './HeartPort.ts';
import type { MissedTeller } from './missedTeller.ts';
import { peopleAt } from './peopleAt.ts';
import { activePeopleOf, mailboxesOf, snapshotEvent } from './personView.ts';
import { sharedLineOf } from './sharedLineView.ts';
import { lineStateOf, linesOf, liveCallsOf, presenceEvent, type TenantView } from './tenantView.ts';
import type { Turn } from './turn.ts';

/** Where things are told. */
export interface TellerOptions {
  readonly view: TenantView;
  readonly stream: LiveStream;
  readonly notices: NoticeRunner;
  readonly missed: MissedTeller;
  /** Who placed an order from a line of somebody else. */
  readonly ordererOf: (event: OrderFailedEvent) => string | undefined;
}

/** What has changed. */
export interface ToTell {
  readonly link: boolean;
  readonly all: boolean;
  /** Whose lines differ, also where it is `all`: people who have none any more. */
  readonly users: Iterable<string>;
  /** Whose streams begin anew. */
  readonly anew: ReadonlySet<string>;
}

interface OwnItem {
  readonly userId: string;
  readonly item: StreamItem;
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
  /** Of each person who is not at rest, as those who listen were told last; of no use while nobody does. */
  private readonly lastLineState = new Map<string, LineState>();

  constructor(options: TellerOptions) {
    this.options = options;
    options.stream.onFirst = () => {
      this.lastLineState.clear();
      for (const { id, lineState } of activePeopleOf(options.view)) this.lastLineState.set(id, lineState);
    };
  }

  records(changes: readonly RecordChange[]): void {
    const { view, stream, notices, missed } = this.options;
    for (const { seq, record } of changes) {
      if (isToBeReturned(record)) void notices.tell(noticeKeyOf(record), 0);
      for (const userId of readersOf(view, record)) {
        if (stream.has(userId)) stream.toUser(userId, recordItem(view, userId, seq, record));
      }
      missed.noteCall(record);
    }
  }

  /** To whoever placed the order: who shares the line, else whoever's phone was to ring. */
  orderFailed(event: OrderFailedEvent): void {
    const { view, stream, ordererOf } = this.options;
    const { pbxId, deviceId, requestId, cause } = event;
    const owner = ordererOf(event) ?? view.directory.ownerOf(pbxId, deviceId);
    if (owner === undefined) return;
    const code = codeOfCause[cause] ?? 'dial.phoneAway';
    stream.toUser(owner, { event: { type: 'dial', requestId, outcome: 'failed', code } });
  }

  /** Mailboxes and how phones are set: kept in memory alone, so it is told at once. */
  settings({ mailboxes, phones }: Pick<Turn, 'mailboxes' | 'phones'>): void {
    const { view, stream } = this.options;
    for (const userId of mailboxes) {
      const own = stream.has(userId) ? mailboxesOf(view, userId) : undefined;
      if (own !== undefined) stream.toUser(userId, { event: { type: 'mailboxes', mailboxes: own } });
    }
    for (const userId of phones) stream.toUser(userId, { event: { type: 'phone' } });
  }

  /**
   * What there is to tell now of the link (one word for all PBXs of the tenant) and of these people's lines: to everybody, and
   * with their calls to themselves and to whom their line is shared with. It is told when the returned function is called: streams
   * must not be ahead of the disk. Whoever begins to listen before that is told the present, so for nobody nothing is worked out.
   */
  prepare(about: ToTell): () => void {
    const { view, stream } = this.options;
    if (stream.isEmpty) return () => undefined;
    const states = [...this.moved(about)].map((userId) => ({ userId, state: lineStateOf(view, userId) }));
    const own = about.all
      ? [...stream.userIds()].flatMap((userId) => this.allItems(userId, about.anew))
      : [...about.users].flatMap((userId) => [...this.sharedItems(userId), ...this.ownItems(userId)]);
    const pbx = view.lines.tenantLink();
    return () => {
      if (about.link) stream.toAll({ type: 'pbx', pbx });
      for (const { userId, state } of states) this.colleague(userId, state);
      for (const { userId, item } of own) stream.toUser(userId, item);
    };
  }

  /** Everybody whose state may not be what was told last: where all lines are known, nobody who rests and rested before. */
  private moved({ all, users }: ToTell): Iterable<string> {
    const { directory, lines } = this.options.view;
    if (!all) return users;
    if (!lines.areKnown) return new Set([...directory.owners(), ...users]);
    return new Set([
      ...peopleAt(directory, lines.placesInUse()),
      ...peopleAt(directory, lines.placesAway()),
      ...this.lastLineState.keys(),
      ...users,
    ]);
  }

  /** Everything that may differ for somebody who listens. */
  private allItems(userId: string, anew: ReadonlySet<string>): readonly OwnItem[] {
    const { view } = this.options;
    const shared = view.directory.linesSharedWith(userId).map((extension) => sharedLineOf(view, userId, extension));
    const lines = shared.filter((line) => line !== null);
    // Only the beginning of a stream says that a line is there no more.
    if (anew.has(userId) || lines.length < shared.length)
      return [{ userId, item: { event: snapshotEvent(view, userId) } }];
    const items = this.ownItems(userId);
    return lines.length === 0 ? items : [...items, { userId, item: { event: { type: 'sharedLines', lines } } }];
  }

  private ownItems(userId: string): readonly OwnItem[] {
    const { view, stream } = this.options;
    if (!stream.has(userId)) return [];
    return [
      { userId, item: { event: { type: 'calls', calls: liveCallsOf(view, userId) } } },
      { userId, item: { event: presenceEvent(view, userId) } },
    ];
  }

  /** The lines of `ownerId` for those they are shared with. */
  private sharedItems(ownerId: string): readonly OwnItem[] {
    const { view, stream } = this.options;
    if (view.directory.sharersWith(ownerId).length === 0) return [];
    return linesOf(view, ownerId).flatMap(({ extension }) =>
      view.directory.sharersOf(extension).flatMap((userId) => {
        const line = stream.has(userId) ? sharedLineOf(view, userId, extension) : null;
        return line === null ? [] : [{ userId, item: { event: { type: 'sharedLines' as const, lines: [line] } } }];
      }),
    );
  }

  private colleague(userId: string, state: LineState): void {
    if ((this.lastLineState.get(userId) ?? 'idle') === state) return;
    if (state === 'idle') this.lastLineState.delete(userId);
    else this.lastLineState.set(userId, state);
    this.options.stream.colleague(userId, state);
  }
}

/** What a notice of the record is known by. */
export function noticeKeyOf({ userId, id }: CallRecord): NoticeKey {
  return { userId, recordId: id };
}
