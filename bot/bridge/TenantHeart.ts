// The heart of one tenant: PBX events in; log records, presence and live streams out. One batch of events is one turn:
// apply everything, write it in one transaction, only then tell anybody.
import type { DialAnswer, DialRequest, Me } from '#shared/contracts';
import { isToBeReturned, type PbxEvent } from '#shared/domain/call';
import { teamsSessionFor } from '#shared/domain/presence';
import type { GraphUser } from '#bot/graph';
import type { PbxPort } from '#bot/pbx';
import type { OpenCallRow, StoreTurn } from '#bot/store';
import { AdminDesk } from './AdminDesk.ts';
import { Aftermath } from './aftermath.ts';
import { CallDesk } from './CallDesk.ts';
import { createView } from './createView.ts';
import { DayDesk } from './DayDesk.ts';
import { DialDesk } from './dialDesk.ts';
import { DirectoryMaker } from './directoryMaker.ts';
import { EventIntake } from './eventIntake.ts';
import type { Caller } from './HeartPort.ts';
import { LiveStream } from './liveStream.ts';
import { LogDesk } from './LogDesk.ts';
import { MissedTeller } from './missedTeller.ts';
import { NoticeRunner } from './noticeRunner.ts';
import { LogRows } from './logRows.ts';
import { LossTeller } from './lossTeller.ts';
import { openLogRules } from './logRules.ts';
import { noteMoves } from './noteMoves.ts';
import { noOffers } from './siteOffers.ts';
import { decodeCall } from './openCallCodec.ts';
import { PbxRoster, type PbxChange } from './pbxRoster.ts';
import { peopleAt } from './peopleAt.ts';
import { PeopleDesk } from './PeopleDesk.ts';
import { PersonalDesk } from './PersonalDesk.ts';
import { personOfNumber } from './personOfNumber.ts';
import { forgetActivePeople, meOf } from './personView.ts';
import { PhoneDesk } from './PhoneDesk.ts';
import { ReportDesk } from './ReportDesk.ts';
import { RetentionRunner } from './retentionRunner.ts';
import { SeenDevices } from './seenDevices.ts';
import type { ShardedWriter } from './shardedWriter.ts';
import type { TeamsFollower } from './teamsFollower.ts';
import { createTenantFollower, followingDetail } from './tenantFollower.ts';
import type { TenantHealth } from './tenantHealth.ts';
import type { LiveOptions, TenantOptions, TenantRules } from './tenantOptions.ts';
import { placesSharedWith } from './sharedLineView.ts';
import { placesOf, presenceOf, wireContextOf, type TenantView } from './tenantView.ts';
import { noticeKeyOf, Teller } from './Teller.ts';
import { createTenantWriter, expiryOf, type TenantWriter } from './tenantWriter.ts';
import { recordToWire } from './toWire.ts';
import { Turn, turnOfAll } from './turn.ts';
import { TurnWriter, type Told } from './turnWriter.ts';
import { WhyDesk } from './WhyDesk.ts';

type DeskPort = (pbxId: string) => PbxPort | undefined;

const msPerSecond = 1000;

/** One tenant's heart. */
export class TenantHeart {
  /** Answers why somebody looks busy. */
  readonly why: WhyDesk;
  /** Answers the admin about lines and connections. */
  readonly admin: AdminDesk;
  /** Answers people about their log. */
  readonly log: LogDesk;
  /** Keeps what people want to find in every app. */
  readonly personal: PersonalDesk;
  /** Keeps problem reports. */
  readonly reports: ReportDesk;
  /** Sets people's own phones. */
  readonly phone: PhoneDesk;
  /** Does things with live calls. */
  readonly calls: CallDesk;
  /** Finds people. */
  readonly people: PeopleDesk;
  /** Reads people's own calendars. */
  readonly day: DayDesk;
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
  private readonly intake: EventIntake;
  private readonly seen = new SeenDevices();
  private readonly teller: Teller;
  private readonly follower: TeamsFollower;
  private readonly directories = new DirectoryMaker();
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
    const port: DeskPort = (pbxId) => this.roster.port(pbxId);
    this.view.capabilitiesOf = (pbxId) => port(pbxId)?.capabilities;
    this.desk = new DialDesk(port);
    this.notices = new NoticeRunner(options, (record) => recordToWire(record, wireContextOf(this.view)));
    const { stream, view } = this;
    const missed = new MissedTeller({ ...options, stream });
    const losses = new LossTeller({ ...options, stream, view, missed });
    this.log = new LogDesk({ ...options, stream, view, missed, losses, follower: () => this.follower });
    this.retention = new RetentionRunner({ ...options, losses }, () => this.view.log);
    const ordererOf: DialDesk['ordererOf'] = (event) => this.desk.ordererOf(event);
    this.teller = new Teller({ view, stream, notices: this.notices, missed, ordererOf });
    this.personal = new PersonalDesk({ ...options, stream, personOf: (number) => personOfNumber(view, number) });
    this.reports = new ReportDesk(options);
    this.phone = new PhoneDesk({ ...options, view, port, tell: (events) => this.onEvents(events) });
    this.calls = new CallDesk({ ...options, view, port });
    this.intake = this.createIntake();
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
    this.people = new PeopleDesk({ ...options, view, reserveRead: () => this.writer.reserveRead() });
    this.day = new DayDesk({ ...options, view });
    this.admin = new AdminDesk(this.view, {
      seen: this.seen,
      factsOf: (pbxId) => options.pbxFacts?.(pbxId),
      isLeaving: (pbxId) => this.roster.isLeaving(pbxId),
    });
  }

  private createIntake(): EventIntake {
    return new EventIntake({
      ...this.options,
      view: this.view,
      seen: this.seen,
      onLink: ({ pbxId, up }, turn) => {
        this.onLink(pbxId, up, turn);
      },
      onOrderFailed: (event) => {
        this.teller.orderFailed(event);
      },
      onReport: (event) => {
        this.phone.noteReport(event);
      },
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
    await this.useDirectory(await this.options.recallPeople());
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
    this.directories.stop();
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

  /** Everybody, as last told. */
  get knownPeople(): readonly GraphUser[] {
    return this.users;
  }

  private useDirectory(users: readonly GraphUser[]): Promise<void> {
    this.users = users;
    this.directoryAt = this.options.now();
    return this.joinLines();
  }

  /** Uses these people and keeps those of `changedIds` for the next start. Rejects with `store.*` when they are not kept. */
  async takePeople(users: readonly GraphUser[], changedIds: ReadonlySet<string>): Promise<void> {
    await this.useDirectory(users);
    await this.options.keepPeople(users, changedIds);
  }

  /** Other rules, from now on. */
  useRules(rules: TenantRules): void {
    const { directory } = this.options;
    // The lines of a PBX that was removed stay somebody's until its calls are closed.
    const leaving = directory.lines.filter(({ pbx }) => pbx !== undefined && this.roster.isLeaving(pbx));
    Object.assign(this.options, rules);
    this.options.directory = { ...rules.directory, lines: [...rules.directory.lines, ...leaving] };
    const { country, dialling, callerPlan, log = openLogRules, voicemail, offers = noOffers } = rules;
    Object.assign(this.view, { country, dialling, callerPlan, log, voicemail, offers });
    this.rejoin();
  }

  /** Connects, replaces and removes PBXs; the others do not notice. Resolves when that is done. */
  changePbxs(change: PbxChange): Promise<void> {
    return this.roster.change(change);
  }

  private joinLines(): Promise<void> {
    return this.directories.make(this.users, this.options.directory, (directory) => {
      const turn = turnOfAll({ link: false });
      noteMoves(turn, this.view.directory, directory, this.stream.userIds());
      this.view.directory = directory;
      this.roster.watch();
      this.finish(turn);
    });
  }

  /** As `joinLines`, awaited by nobody: when it fails, people and lines stay as they are. */
  private rejoin(): void {
    const { logger, tenantId } = this.options;
    this.joinLines().catch((thrown: unknown) => {
      logger.error('directory.notJoined', { tenantId, reason: String(thrown) });
    });
  }

  private onEvents(events: readonly PbxEvent[]): void {
    const turn = new Turn();
    for (const event of events) this.intake.apply(event, turn);
    this.teller.settings(turn);
    this.finish(turn);
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
    this.intake.apply(
      { kind: 'snapshot', eventId, pbxId, occurredAt: at, receivedAt: at, liveConnectionIds: [] },
      turn,
    );
    this.finish(turn);
    this.seen.forget(pbxId);
    const { directory } = this.options;
    this.options.directory = { ...directory, lines: directory.lines.filter(({ pbx }) => pbx !== pbxId) };
    this.rejoin();
    this.options.logger.info('pbx.gone', { tenantId: this.options.tenantId, pbxId });
  }

  private finish(turn: Turn): void {
    if (turn.isEmpty) return;
    forgetActivePeople(this.view);
    const changed = this.changedPresence(turn);
    const rows = this.rows.of(turn.calls);
    const notices = this.options.notices === undefined ? [] : rows.records.filter(isToBeReturned).map(noticeKeyOf);
    this.after.add(turn, changed.userIds);
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

  private changedPresence(turn: Turn): { userIds: readonly string[]; intents: StoreTurn['presence'] } {
    if (!this.mayJudge()) return { userIds: [], intents: [] };
    const userIds: string[] = [];
    const intents: StoreTurn['presence'][number][] = [];
    for (const userId of this.mayHaveChanged(turn)) {
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

  /** Of everybody, those of whom a PBX says something, or in whose name something is or was wanted: for the others nothing is. */
  private mayHaveChanged(turn: Turn): ReadonlySet<string> {
    const isFirst = !this.hasReconciled;
    this.hasReconciled = true;
    if (!turn.all && !isFirst) return turn.users;
    const inUse = turn.all ? peopleAt(this.view.directory, this.view.lines.placesInUse()) : turn.users;
    return new Set([...inUse, ...this.writer.known()]);
  }

  me(caller: Caller): Me {
    return meOf(this.view, caller);
  }

  dial(caller: Caller, request: DialRequest): Promise<DialAnswer> {
    return this.desk.dial(request, {
      userId: caller.userId,
      places: placesOf(this.view, caller.userId),
      sharedPlaces: (extension) => placesSharedWith(this.view, caller.userId, extension),
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
