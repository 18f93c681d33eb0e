// Puts what the PBXs tell into the state of the heart, and notes what it touches; decides nothing.
import type { CallEvent, PbxEvent } from '#shared/domain/call';
import type { LoggerPort } from '#bot/telemetry';
import { EventClock, type ClockLimits } from './eventClock.ts';
import type { SeenDevices } from './seenDevices.ts';
import type { TenantView } from './tenantView.ts';
import type { Turn } from './turn.ts';
import { unseenEnd } from './unseenEnd.ts';

type EventOf<Kind extends PbxEvent['kind']> = Extract<PbxEvent, { readonly kind: Kind }>;

/** What the intake works on, and whom it tells of events that are no state. */
export interface IntakeOptions {
  readonly tenantId: string;
  readonly logger: LoggerPort;
  readonly view: TenantView;
  readonly seen: SeenDevices;
  /** The service's clock, milliseconds since the epoch. */
  readonly now: () => number;
  /** @default `usualClockLimits` */
  readonly clockLimits?: ClockLimits;
  readonly onLink: (event: EventOf<'link'>, turn: Turn) => void;
  readonly onOrderFailed: (event: EventOf<'orderFailed'>) => void;
  /** A phone says how it is set. */
  readonly onReport: (event: EventOf<'userState' | 'forwarding'>) => void;
}

/** The intake of one tenant. */
export class EventIntake {
  private readonly options: IntakeOptions;
  private readonly clock: EventClock;

  constructor(options: IntakeOptions) {
    this.options = options;
    this.clock = new EventClock(options.now, options.clockLimits);
  }

  /** One event; what it touches is noted in `turn`. */
  apply(event: PbxEvent, turn: Turn): void {
    const { view, seen } = this.options;
    turn.noteCause(event.receivedAt);
    seen.note(event);
    switch (event.kind) {
      case 'registration':
        view.lines.setRegistered(event.pbxId, event.deviceId, event.registered, event.receivedAt);
        this.touch(event, turn.users);
        return;
      case 'userState':
        this.applyUserState(event, turn);
        return;
      case 'lineState':
        view.lines.setLineState(event.pbxId, event.deviceId, event.state, event.receivedAt);
        this.touch(event, turn.users);
        return;
      case 'messageWaiting':
        if (view.phones.noteMailbox(event)) this.touch(event, turn.mailboxes);
        return;
      case 'forwarding':
        this.options.onReport(event);
        if (view.phones.noteForwarding(event)) this.touch(event, turn.phones);
        return;
      case 'orderFailed':
        this.options.onOrderFailed(event);
        return;
      case 'snapshot':
        this.closeMissing(event, turn);
        return;
      case 'link':
        this.options.onLink(event, turn);
        return;
      default:
        this.applyCall(event, turn);
    }
  }

  private applyCall(told: CallEvent, turn: Turn): void {
    const { calls } = this.options.view;
    const event = this.clock.believed(told, calls.get(`${told.pbxId}/${told.globalCallId}`) !== undefined);
    const { key, changed } = calls.apply(event);
    if (!changed) return;
    this.noteTransition(event);
    turn.calls.add(key);
    this.touch(event, turn.users);
  }

  private applyUserState(event: EventOf<'userState'>, turn: Turn): void {
    const { lines, phones } = this.options.view;
    this.options.onReport(event);
    lines.setUserState(event.pbxId, event.deviceId, event.state, event.receivedAt);
    // Also what Teams has set: no state of the line, but the page of the phone shows it.
    if (phones.noteUserState(event)) this.touch(event, turn.phones);
    this.touch(event, turn.users);
  }

  private touch(
    { pbxId, deviceId }: { readonly pbxId: string; readonly deviceId: string },
    touched: Set<string>,
  ): void {
    const owner = this.options.view.directory.ownerOf(pbxId, deviceId);
    if (owner !== undefined) touched.add(owner);
  }

  /** One line per change of a call that concerns somebody of the tenant. */
  private noteTransition(event: CallEvent): void {
    const { view, logger, tenantId } = this.options;
    if (view.directory.ownerOf(event.pbxId, event.deviceId) === undefined) return;
    const { pbxId, globalCallId: callId, deviceId: lineId, kind } = event;
    logger.info('call.changed', { tenantId, pbxId, callId, lineId, kind });
  }

  /** Calls that ended while nobody looked: closed now, their end marked as not seen. */
  private closeMissing(snapshot: EventOf<'snapshot'>, turn: Turn): void {
    const { calls } = this.options.view;
    for (const { call, connection } of calls.missingFrom(snapshot.pbxId, snapshot.liveConnectionIds)) {
      this.apply(unseenEnd(snapshot, call, connection), turn);
    }
  }
}
