// The sandbox PBX at a glance, for the demo page and for tests.
import type { AmiServer } from './amiServer.ts';
import type { CallDesk } from './CallDesk.ts';
import { type DeviceState, deviceStateOf } from './phoneBook.ts';
import type { Switchboard } from './switchboard.ts';
import type { Traffic } from './traffic.ts';

/** What GET /counts answers: no list that grows with the phones. */
export interface PbxCounts {
  readonly traffic: {
    readonly on: boolean;
    readonly started: number;
    readonly skipped: number;
    readonly active: number;
  };
  readonly clients: number;
  readonly callCount: number;
  readonly eventCount: number;
  readonly byteCount: number;
}

/** What GET /state answers. */
export interface PbxState extends PbxCounts {
  readonly phones: readonly {
    readonly extension: string;
    readonly name: string;
    readonly state: DeviceState;
    readonly doNotDisturb: boolean;
    /** Asterisk's word; undefined when it was never set. */
    readonly presence: string | undefined;
    readonly newMessages: number;
  }[];
  readonly calls: readonly {
    readonly id: string;
    readonly stage: string;
    readonly from: string;
    readonly to: string;
    readonly extensions: readonly string[];
  }[];
  readonly groups: readonly {
    readonly extension: string;
    readonly name: string;
    readonly kind: 'ringGroup' | 'queue';
  }[];
}

/** Counts only. */
export function pbxCounts(desk: CallDesk, server: AmiServer, traffic: Traffic): PbxCounts {
  return {
    traffic: { on: traffic.on, started: traffic.started, skipped: traffic.skipped, active: traffic.active },
    clients: [...server.sessions].filter((session) => session.loggedIn).length,
    callCount: desk.callCount,
    eventCount: server.eventCount,
    byteCount: server.byteCount,
  };
}

/** Reads the state off the parts. */
export function pbxState(board: Switchboard, desk: CallDesk, server: AmiServer, traffic: Traffic): PbxState {
  return {
    ...pbxCounts(desk, server, traffic),
    phones: [...board.book.phones.values()].map((phone) => ({
      extension: phone.extension,
      name: phone.name,
      state: deviceStateOf(phone),
      doNotDisturb: phone.doNotDisturb,
      presence: phone.presence,
      newMessages: phone.mailbox.newMessages,
    })),
    calls: [...desk.calls].map((call) => ({
      id: call.id,
      stage: call.stage,
      from: call.caller.callerNumber,
      to: call.called,
      extensions: call.extensions(),
    })),
    groups: [
      ...[...board.book.ringGroups.values()].map(({ extension, name }) => ({
        extension,
        name,
        kind: 'ringGroup' as const,
      })),
      ...[...board.book.queues.values()].map(({ extension, name }) => ({ extension, name, kind: 'queue' as const })),
    ],
  };
}
