// Writes an open call as text for the store and reads it back; what cannot be read is dropped, never half believed.
import * as v from 'valibot';
import { clearCauses, type CallState } from '#shared/domain/call';

const optionalText = v.exactOptional(v.string());
const optionalTime = v.exactOptional(v.number());
const party = v.object({ number: optionalText, name: optionalText, deviceId: optionalText });
const group = v.object({ kind: v.picklist(['queue', 'ringGroup']), id: v.string(), name: optionalText });
const flag = v.exactOptional(v.literal(true));
const connection = v.object({
  connectionId: v.string(),
  segment: v.number(),
  deviceId: v.string(),
  role: v.picklist(['originating', 'terminating']),
  state: v.picklist(['null', 'initiated', 'alerting', 'connected', 'hold', 'queued', 'fail']),
  other: party,
  called: v.exactOptional(party),
  group: v.exactOptional(group),
  lastRedirection: v.exactOptional(party),
  byApplication: flag,
  isConference: flag,
  startedAt: v.number(),
  alertingAt: optionalTime,
  answeredAt: optionalTime,
  withApplicationAt: optionalTime,
  endedAt: optionalTime,
  cause: v.exactOptional(v.picklist(clearCauses)),
  endUnknown: flag,
  divertedTo: v.exactOptional(party),
  toVoicemail: flag,
  transferredFrom: v.exactOptional(party),
  transferredTo: v.exactOptional(party),
});
const callSchema = v.object({ pbxId: v.string(), globalCallId: v.string(), connections: v.array(connection) });

/** JSON of an open call. */
export function encodeCall(call: CallState): string {
  return JSON.stringify(call);
}

/** The call, or undefined when the text is not one (another version wrote it). */
export function decodeCall(body: string): CallState | undefined {
  try {
    const parsed = v.safeParse(callSchema, JSON.parse(body));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
