// Does with a live call what its owner asks for, through the PBX: answer, hold, take back, hang up.
import type { CallAction } from '#shared/contracts';
import type { Connection, ConnectionState } from '#shared/domain/call';
import { AppError } from '#shared/errors';
import type { PbxPort } from '#bot/pbx';
import type { LoggerPort } from '#bot/telemetry';
import type { Caller } from './HeartPort.ts';
import type { LinePlace } from './lineBook.ts';
import { placesOf, type TenantView } from './tenantView.ts';
import { liveCallIdOf } from './toWire.ts';

/** What the desk works with. */
export interface CallDeskOptions {
  readonly tenantId: string;
  readonly view: TenantView;
  readonly port: (pbxId: string) => PbxPort | undefined;
  readonly logger: LoggerPort;
}

/** In which states of the leg an action means anything (ECMA-269 17.1); anything that exists can be cleared. */
const statesFor: Readonly<Record<CallAction, ReadonlySet<ConnectionState> | undefined>> = {
  answer: new Set(['alerting']),
  hold: new Set(['connected']),
  retrieve: new Set(['hold']),
  clear: undefined,
};

/** The desk of one tenant. */
export class CallDesk {
  private readonly options: CallDeskOptions;

  constructor(options: CallDeskOptions) {
    this.options = options;
  }

  /**
   * Resolves when the PBX took the order. Throws `http.notFound` for what is no call of a line of the caller, `pbx.refused` also for
   * what the PBX cannot do and what makes no sense in the state of the call.
   */
  async control({ userId }: Caller, callId: string, action: CallAction): Promise<void> {
    const { port, logger, tenantId } = this.options;
    const { place, leg, globalCallId } = this.find(userId, callId);
    const pbx = port(place.pbxId);
    if (pbx?.controlCall === undefined || pbx.capabilities.control?.includes(action) !== true)
      throw new AppError('pbx.refused', `this PBX is not told to ${action}`);
    if (statesFor[action]?.has(leg.state) === false)
      throw new AppError('pbx.refused', `a call that is ${leg.state} has nothing to ${action}`);
    const { connectionId, deviceId } = leg;
    await pbx.controlCall({ action, deviceId, callId: globalCallId, connectionId });
    logger.info('call.ordered', { tenantId, userId, pbxId: place.pbxId, callId: globalCallId, action });
  }

  /** Only among the legs of the caller's own lines, so that an id of anybody else's call is one that is not there. */
  private find(userId: string, callId: string): { place: LinePlace; leg: Connection; globalCallId: string } {
    const { view } = this.options;
    for (const place of placesOf(view, userId)) {
      const leg = view.calls
        .legs(place.pbxId, place.extension)
        .find((each) => liveCallIdOf(place.pbxId, each) === callId);
      const globalCallId = leg === undefined ? undefined : view.calls.callOf(place.pbxId, leg);
      if (leg !== undefined && globalCallId !== undefined) return { place, leg, globalCallId };
    }
    throw new AppError('http.notFound', 'no live call of a line of the caller');
  }
}
