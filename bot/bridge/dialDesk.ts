// Takes orders to place a call: checks the number, never dials one order twice, hands it to the PBX.
import type { DialAnswer, DialRequest } from '#shared/contracts';
import { isServiceCode, toDialable, toE164 } from '#shared/domain/number';
import { AppError } from '#shared/errors';
import type { PbxPort } from '#bot/pbx';

/** Who dials from where. */
export interface DialContext {
  readonly userId: string;
  readonly extension: string | undefined;
  readonly displayName: string | undefined;
  readonly country: string;
  readonly isUp: (pbxId: string) => boolean;
}

/** How long a repeated request id is recognised. */
const rememberedOrders = 1_000;

/** The orders of one tenant. */
export class DialDesk {
  private readonly pbxs: readonly PbxPort[];
  private readonly orders = new Map<string, Promise<DialAnswer>>();

  constructor(pbxs: readonly PbxPort[]) {
    this.pbxs = pbxs;
  }

  get canMakeCall(): boolean {
    return this.pbxs.some((pbx) => pbx.capabilities.makeCall);
  }

  /** Throws `dial.numberInvalid`, `dial.notAllowed` (service codes), `dial.noLine`, `pbx.*`. */
  dial(request: DialRequest, context: DialContext): Promise<DialAnswer> {
    const key = `${context.userId} ${request.requestId}`;
    const known = this.orders.get(key);
    if (known !== undefined) return known;
    const answer = this.place(request, context);
    this.orders.set(key, answer);
    answer.catch(() => this.orders.delete(key)); // what failed may be tried again under the same id
    if (this.orders.size > rememberedOrders) {
      const oldest = this.orders.keys().next();
      if (oldest.done !== true) this.orders.delete(oldest.value);
    }
    return answer;
  }

  private async place(request: DialRequest, context: DialContext): Promise<DialAnswer> {
    const bare = toDialable(request.number);
    if (bare === null) throw new AppError('dial.numberInvalid', 'the number holds what no phone can dial');
    // `*` and `#` switch features of the PBX: never by a click on some text, only after a person was asked (product D7).
    if (isServiceCode(bare) && request.confirmed !== true) {
      throw new AppError('dial.notAllowed', 'a service code that nobody confirmed');
    }
    const { extension } = context;
    if (extension === undefined) throw new AppError('dial.noLine', 'the user has no line');
    const dialString = toE164(request.number, context.country) ?? bare;
    if (dialString === extension) throw new AppError('dial.numberInvalid', 'a line cannot call itself');
    const able = this.pbxs.filter((pbx) => pbx.capabilities.makeCall);
    const pbx = able.find((each) => context.isUp(each.pbxId)) ?? able[0];
    if (pbx === undefined) throw new AppError('dial.notAllowed', 'no PBX of the tenant places calls');
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
