// The heart of one tenant: PBX events in; log records, presence and live streams out. One batch of events is one turn:
// apply everything, write it in one transaction, only then tell anybody.
import type { DialAnswer, DialRequest, Me, PeopleAnswer } from '#shared/contracts';
import type { CallEvent, PbxEvent } from '#shared/domain/call';
import { teamsSessionFor } from '#shared/domain/presence';
import type { GraphUser } from '#bot/graph';
import type { OpenCallRow, StoreTurn } from '#bot/store';
import { AdminDesk } from './AdminDesk.ts';
import { Aftermath } from './aftermath.ts';
import { createView } from './createView.ts';
import { DialDesk } from './dialDesk.ts';
import { Directory } from './directory.ts';
import type { Caller } from './HeartPort.ts';
import { LiveStream } from './liveStream.ts';
import { LogDesk } from './LogDesk.ts';
import { MissedTeller } from './missedTeller.ts';
import { isWorthANotice, NoticeRunner } from './noticeRunner.ts';
import { LogRows } from './logRows.ts';
import { openLogRules } from './logRules.ts';
import { decodeCall } from './openCallCodec.ts';
import { PbxRoster, type PbxChange } from './pbxRoster.ts';
import { RetentionRunner } from './retentionRunner.ts';
import { SeenDevices } from './seenDevices.ts';
import type { ShardedWriter } from './shardedWriter.ts';
import type { TeamsFollower } from './teamsFollower.ts';
import { createTenantFollower, followingDetail } from './tenantFollower.ts';
import type { TenantHealth } from './tenantHealth.ts';
import type { LiveOptions, TenantOptions, TenantRules } from './tenantOptions.ts';
import {
  forgetActivePeople,
  meOf,
  peopleOf,
  placesOf,
  presenceOf,
  wireContextOf,
  type TenantView,
} from './tenantView.ts';
import { noticeKeyOf, Teller } from './Teller.ts';
import { createTenantWriter, expiryOf, type TenantWriter } from './tenantWriter.ts';
import { recordToWire } from './toWire.ts';
import { Turn } from './turn.ts';
import { TurnWriter, type Told } from './turnWriter.ts';
import { unseenEnd } from './unseenEnd.ts';
import { WhyDesk } from './WhyDesk.ts';

const msPerSecond = 1000;
const peopleKey = 'people';

/** One tenant's heart. */
export class TenantHeart {
  /** Answers why somebody looks busy. */
  readonly why: WhyDesk;
  /** Answers the admin about lines and connections. */
  readonly admin: AdminDesk;
  /** Answers people about their log. */
  readonly log: LogDesk;
  private readonly options: LiveOptions;
  private readonly view: TenantView;
  private readonly stream = new LiveStream();
  private readonly writer: ShardedWriter;
  private readonly recallSessions: TenantWriter['recall'];
  private readonly turnWriter: TurnWriter;
  private readonly desk: DialDesk;
  private readonly notices: NoticeRunner;
  private readonly rows: LogRows;
  private readonly retention: RetentionRunner;
  private readonly roster: PbxRoster;
  private readonly seen = new SeenDevices();
  private readonly teller: Teller;
  private readonly follower: TeamsFollower;
  private users: readonly GraphUser[] = [];
  private directoryAt = 0;
  private hasReconciled = false;
  /** Of the turns whose transaction has not begun. */
  private after = new Aftermath();
  private starting: Promise<void> = Promise.resolve();

  constructor(given: TenantOptions) {
    const options: LiveOptions = { ...given };
    this.options = options;
    this.view = createView(options);
    this.rows = new LogRows(this.view);
    this.roster = this.createRoster();
    this.desk = new DialDesk((pbxId) => this.roster.port(pbxId));
    this.notices = new NoticeRunner(options, (record) => recordToWire(record, wireContextOf(this.view)));
    const { stream, view } = this;
    const missed = new MissedTeller({ ...options, stream });
    this.log = new LogDesk({ ...options, stream, view, missed });
    this.retention = new RetentionRunner(options, () => this.view.log);
    this.teller = new Teller({ view, stream, notices: this.notices, missed });
    this.turnWriter = new TurnWriter(options, () => this.beginTelling());
    const { writer, recall } = createTenantWriter(options, this.turnWriter);
    this.writer = writer;
    this.recallSessions = recall;
    this.follower = createTenantFollower(options, { view: this.view, writer: this.writer, roster: this.roster });
    this.why = new WhyDesk({
      ...options,
      get pbxLossGraceSeconds() {
        return options.pbxLossGraceSeconds;
      },
      view: this.view,
      writer: this.writer,
      reserveRead: () => this.writer.reserveRead(1),
    });
    this.admin = new AdminDesk(this.view, {
      seen: this.seen,
      factsOf: (pbxId) => options.pbxFacts?.(pbxId),
      isLeaving: (pbxId) => this.roster.isLeaving(pbxId),
    });
  }

  private createRoster(): PbxRoster {
    const { options, view } = this;
    return new PbxRoster({
      view,
      graceMs: () => options.pbxLossGraceSeconds * msPerSecond,
      now: options.now,
      onEvents: (events) => {
        this.onEvents(events);
      },
      onLinks: () => {
        this.finish(turnOfAll());
      },
      onGone: (pbxId) => {
        this.onGone(pbxId);
      },
      onStopFault: (pbxId, error) => {
        options.logger.warn('pbx.stopFailed', { tenantId: options.tenantId, pbxId, reason: String(error) });
      },
    });
  }

  /** Reloads what was open before a restart and connects the PBXs. Rejects with `store.*`. */
  start(): Promise<void> {
    this.starting = this.recallAndConnect();
    return this.starting;
  }

  private async recallAndConnect(): Promise<void> {
    const { store, tenantId, pbxs } = this.options;
    this.useDirectory(await this.options.recallPeople(peopleKey));
    await this.follower.recall();
    await this.recallSessions();
    for (const pbx of pbxs) {
      for (const row of await store.openCalls(tenantId, pbx.pbxId)) this.restore(row.body);
    }
    for (const pbx of pbxs) this.roster.start(pbx);
    this.writer.start();
    this.follower.start();
    await this.notices.start();
    await this.retention.start();
  }

  async stop(): Promise<void> {
    await this.starting.catch(() => undefined); // whoever started it has heard of it
    await this.follower.stop();
    await this.roster.stop();
    this.writer.stop();
    this.notices.stop();
    this.retention.stop();
    await this.turnWriter.stop();
    this.stream.close();
  }

  /** Puts a row of a connector into the transaction of the turn that follows, in place of one noted before. */
  note(row: OpenCallRow): void {
    this.turnWriter.note(row);
  }

  /** Resolves when everything the heart was told so far is on disk. Rejects with `store.*` when it is not. */
  written(): Promise<void> {
    return this.turnWriter.written();
  }

  private restore(body: string | null): void {
    const call = body === null ? undefined : decodeCall(body);
    if (call === undefined) this.options.logger.warn('call.unreadable', { tenantId: this.options.tenantId });
    else this.view.calls.restore(call);
  }

  /** A new picture of the directory; lines change hands at once. */
  useDirectory(users: readonly GraphUser[]): void {
    this.users = users;
    this.directoryAt = this.options.now();
    this.joinLines();
  }

  /** Uses these people and keeps them for the next start. Rejects with `store.*` when they are not kept. */
  async takePeople(users: readonly GraphUser[]): Promise<void> {
    this.useDirectory(users);
    await this.options.keepPeople(peopleKey, users);
  }

  /** Other rules, from now on. */
  useRules(rules: TenantRules): void {
    const { directory } = this.options;
    // The lines of a PBX that was removed stay somebody's until its calls are closed.
    const leaving = directory.lines.filter(({ pbx }) => pbx !== undefined && this.roster.isLeaving(pbx));
    Object.assign(this.options, rules);
    this.options.directory = { ...rules.directory, lines: [...rules.directory.lines, ...leaving] };
    const { country, dialling, callerPlan, log = openLogRules } = rules;
    Object.assign(this.view, { country, dialling, callerPlan, log });
    this.joinLines();
  }

  /** Connects, replaces and removes PBXs; the others do not notice. Resolves when that is done. */
  changePbxs(change: PbxChange): Promise<void> {
    return this.roster.change(change);
  }

  private joinLines(): void {
    const turn = new Turn();
    turn.all = true;
    for (const userId of this.view.directory.owners()) turn.users.add(userId); // who has a line no more
    this.view.directory = new Directory(this.users, this.options.directory);
    this.roster.watch();
    this.finish(turn);
  }

  private onEvents(events: readonly PbxEvent[]): void {
    const turn = new Turn();
    for (const event of events) this.apply(event, turn);
    this.finish(turn);
  }

  private apply(event: PbxEvent, turn: Turn): void {
    turn.noteCause(event.receivedAt);
    this.seen.note(event);
    switch (event.kind) {
      case 'registration':
        this.view.lines.setRegistered(event.pbxId, event.deviceId, event.registered, event.receivedAt);
        this.touch(event, turn);
        return;
      case 'userState':
        this.view.lines.setUserState(event.pbxId, event.deviceId, event.state, event.receivedAt);
        this.touch(event, turn);
        return;
      case 'lineState':
        this.view.lines.setLineState(event.pbxId, event.deviceId, event.state, event.receivedAt);
        this.touch(event, turn);
        return;
      case 'messageWaiting': // the lamp and the forwarding get their place with the pages that show them
      case 'forwarding':
        return;
      case 'orderFailed':
        this.teller.orderFailed(event);
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
        this.touch(event, turn);
      }
    }
  }

  private touch({ pbxId, deviceId }: { readonly pbxId: string; readonly deviceId: string }, turn: Turn): void {
    const owner = this.view.directory.ownerOf(pbxId, deviceId);
    if (owner !== undefined) turn.users.add(owner);
  }

  /** One line per change of a call that concerns somebody of the tenant. */
  private noteTransition(event: CallEvent): void {
    if (this.view.directory.ownerOf(event.pbxId, event.deviceId) === undefined) return;
    const { pbxId, globalCallId: callId, deviceId: lineId, kind } = event;
    this.options.logger.info('call.changed', { tenantId: this.options.tenantId, pbxId, callId, lineId, kind });
  }

  /** Calls that ended while nobody looked: closed now, their end marked as not seen. */
  private closeMissing(snapshot: Extract<PbxEvent, { kind: 'snapshot' }>, turn: Turn): void {
    for (const { call, connection } of this.view.calls.missingFrom(snapshot.pbxId, snapshot.liveConnectionIds)) {
      this.apply(unseenEnd(snapshot, call, connection), turn);
    }
  }

  private onLink(pbxId: string, up: boolean, turn: Turn): void {
    turn.all = true;
    turn.link = true;
    this.options.logger.info(up ? 'pbx.up' : 'pbx.down', { tenantId: this.options.tenantId, pbxId });
    if (up) this.roster.linkUp(pbxId);
    else this.roster.linkLost(pbxId);
  }

  /** A removed PBX is given up: nobody will tell how its calls end. */
  private onGone(pbxId: string): void {
    const at = this.options.now();
    const turn = turnOfAll();
    const eventId = `${pbxId}:gone:${String(at)}`;
    this.closeMissing(
      { kind: 'snapshot', eventId, pbxId, occurredAt: at, receivedAt: at, liveConnectionIds: [] },
      turn,
    );
    this.finish(turn);
    this.seen.forget(pbxId);
    const { directory } = this.options;
    this.options.directory = { ...directory, lines: directory.lines.filter(({ pbx }) => pbx !== pbxId) };
    this.joinLines();
    this.options.logger.info('pbx.gone', { tenantId: this.options.tenantId, pbxId });
  }

  private finish(turn: Turn): void {
    if (turn.isEmpty) return;
    forgetActivePeople(this.view);
    const users = turn.all ? new Set([...this.view.directory.owners(), ...turn.users]) : turn.users;
    const changed = this.changedPresence(users, turn);
    const rows = this.rows.of(turn.calls);
    const notices = this.options.notices === undefined ? [] : rows.records.filter(isWorthANotice).map(noticeKeyOf);
    this.after.add(turn, users, changed.userIds);
    this.turnWriter.commit({ ...rows, presence: changed.intents, notices });
  }

  /** A transaction begins: what it leads to is worked out now, while memory is as the disk will be, and told when it ended. */
  private beginTelling(): Told {
    const { after } = this;
    this.after = new Aftermath();
    const tellLines = this.teller.prepare(after);
    return (changes) => {
      // Who is wanted anew meanwhile is not on disk yet: their turn is the one that is sent.
      this.writer.push([...after.wanted].filter((userId) => !this.after.wanted.has(userId)));
      this.teller.records(changes);
      tellLines();
      if (after.all) this.follower.wake();
    };
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
      intents.push({ userId, session, expiresAt: expiryOf(session, this.options) });
    }
    return { userIds, intents };
  }

  /** Before every PBX has told its state (or was given up), nothing that stands in Teams may be judged. */
  private mayJudge(): boolean {
    if (this.hasReconciled) return true;
    return this.roster.hasSettled;
  }

  private withRecalled(users: ReadonlySet<string>): ReadonlySet<string> {
    if (this.hasReconciled) return users;
    this.hasReconciled = true;
    return new Set([...users, ...this.writer.recalled()]);
  }

  me(caller: Caller): Me {
    return meOf(this.view, caller, (pbxId) => this.desk.canMakeCall(pbxId));
  }

  people(query: { q: string; limit: number }): PeopleAnswer {
    return peopleOf(this.view, query);
  }

  dial(caller: Caller, request: DialRequest): Promise<DialAnswer> {
    return this.desk.dial(request, {
      userId: caller.userId,
      places: placesOf(this.view, caller.userId),
      displayName: this.view.directory.nameOf(caller.userId),
      plan: this.view.dialling.plan,
      isExtension: (digits) => this.view.directory.hasExtension(digits),
      isUp: (pbxId) => this.view.lines.link(pbxId) === 'up',
    });
  }

  /** Facts for /readyz. */
  health(): TenantHealth {
    const following = followingDetail(this.follower.facts());
    return {
      link: this.view.lines.tenantLink(),
      people: this.view.directory.size,
      directoryAt: this.directoryAt,
      consentLost: this.writer.isConsentLost,
      ...(following === undefined ? {} : { following }),
    };
  }
}

/** A turn after which everybody's presence is judged anew and everybody is told of the link. */
function turnOfAll(): Turn {
  const turn = new Turn();
  turn.all = true;
  turn.link = true;
  return turn;
}
