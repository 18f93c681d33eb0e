// Sets people's own phones when they say so: do not disturb and forwarding, on the PBXs that can be told.
import type { PhoneAnswer, PhoneChange, PhoneLine } from '#shared/contracts';
import type { ForwardingEvent, ForwardingType, PbxEvent, UserStateEvent } from '#shared/domain/call';
import { AppError } from '#shared/errors';
import type { PbxPort } from '#bot/pbx';
import type { LoggerPort } from '#bot/telemetry';
import { deviceKey } from './callBook.ts';
import { dialStringOf, type DialContext } from './dialDesk.ts';
import type { Caller } from './HeartPort.ts';
import type { LinePlace } from './lineBook.ts';
import { placesOf, type TenantView } from './tenantView.ts';

/** What the desk works with. */
export interface PhoneDeskOptions {
  readonly tenantId: string;
  readonly view: TenantView;
  readonly port: (pbxId: string) => PbxPort | undefined;
  /** Takes what a PBX took and may not report itself. */
  readonly tell: (events: readonly PbxEvent[]) => void;
  readonly logger: LoggerPort;
  readonly now: () => number;
}

type Report = UserStateEvent | ForwardingEvent;
/** What is true once the PBX took an order, told as the PBX would tell it. */
type Wanted =
  | Pick<UserStateEvent, 'kind' | 'state'>
  | Omit<ForwardingEvent, 'eventId' | 'occurredAt' | 'receivedAt' | 'pbxId' | 'deviceId'>;
type Numbers = Pick<DialContext, 'plan' | 'isExtension'>;

/** An order under way, and what the phone said last meanwhile. */
interface UnderWay {
  readonly key: string;
  last: Report | undefined;
}

const typesOfWire = { immediate: 'immediate', busy: 'busy', noAns: 'noAnswer' } as const satisfies Readonly<
  Record<Extract<PhoneChange, { set: 'forwarding' }>['type'], ForwardingType>
>;

/** The desk of one tenant. */
export class PhoneDesk {
  private readonly options: PhoneDeskOptions;
  private readonly underWay = new Set<UnderWay>();
  private count = 0;

  constructor(options: PhoneDeskOptions) {
    this.options = options;
  }

  /** How the caller's lines are set. */
  phone({ userId }: Caller): PhoneAnswer {
    const places = placesOf(this.options.view, userId);
    const extensions = [...new Set(places.map(({ extension }) => extension))];
    return {
      lines: extensions.map((extension) =>
        this.line(
          extension,
          places.filter((place) => place.extension === extension),
        ),
      ),
    };
  }

  private line(extension: string, places: readonly LinePlace[]): PhoneLine {
    const { view } = this.options;
    const states = places.flatMap((place) => view.lines.shownUserState(place) ?? []);
    const can = {
      doNotDisturb: places.some((place) => this.canTell(place)),
      forwarding: places.some((place) => this.canForward(place)),
    };
    const isKnown = states.length > 0 || can.doNotDisturb;
    const all = places.flatMap((place) => view.phones.forwarding(place));
    return {
      extension,
      can,
      ...(isKnown ? { doNotDisturb: states.includes('doNotDisturb') } : {}),
      forwarding: [...new Map(all.map((each) => [`${each.type} ${each.to}`, each])).values()],
    };
  }

  /**
   * Sets one thing of one own line on every PBX where the line is and that can be told. Throws `http.notFound` for a line that is not
   * the caller's, `pbx.*`, and for a target `dial.numberInvalid`, `dial.notAllowed`.
   */
  async change({ userId }: Caller, change: PhoneChange): Promise<void> {
    const { view, logger, tenantId } = this.options;
    const own = placesOf(view, userId).filter(({ extension }) => extension === change.extension);
    if (own.length === 0) throw new AppError('http.notFound', 'the line is not the own one of the caller');
    const orders = change.set === 'doNotDisturb' ? this.stateOrders(own, change.isOn) : this.forwardOrders(own, change);
    if (orders.length === 0) throw new AppError('pbx.refused', `no PBX of the line is told its ${change.set}`);
    for (const order of orders) await this.carryOut(order);
    logger.info('phone.set', { tenantId, userId, what: change.set });
  }

  private stateOrders(places: readonly LinePlace[], isOn: boolean): readonly Order[] {
    const state = isOn ? 'doNotDisturb' : 'available';
    return places
      .filter((place) => this.canTell(place))
      .map((place) => ({
        place,
        wanted: { kind: 'userState', state },
        send: (port) => port.setUserState(place.extension, state),
      }));
  }

  private forwardOrders(
    places: readonly LinePlace[],
    { type, to, extension }: Extract<PhoneChange, { set: 'forwarding' }>,
  ): readonly Order[] {
    const forwardingType = typesOfWire[type];
    const target = to === null ? {} : { forwardTo: this.targetOf(to, extension) };
    return places
      .filter((place) => this.canForward(place))
      .map((place) => ({
        place,
        wanted: { kind: 'forwarding', forwardingType, isOn: to !== null, ...target },
        send: (port) => port.setForwarding({ deviceId: place.extension, forwardingType, ...target }),
      }));
  }

  /** What the PBX dials for it; nobody is there to be asked when a call is forwarded, so what has to be asked for is refused. */
  private targetOf(to: string, extension: string): string {
    const { dialling, directory } = this.options.view;
    const numbers: Numbers = { plan: dialling.plan, isExtension: (digits) => directory.hasExtension(digits) };
    try {
      const dialString = dialStringOf({ number: to }, numbers);
      if (dialString !== extension) return dialString;
    } catch (thrown) {
      // Without the class, so that no app offers to confirm it.
      if (!(thrown instanceof AppError) || thrown.code !== 'dial.notAllowed') throw thrown;
      throw new AppError('dial.notAllowed', 'calls are not forwarded to what has to be confirmed', { cause: thrown });
    }
    throw new AppError('dial.numberInvalid', 'a line cannot be forwarded to itself');
  }

  /** A phone says how it is set. */
  noteReport(event: Report): void {
    const key = keyOf({ pbxId: event.pbxId, extension: event.deviceId }, event);
    for (const order of this.underWay) if (order.key === key) order.last = event;
  }

  /**
   * What the person sets here is their hand on the phone: the word of Teams that stood there stands no more, and many a PBX reports
   * nothing, so it is told as if it had. What the phone itself said last meanwhile is newer than the order.
   */
  private async carryOut({ place, wanted, send }: Order): Promise<void> {
    const { view, port, tell, now } = this.options;
    const to = port(place.pbxId);
    if (to === undefined) throw new AppError('pbx.unreachable', 'the PBX is not there any more');
    const order: UnderWay = { key: keyOf(place, wanted), last: undefined };
    this.underWay.add(order);
    try {
      await send(to);
    } finally {
      this.underWay.delete(order);
    }
    if (wanted.kind === 'userState') view.lines.dropTold(place);
    this.count += 1;
    const at = now();
    const eventId = `${place.pbxId}:set:${String(at)}:${String(this.count)}`;
    const stamp = { eventId, pbxId: place.pbxId, occurredAt: at, receivedAt: at };
    tell([order.last ?? { ...wanted, deviceId: place.extension, ...stamp }]);
  }

  private canTell({ pbxId }: LinePlace): boolean {
    return this.options.port(pbxId)?.capabilities.tellUserStates.includes('doNotDisturb') === true;
  }

  private canForward({ pbxId }: LinePlace): boolean {
    return this.options.port(pbxId)?.capabilities.setForwarding === true;
  }
}

interface Order {
  readonly place: LinePlace;
  readonly wanted: Wanted;
  readonly send: (port: PbxPort) => Promise<void>;
}

function keyOf({ pbxId, extension }: LinePlace, what: Wanted | Report): string {
  const kind = what.kind === 'forwarding' ? `forwarding ${what.forwardingType}` : what.kind;
  return `${kind} ${deviceKey(pbxId, extension)}`;
}
