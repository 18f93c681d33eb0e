// A call of a CSTA PBX as the mapper follows it, whichever of the monitored devices told of it.
import type { CallGroup, Party } from '#shared/domain/call';

/** How far a leg is; `offered`: known to be tried, never rung. */
export type LegState = 'initiated' | 'offered' | 'alerting' | 'connected' | 'hold' | 'queued' | 'fail' | 'null';

/** One leg. Mutable: it is the mapper's own bookkeeping and never leaves it. */
export interface CstaLeg {
  /** Made when first seen; a transfer gives the leg a new call id on the wire, its own ids must not change with it. */
  readonly connectionId: string;
  readonly globalCallId: string;
  /** The device with its terminal, as the PBX compares them. */
  readonly key: string;
  readonly deviceId: string;
  role: 'originating' | 'terminating' | undefined;
  state: LegState;
  hasTalked: boolean;
  wasAlerting: boolean;
  /** Not told to anybody: somebody dials a parking slot, which becomes an incoming call. */
  isSilent: boolean;
  /** Its beginning was told (legs that dial). */
  isTold: boolean;
  endedAt: number;
}

/** One call id of the PBX. Mutable, as the legs are. */
export interface CstaCall {
  readonly callId: string;
  /** For legs that join; after a transfer that of the primary old call. */
  globalCallId: string;
  /** Rises when the PBX uses a call id again. */
  readonly generation: number;
  readonly legs: CstaLeg[];
  readonly names: Map<string, Party>;
  called: Party | undefined;
  group: CallGroup | undefined;
  parked: { readonly slot: string; readonly by: Party | undefined } | undefined;
  /** Where the call was parked until a moment ago. */
  fetchedFrom: { readonly slot: string; readonly at: number } | undefined;
  /** Between a blind transfer and the answer of its target. */
  transferredBy: Party | undefined;
  /** A device we hear of will ring next: the call is not over, though nobody holds it. */
  divertingTo: string | undefined;
  /** The device the call left last. */
  divertedFrom: CstaLeg | undefined;
  /** The call its legs went on in. */
  movedTo: CstaCall | undefined;
  byApplication: string | undefined;
  isOver: boolean;
  readonly startedAt: number;
  endedAt: number;
  readonly session: number;
}

/** True while the PBX still has it. */
export function isOpenLeg(leg: CstaLeg): boolean {
  return leg.state !== 'null';
}

/** The newest leg of a device or terminal. */
export function legAt(call: CstaCall, keyOrDevice: string): CstaLeg | undefined {
  return (
    call.legs.findLast((leg) => leg.key === keyOrDevice) ?? call.legs.findLast((leg) => leg.deviceId === keyOrDevice)
  );
}

/** Who the leg talks to: somebody talking first, then the caller. */
export function partnerOf(call: CstaCall, leg: CstaLeg): CstaLeg | undefined {
  const others = call.legs.filter((each) => each !== leg && isOpenLeg(each) && each.deviceId !== leg.deviceId);
  return (
    others.find((each) => each.hasTalked) ??
    others.find((each) => each.role === 'originating') ??
    others.find((each) => each.state === 'queued')
  );
}

/** The leg that placed the call. */
export function callerOf(call: CstaCall): CstaLeg | undefined {
  return call.legs.find((leg) => leg.role === 'originating' && isOpenLeg(leg));
}
