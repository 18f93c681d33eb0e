// Tells phones what people set in Teams: polls what Teams shows, and tells each phone once per change (spec presence 5).
import { followTeams, phoneWordFor, type PhoneWord, type TeamsState } from '#shared/domain/presence';
import { AppError } from '#shared/errors';
import type { SeenPresence } from '#bot/graph';
import { wordsOf, type FollowFacts, type FollowerOptions, type FollowRules } from './following/followOptions.ts';
import { PhoneTeller, type PhoneOrder } from './following/phoneTeller.ts';
import { planPlace, type PlaceNote } from './following/planPlace.ts';
import { PresencePoll } from './following/presencePoll.ts';
import { placeKey, ToldBook } from './following/toldBook.ts';
import type { LinePlace } from './lineBook.ts';
import { Alarm, realTimers } from './presence/timersPort.ts';

/** What is still to be taken back is tried again so often. */
const settleMs = 10_000;
const wordless: ReadonlySet<string> = new Set(['available', 'unknown', 'offline']);

/** The follower of one tenant. Off unless the rules say otherwise; then it only takes back what was told before. */
export class TeamsFollower {
  private readonly options: FollowerOptions;
  private readonly book: ToldBook;
  private readonly teller: PhoneTeller;
  private readonly poll: PresencePoll;
  private readonly settling: Alarm;
  private followed: ReadonlySet<string> = new Set();
  private isStopped = true;

  constructor(options: FollowerOptions) {
    const timers = options.timers ?? realTimers;
    this.options = options;
    this.book = new ToldBook(options);
    this.teller = new PhoneTeller({
      ...options,
      tell: (order) => this.tell(order),
      onDone: (order, fault) => {
        this.done(order, fault);
      },
      onIdle: () => void this.book.save(),
    });
    this.poll = new PresencePoll({
      ...options,
      timers,
      rules: () => this.activeRules(),
      users: () => this.usersOfRound(),
      onSeen: (seen, asked) => {
        this.seen(seen, asked);
      },
    });
    this.settling = new Alarm(timers, options.now, () => {
      this.settle();
    });
  }

  /** Recalls what phones were told before a restart. To be called before the PBXs speak: their reports of it are ours. */
  async recall(): Promise<void> {
    await this.book.load();
    for (const userId of this.book.users()) {
      for (const note of this.book.of(userId).values()) {
        if (note.stage !== 'left') this.options.lines.markTold(note, note.word, note.stage === 'told');
      }
    }
  }

  /** Follows from now on. To be called once every PBX has its port: what is told on one that is none any more is forgotten. */
  start(): void {
    this.isStopped = false;
    this.wake();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    this.poll.stop();
    this.settling.stop();
    this.teller.stop();
    this.noteHands();
    await this.book.save();
  }

  /** Phones on which a hand has changed what they were told: the next start must not take that for ours. */
  private noteHands(): void {
    for (const userId of this.book.users()) {
      for (const note of this.book.of(userId).values()) {
        const isOurs = note.stage !== 'told' || this.options.lines.isTold(note);
        if (!isOurs) this.book.put(userId, { ...note, stage: 'left' });
      }
    }
  }

  /** Rules, lines or a link are not what they were: what must be taken back is, and a poll that may run does. */
  wake(): void {
    if (this.isStopped) return;
    this.teller.forgetFailures();
    this.usersOfRound();
    this.settle();
    if (this.activeRules() !== undefined) this.poll.start();
  }

  /** What phones were told for a person. */
  toldOf(userId: string): readonly PlaceNote[] {
    return [...this.book.of(userId).values()];
  }

  /** Nothing on disk names the person any more when this resolves. Rejects with `store.unavailable` when it refused. */
  async forgetName(userId: string): Promise<void> {
    if (await this.book.forgetName(userId)) return;
    throw new AppError('store.unavailable', 'what phones were told could not be kept without the name');
  }

  /** Undefined while nobody is followed because it is off. */
  facts(): FollowFacts | undefined {
    if (this.activeRules() === undefined) return undefined;
    const owners = this.options.owners().length;
    const followed = this.followed.size;
    return { followed, notTellable: owners - followed, withoutLine: Math.max(0, this.options.people() - owners) };
  }

  private activeRules(): FollowRules | undefined {
    const rules = this.options.rules();
    return rules?.enabled === true ? rules : undefined;
  }

  /** Who has a phone that can be told something the rules say. */
  private usersOfRound(): readonly string[] {
    const { owners, placesOf, port, metrics, tenantId } = this.options;
    const rules = this.activeRules();
    const words = new Set<PhoneWord>(rules === undefined ? [] : policyWords(rules));
    const canBeTold = ({ pbxId }: LinePlace): boolean => wordsOf(port(pbxId)).some((word) => words.has(word));
    const users = words.size === 0 ? [] : owners().filter((userId) => placesOf(userId).some(canBeTold));
    this.followed = new Set(users);
    metrics.teamsFollowed(tenantId, users.length);
    return users;
  }

  /** Whom Graph leaves out it does not know: nothing counts of them any more. */
  private seen(seen: readonly SeenPresence[], asked: readonly string[]): void {
    const byUser = new Map(seen.map((each) => [each.userId, each]));
    const orders = asked.flatMap((userId): readonly PhoneOrder[] => {
      const shown = byUser.get(userId);
      const state =
        shown === undefined ? null : followTeams(shown, this.options.sessionsOf(userId), this.formerOf(userId));
      return state === null && this.book.of(userId).size === 0 ? [] : this.planUser(userId, state);
    });
    void this.send(orders);
  }

  /** The state that counted when the phones were told last. */
  private formerOf(userId: string): TeamsState | null {
    const [first] = this.book.of(userId).values();
    return first?.state ?? null;
  }

  /** Takes back what phones of people were told who are not followed any more; those who are, the poll sees. */
  private settle(): void {
    if (this.isStopped) return;
    const left = this.book.users().filter((userId) => !this.followed.has(userId));
    void this.send(left.flatMap((userId) => this.planUser(userId, null)));
    if (left.length > 0) this.settling.set(this.options.now() + settleMs);
  }

  private planUser(userId: string, state: TeamsState | null): readonly PhoneOrder[] {
    const notes = this.book.of(userId);
    const own = this.options.placesOf(userId);
    const places = new Map<string, LinePlace>([...notes, ...own.map((place) => [placeKey(place), place] as const)]);
    const ownKeys = new Set(own.map(placeKey));
    return [...places].flatMap(([key, { pbxId, extension }]) =>
      this.planPlace(userId, { pbxId, extension }, ownKeys.has(key) ? state : null),
    );
  }

  private planPlace(userId: string, place: LinePlace, state: TeamsState | null): readonly PhoneOrder[] {
    const { lines, port } = this.options;
    const note = this.book.of(userId).get(placeKey(place));
    if (port(place.pbxId) === undefined) {
      if (note !== undefined) this.forget(userId, place);
      return [];
    }
    // What a PBX shows now is not known before it is there; then it is asked of every person again.
    if (lines.link(place.pbxId) !== 'up') return [];
    const own = lines.ownUserState(place);
    const wanted = this.wordFor(state, place);
    const isStanding = lines.isTold(place);
    const hasOwnWord = own !== undefined && !wordless.has(own);
    const step = planPlace({ wanted, state, note, isStanding, hasOwnWord });
    if (step === 'nothing') this.keepState(userId, note, state);
    if (step === 'forget') this.forget(userId, place);
    if (step === 'takeBack') return [{ userId, ...place, state: 'available' }];
    if (state === null || wanted === 'nothing' || (step !== 'tell' && step !== 'leave')) return [];
    this.book.put(userId, { ...place, word: wanted, state, stage: step === 'tell' ? 'telling' : 'left' });
    return step === 'tell' ? [{ userId, ...place, state: wanted }] : [];
  }

  /** Another state with the same word: the phone need not hear of it. */
  private keepState(userId: string, note: PlaceNote | undefined, state: TeamsState | null): void {
    if (note !== undefined && state !== null && note.state !== state) this.book.put(userId, { ...note, state });
  }

  private wordFor(state: TeamsState | null, { pbxId }: LinePlace): PhoneWord {
    const rules = this.activeRules();
    return rules === undefined ? 'nothing' : phoneWordFor(state, rules, wordsOf(this.options.port(pbxId)));
  }

  /** What is told must be on disk first, so that a crash cannot leave a phone told for ever. */
  private async send(orders: readonly PhoneOrder[]): Promise<void> {
    if (!(await this.book.save()) || this.isStopped) return;
    for (const order of orders) if (this.isStillDue(order)) this.hand(order);
  }

  /** While the disk wrote, the phone may have answered or the person put a hand on it: then the plan is of yesterday. */
  private isStillDue(order: PhoneOrder): boolean {
    if (order.state === 'available') return this.options.lines.isTold(order);
    const note = this.book.of(order.userId).get(placeKey(order));
    return note?.stage === 'telling' && note.word === order.state;
  }

  private hand(order: PhoneOrder): void {
    const { lines } = this.options;
    // An order on its way has marked the phone already; where that mark is gone, it was the person's hand that ended it.
    const isHands = this.teller.isOpen(order) && !lines.isTold(order);
    if (order.state !== 'available' && !isHands) lines.markTold(order, order.state, false);
    this.teller.order(order);
  }

  private tell({ pbxId, extension, state }: PhoneOrder): Promise<void> {
    const port = this.options.port(pbxId);
    if (port === undefined) return Promise.reject(new AppError('pbx.unreachable', 'the PBX is not there any more'));
    return port.setUserState(extension, state);
  }

  private done(order: PhoneOrder, fault: AppError | undefined): void {
    const { logger, tenantId } = this.options;
    const { userId, pbxId, state } = order;
    const note = this.book.of(userId).get(placeKey(order));
    if (fault !== undefined) {
      logger.warn('following.notTold', { tenantId, pbxId, userId, state, code: fault.code });
      if (fault.code === 'pbx.refused' && note !== undefined) this.refused(order, note);
      return;
    }
    logger.info('following.told', { tenantId, pbxId, userId, state });
    if (state === 'available') this.forget(userId, order);
    else if (note?.stage === 'telling' && note.word === state) this.book.put(userId, { ...note, stage: 'told' });
  }

  /** A phone that would not be told is not asked again until Teams says something else; to take back is tried on. */
  private refused({ userId, state }: PhoneOrder, note: PlaceNote): void {
    if (state === 'available') {
      if (wordsOf(this.options.port(note.pbxId)).length === 0) this.forget(userId, note);
    } else if (note.word === state) {
      this.options.lines.dropTold(note);
      this.book.put(userId, { ...note, stage: 'left' });
    }
  }

  private forget(userId: string, place: LinePlace): void {
    this.options.lines.dropTold(place);
    this.book.remove(userId, place);
  }
}

function policyWords(rules: FollowRules): readonly PhoneWord[] {
  const { manualDoNotDisturb, presenting, focusing, manualBusy, inMeeting, inACall, away } = rules;
  return [manualDoNotDisturb, presenting, focusing, manualBusy, inMeeting, inACall, away].filter(
    (word) => word !== 'nothing',
  );
}
