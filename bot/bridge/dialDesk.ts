// Takes orders to place a call: asks the dial plan, never dials one order twice, hands it to the PBX.
import type { DialAnswer, DialRequest } from '#shared/contracts';
import { toDialString, toE164, type DialPlan } from '#shared/domain/number';
import { AppError } from '#shared/errors';
import type { PbxPort } from '#bot/pbx';
import { askedClassOf } from './askedClass.ts';
import type { LinePlace } from './lineBook.ts';

/** Who dials from where. */
export interface DialContext {
  readonly userId: string;
  /** The user's lines, the preferred one first. */
  readonly places: readonly LinePlace[];
  /** Where a line is that others share with the user; empty for any other line. */
  readonly sharedPlaces: (extension: string) => readonly LinePlace[];
  readonly displayName: string | undefined;
  readonly plan: DialPlan;
  /** True for digits that are a line of the directory. */
  readonly isExtension: (digits: string) => boolean;
  readonly isUp: (pbxId: string) => boolean;
}

/** The phone that an order was to ring, and the order. */
export interface OrderedPhone {
  readonly pbxId: string;
  readonly deviceId: string;
  readonly requestId: string;
}

/** How long a repeated request id is recognised. */
const rememberedOrders = 1_000;

/** The orders of one tenant. */
export class DialDesk {
  private readonly pbxOf: (pbxId: string) => PbxPort | undefined;
  private readonly orders = new Map<string, Promise<DialAnswer>>();
  /** Who placed an order from a line of somebody else, by phone and request. */
  private readonly orderers = new Map<string, string>();

  /** `pbxOf` is asked at each order: PBXs come and go. */
  constructor(pbxOf: (pbxId: string) => PbxPort | undefined) {
    this.pbxOf = pbxOf;
  }

  private canMakeCall(pbxId: string): boolean {
    return this.pbxOf(pbxId)?.capabilities.makeCall === true;
  }

  /** Who placed an order that was for a phone of somebody else; undefined for orders of its owner. */
  ordererOf({ pbxId, deviceId, requestId }: OrderedPhone): string | undefined {
    return this.orderers.get(`${pbxId}/${deviceId} ${requestId}`);
  }

  /**
   * Throws `dial.numberInvalid` (facts: the last `step` of the plan), `dial.notAllowed` (facts: the `numberClass` that has
   * to be confirmed; none for a line that is not the caller's to call from), `dial.noLine`, `pbx.*`.
   */
  dial(request: DialRequest, context: DialContext): Promise<DialAnswer> {
    const key = `${context.userId} ${request.requestId}`;
    const known = this.orders.get(key);
    if (known !== undefined) return known;
    const answer = request.test === true ? this.ring(request, context) : this.place(request, context);
    this.orders.set(key, answer);
    answer.catch(() => this.orders.delete(key)); // what failed may be tried again under the same id
    forgetOldest(this.orders);
    return answer;
  }

  /** Rings a phone of the caller's own: on the line that is named, else on the first one that can be rung. */
  private async ring({ number, requestId }: DialRequest, context: DialContext): Promise<DialAnswer> {
    const { places, displayName: callerName, isUp } = context;
    if (places.length === 0) throw new AppError('dial.noLine', 'the user has no line');
    const able = places.filter(({ pbxId }) => this.pbxOf(pbxId)?.capabilities.ringPhone === true);
    const named = able.filter(({ extension }) => extension === number);
    const [first] = named.length > 0 ? named : able;
    const place = (named.length > 0 ? named : able).find(({ pbxId }) => isUp(pbxId)) ?? first;
    const pbx = place === undefined ? undefined : this.pbxOf(place.pbxId);
    if (place === undefined || pbx?.ringPhone === undefined)
      throw new AppError('dial.notAllowed', 'no PBX of the user rings a phone for a test');
    const { extension: deviceId } = place;
    await pbx.ringPhone({ requestId, deviceId, ...(callerName !== undefined && { callerName }) });
    return { requestId, dialled: deviceId };
  }

  private async place(request: DialRequest, context: DialContext): Promise<DialAnswer> {
    const dialString = dialStringOf(request, context);
    const places = placesFor(request, context);
    const able = places.filter(({ pbxId }) => this.canMakeCall(pbxId));
    const place = able.find(({ pbxId }) => context.isUp(pbxId)) ?? able[0];
    const pbx = place === undefined ? undefined : this.pbxOf(place.pbxId);
    if (place === undefined || pbx === undefined)
      throw new AppError('dial.notAllowed', 'no PBX of the user places calls');
    const { extension } = place;
    if (dialString === extension) throw new AppError('dial.numberInvalid', 'a line cannot call itself');
    if (!context.places.some((own) => own.pbxId === place.pbxId && own.extension === extension)) {
      this.orderers.set(`${place.pbxId}/${extension} ${request.requestId}`, context.userId);
      forgetOldest(this.orderers);
    }
    const name = context.displayName;
    await pbx.makeCall({
      requestId: request.requestId,
      deviceId: extension,
      dialString,
      ...(name === undefined ? {} : { callerName: name }),
    });
    return { requestId: request.requestId, dialled: dialString };
  }
}

/** Where the call may be placed from: the user's own lines, or the one that was named. */
function placesFor({ fromLine }: DialRequest, { places, sharedPlaces }: DialContext): readonly LinePlace[] {
  if (fromLine === undefined) {
    if (places.length === 0) throw new AppError('dial.noLine', 'the user has no line');
    return places;
  }
  const own = places.filter(({ extension }) => extension === fromLine);
  const named = own.length > 0 ? own : sharedPlaces(fromLine);
  if (named.length === 0) throw new AppError('dial.notAllowed', 'nobody shares this line with the user');
  return named;
}

function forgetOldest(remembered: Map<string, unknown>): void {
  const oldest = remembered.keys().next();
  if (remembered.size > rememberedOrders && oldest.done !== true) remembered.delete(oldest.value);
}

/** What the PBX is given; throws where the plan refuses the number, and where nobody confirmed what needs it. */
export function dialStringOf(
  { number, confirmed }: Pick<DialRequest, 'number' | 'confirmed'>,
  { plan, isExtension }: Pick<DialContext, 'plan' | 'isExtension'>,
): string {
  const result = toDialString(number, plan);
  const last = result.trace.at(-1)?.step ?? '';
  if (result.dialString === null) {
    throw new AppError('dial.numberInvalid', 'the dial plan refuses the number', { facts: { step: last } });
  }
  const numberClass = askedClassOf(number, result, plan, isExtension);
  if (numberClass !== undefined && confirmed !== true) {
    throw new AppError('dial.notAllowed', 'a call that nobody confirmed', { facts: { numberClass } });
  }
  // Without a plan the PBX gets E.164 wherever the country tells it: what most trunks take.
  return last === 'planOff' ? (toE164(result.dialString, plan.country) ?? result.dialString) : result.dialString;
}
