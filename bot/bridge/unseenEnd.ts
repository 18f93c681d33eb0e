// The end of a leg that a snapshot no longer contains: it ended while nobody looked.
import type { CallState, Connection, ConnectionClearedEvent, PbxEvent } from '#shared/domain/call';

/** The event that closes the leg now, marked as not seen. */
export function unseenEnd(
  snapshot: Extract<PbxEvent, { kind: 'snapshot' }>,
  call: CallState,
  connection: Connection,
): ConnectionClearedEvent {
  return {
    kind: 'connectionCleared',
    eventId: `${snapshot.eventId}:${connection.connectionId}`,
    pbxId: snapshot.pbxId,
    occurredAt: snapshot.occurredAt,
    receivedAt: snapshot.receivedAt,
    globalCallId: call.globalCallId,
    connectionId: connection.connectionId,
    deviceId: connection.deviceId,
    cause: 'unknown',
    synthesized: true,
  };
}
