// The heart of one tenant: PBX events in; log records, presence and live streams out. One batch of events is one turn:
// apply everything, write it in one transaction, only then tell anybody.
import type { CallFilter, CallsPage, DialAnswer, DialRequest, Me, PeopleAnswer } from '#shared/contracts';
import {
  recordsOfCall,
  type CallEvent,
  type CallRecord,
  type ConnectionClearedEvent,
  type PbxEvent,
} from '#shared/domain/call';
import { teamsSessionFor, type LineState } from '#shared/domain/presence';
import type { PbxPort } from '#bot/pbx';
import type { NoticeKey, RecordChange, StoreTurn } from '#bot/store';
import { CallBook } from './callBook.ts';
import { DialDesk } from './dialDesk.ts';
import { Directory } from './directory.ts';
import type { Caller, StreamItem } from './HeartPort.ts';
import { LineBook } from './lineBook.ts';
import { LiveStream } from './liveStream.ts';
import { isWorthANotice, NoticeRunner } from './noticeRunner.ts';
import { decodeCall, encodeCall } from './openCallCodec.ts';
import { PresenceWriter } from './presenceWriter.ts';
import { isConcerning, type TenantOptions } from './tenantOptions.ts';
import {
  liveCallsOf,
  meOf,
  peopleOf,
  presenceEvent,
  presenceOf,
  snapshotEvent,
  wireContextOf,
  type TenantView,
} from './tenantView.ts';
import { recordToWire } from './toWire.ts';
import { Turn } from './turn.ts';
import { TurnWriter } from './turnWriter.ts';

const replayLimit = 500;
const msPerSecond = 1000;
const peopleKey = 'people';

/** One tenant's heart. */
export class TenantHeart {
  private readonly options: TenantOptions;
  private readonly view: TenantView;
  private readonly stream = new LiveStream();
  private readonly writer: PresenceWriter;
  private readonly turnWriter: TurnWriter;
  private readonly desk: DialDesk;
  private readonly notices: NoticeRunner;
  private readonly pbxs: readonly PbxPort[];
  private readonly lastLineState = new Map<string, LineState>();
  /** Records as last written, per open call, so that only changes are written again. */
  private readonly written = new Map<string, Map<string, string>>();
  private readonly graceTimers = new Map<string, NodeJS.Timeout>();
  private directoryAt = 0;
  private hasReconciled = false;

  constructor(options: TenantOptions) {
    this.options = options;
    this.pbxs = options.pbxs;
    const calls = new CallBook();
    const pbxIds = options.pbxs.map((pbx) => pbx.pbxId);
    const lines = new LineBook(calls, pbxIds);
    this.view = { calls, lines, pbxIds, country: options.country, directory: new Directory([], options.directory) };
    this.desk = new DialDesk(options.pbxs);
    this.notices = new NoticeRunner(options, (record) => recordToWire(record, wireContextOf(this.view)));
    this.turnWriter = new TurnWriter(options, (changes) => {
      this.tellRecords(changes);
    });
    this.writer = new PresenceWriter({
      ...options,
      minutesFor: (session) =>
        session.availability === 'Busy' ? options.callSessionMinutes : options.otherSessionMinutes,
      writeAhead: (userId, session, expiresAt) => {
        this.turnWriter.commit({ presence: [{ userId, session, expiresAt }] });
      },
      onSettled: (userId) => {
        this.turnWriter.settle(userId);
      },
    });
  }

  /** Reloads what was open before a restart and connects the PBXs. */
  start(): void {
    const { store, tenantId } = this.options;
    this.useDirectory(this.options.recallPeople(peopleKey));
    for (const intent of store.presenceIntents(tenantId)) this.writer.recall(intent.userId, intent.expiresAt);
    for (const pbx of this.pbxs) {
      for (const row of store.openCalls(tenantId, pbx.pbxId)) this.restore(row.body);
      this.startGrace(pbx.pbxId);
      pbx.start((events) => {
        this.onEvents(events);
      });
    }
    this.writer.start();
    this.notices.start();
  }

  async stop(): Promise<void> {
    for (const timer of this.graceTimers.values()) clearTimeout(timer);
    await Promise.all(this.pbxs.map((pbx) => pbx.stop()));
    this.writer.stop();
    this.notices.stop();
    this.turnWriter.stop();
    this.stream.close();
  }

  private restore(body: string | null): void {
    const call = body === null ? undefined : decodeCall(body);
    if (call === undefined) this.options.logger.warn('call.unreadable', { tenantId: this.options.tenantId });
    else this.view.calls.restore(call);
  }

  /** A new picture of the directory; lines change hands at once. */
  useDirectory(users: Parameters<TenantOptions['keepPeople']>[1]): void {
    this.view.directory = new Directory(users, this.options.directory);
    this.directoryAt = this.options.now();
    const turn = new Turn();
    turn.all = true;
    this.finish(turn);
  }

  /** Keeps the people for the next start and uses them. */
  takePeople(users: Parameters<TenantOptions['keepPeople']>[1]): void {
    this.options.keepPeople(peopleKey, users);
    this.useDirectory(users);
  }

  private onEvents(events: readonly PbxEvent[]): void {
    const turn = new Turn();
    for (const event of events) this.apply(event, turn);
    this.finish(turn);
  }

  private apply(event: PbxEvent, turn: Turn): void {
    turn.noteCause(event.receivedAt);
    switch (event.kind) {
      case 'registration':
        this.view.lines.setRegistered(event.pbxId, event.deviceId, event.registered);
        turn.devices.add(event.deviceId);
        return;
      case 'userState':
        this.view.lines.setUserState(event.pbxId, event.deviceId, event.state);
        turn.devices.add(event.deviceId);
        return;
      case 'messageWaiting': // the lamp gets its place with the voicemail page
        return;
      case 'snapshot':
        this.closeMissing(event, turn);
        return;
      case 'link':
        this.onLink(event.pbxId, event.up, turn);
        return;
      default: {
        const { key, changed } = this.view.calls.apply(event);
        if (!changed) return;
        this.noteTransition(event);
        turn.calls.add(key);
        turn.devices.add(event.deviceId);
      }
    }
  }

  /** One line per change of a call that concerns somebody of the tenant. */
  private noteTransition(event: CallEvent): void {
    if (this.view.directory.ownerOf(event.deviceId) === undefined) return;
    const { pbxId, globalCallId: callId, deviceId: lineId, kind } = event;
    this.options.logger.info('call.changed', { tenantId: this.options.tenantId, pbxId, callId, lineId, kind });
  }

  /** Calls that ended while nobody looked: closed now, their end marked as not seen. */
  private closeMissing(snapshot: Extract<PbxEvent, { kind: 'snapshot' }>, turn: Turn): void {
    for (const { call, connection } of this.view.calls.missingFrom(snapshot.pbxId, snapshot.liveConnectionIds)) {
      const cleared: ConnectionClearedEvent = {
        kind: 'connectionCleared',
        eventId: `${snapshot.eventId}:${connection.connectionId}`,
        pbxId: snapshot.pbxId,
        occurredAt: snapshot.occurredAt,
        receivedAt: snapshot.receivedAt,
        globalCallId: call.globalCallId,
        connectionId: connection.connectionId,
        deviceId: connection.deviceId,
        cause: 'unknown',
        synthesized: true,
      };
      this.apply(cleared, turn);
    }
  }

  private onLink(pbxId: string, up: boolean, turn: Turn): void {
    turn.all = true;
    turn.link = true;
    this.options.logger.info(up ? 'pbx.up' : 'pbx.down', { tenantId: this.options.tenantId, pbxId });
    if (up) {
      clearTimeout(this.graceTimers.get(pbxId));
      this.view.lines.setLink(pbxId, 'up');
      return;
    }
    this.view.lines.setLink(pbxId, 'lost');
    this.startGrace(pbxId);
  }

  /** A PBX away for longer than the grace makes its lines unknown, which clears their sessions in Teams. */
  private startGrace(pbxId: string): void {
    clearTimeout(this.graceTimers.get(pbxId));
    const timer = setTimeout(() => {
      this.view.lines.setLink(pbxId, 'unknown');
      const turn = new Turn();
      turn.all = true;
      turn.link = true;
      this.finish(turn);
    }, this.options.pbxLossGraceSeconds * msPerSecond);
    timer.unref();
    this.graceTimers.set(pbxId, timer);
  }

  private finish(turn: Turn): void {
    if (turn.isEmpty) return;
    const deviceIds = turn.all ? this.view.directory.extensions() : [...turn.devices];
    const users = this.usersOf(deviceIds);
    const changed = this.changedPresence(users, turn);
    const rows = this.callRows(turn);
    const notices = this.options.notices === undefined ? [] : rows.records.filter(isWorthANotice).map(noticeKeyOf);
    const changes = this.turnWriter.commit({ ...rows, presence: changed.intents, notices });
    this.writer.push(changed.userIds);
    this.tellRecords(changes);
    this.tellLines(deviceIds, users, turn);
  }

  private usersOf(deviceIds: readonly string[]): ReadonlySet<string> {
    const users = new Set<string>();
    for (const deviceId of deviceIds) {
      const owner = this.view.directory.ownerOf(deviceId);
      if (owner !== undefined) users.add(owner);
    }
    return users;
  }

  private callRows(turn: Turn): Pick<StoreTurn, 'records' | 'openCalls'> {
    const records: CallRecord[] = [];
    const openCalls: { pbxId: string; globalCallId: string; body: string | null }[] = [];
    for (const key of turn.calls) {
      const call = this.view.calls.get(key);
      if (call === undefined) continue;
      for (const record of recordsOfCall(call, (deviceId) => this.view.directory.ownerOf(deviceId))) {
        if (this.isNewlyTold(key, record)) records.push(record);
      }
      const isOver = this.view.calls.dropIfOver(key);
      if (isOver) this.written.delete(key);
      // A call between strangers (two trunks, no user of ours) needs no memory across a restart.
      if (!isOver && !isConcerning(call, this.view.directory)) continue;
      openCalls.push({ pbxId: call.pbxId, globalCallId: call.globalCallId, body: isOver ? null : encodeCall(call) });
    }
    return { records, openCalls };
  }

  private isNewlyTold(key: string, record: CallRecord): boolean {
    const told = this.written.get(key) ?? new Map<string, string>();
    this.written.set(key, told);
    const text = JSON.stringify(record);
    if (told.get(record.id) === text) return false;
    told.set(record.id, text);
    return true;
  }

  private changedPresence(
    users: ReadonlySet<string>,
    turn: Turn,
  ): { userIds: readonly string[]; intents: StoreTurn['presence'] } {
    if (!this.mayJudge()) return { userIds: [], intents: [] };
    const userIds: string[] = [];
    const intents: StoreTurn['presence'][number][] = [];
    for (const userId of this.withRecalled(users)) {
      const { composite, lines } = presenceOf(this.view, userId);
      const session = teamsSessionFor(composite, lines, this.options.policy);
      if (!this.writer.want(userId, session, turn.causedAt)) continue;
      userIds.push(userId);
      intents.push({ userId, session, expiresAt: this.turnWriter.expiryOf(session) });
    }
    return { userIds, intents };
  }

  /** Before every PBX has told its state (or was given up), nothing that stands in Teams may be judged. */
  private mayJudge(): boolean {
    if (this.hasReconciled) return true;
    return this.pbxs.every((pbx) => this.view.lines.link(pbx.pbxId) !== 'connecting');
  }

  private withRecalled(users: ReadonlySet<string>): ReadonlySet<string> {
    if (this.hasReconciled) return users;
    this.hasReconciled = true;
    return new Set([...users, ...this.writer.recalled()]);
  }

  private tellRecords(changes: readonly RecordChange[]): void {
    for (const { seq, record } of changes) {
      if (isWorthANotice(record)) void this.notices.tell(noticeKeyOf(record), 0);
      if (!this.stream.has(record.userId)) continue;
      this.stream.toUser(record.userId, {
        id: String(seq),
        event: { type: 'record', record: recordToWire(record, wireContextOf(this.view)) },
      });
    }
  }

  private tellLines(deviceIds: readonly string[], users: ReadonlySet<string>, turn: Turn): void {
    if (turn.link) this.stream.toAll({ type: 'pbx', pbx: this.view.lines.tenantLink() });
    for (const deviceId of deviceIds) {
      const state = this.view.lines.lineState(deviceId);
      const owner = this.view.directory.ownerOf(deviceId);
      if (owner === undefined || this.lastLineState.get(deviceId) === state) continue;
      this.lastLineState.set(deviceId, state);
      this.stream.colleague(owner, state);
    }
    for (const userId of users) {
      if (!this.stream.has(userId)) continue;
      this.stream.toUser(userId, { event: { type: 'calls', calls: liveCallsOf(this.view, userId) } });
      this.stream.toUser(userId, { event: presenceEvent(this.view, userId) });
    }
  }

  me(caller: Caller): Me {
    return meOf(this.view, caller, this.desk.canMakeCall);
  }

  callsPage(caller: Caller, query: { filter: CallFilter; cursor?: string; limit: number }): CallsPage {
    const page = this.options.store.listRecords(this.options.tenantId, caller.userId, query);
    const wire = wireContextOf(this.view);
    return {
      items: page.items.map((record) => recordToWire(record, wire)),
      ...(page.next === undefined ? {} : { next: page.next }),
    };
  }

  people(query: { q: string; limit: number }): PeopleAnswer {
    return peopleOf(this.view, query);
  }

  dial(caller: Caller, request: DialRequest): Promise<DialAnswer> {
    return this.desk.dial(request, {
      userId: caller.userId,
      extension: this.view.directory.extensionOf(caller.userId),
      displayName: this.view.directory.nameOf(caller.userId),
      country: this.options.country,
      isUp: (pbxId) => this.view.lines.link(pbxId) === 'up',
    });
  }

  subscribe(caller: Caller, lastEventId: string | undefined, listener: (item: StreamItem) => void): () => void {
    const { store, tenantId } = this.options;
    if (lastEventId !== undefined && /^\d{1,15}$/.test(lastEventId)) {
      const missed = store.changesSince(tenantId, caller.userId, Number(lastEventId), replayLimit);
      if (missed === null) listener({ event: { type: 'reset' } });
      const wire = wireContextOf(this.view);
      for (const { seq, record } of missed ?? []) {
        listener({ id: String(seq), event: { type: 'record', record: recordToWire(record, wire) } });
      }
    }
    listener({ id: String(store.lastSeq(tenantId)), event: snapshotEvent(this.view, caller.userId) });
    return this.stream.add(caller.userId, listener);
  }

  /** Facts for /readyz. */
  health(): { link: 'connecting' | 'up' | 'down'; people: number; directoryAt: number; consentLost: boolean } {
    return {
      link: this.view.lines.tenantLink(),
      people: this.view.directory.size,
      directoryAt: this.directoryAt,
      consentLost: this.writer.isConsentLost,
    };
  }
}

function noticeKeyOf(record: CallRecord): NoticeKey {
  return { userId: record.userId, recordId: record.id };
}
