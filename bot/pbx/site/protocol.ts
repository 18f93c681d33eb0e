// What a site connector and the service say to each other over the websocket /api/v1/site/{pbxId}, one JSON object per text frame.
import * as v from 'valibot';
import { callActionSchema, maxEventsPerBody, siteEventSchema } from '#shared/contracts';

/*
 *  site                                        service
 *   │ hello {journal, capabilities}               │   first frame of the site
 *   │ ◀──────────── welcome {sequence}, watch     │   the last event of that journal which is on the service's disk
 *   │ events {sequence, events} ────────────────▶ │   from the site's disk; the first one's number, the others follow
 *   │ ◀──────────────────────────── ack {sequence}│   after the turn is on disk; the site may forget up to there
 *   │ states {events}, present {up, live} ──────▶ │   once per connection, when the events from before it are told:
 *   │                                             │   devices and calls as they are now; only then the link can be up
 *   │ ◀──────────────── ask {id, order}           │
 *   │ answer {id, ok | code} ───────────────────▶ │
 *  ping and pong are the frames of RFC 6455, from both sides.
 */

/** Version of this protocol, told in `hello`. */
export const siteProtocol = 1;
/** Largest frame of a site: 500 events, or a snapshot of 20,000 connections. */
export const siteFrameLimitBytes = 6 * 1_048_576;
/** Largest frame of the service: the devices to watch. */
export const serviceFrameLimitBytes = 16 * 1_048_576;
/** Devices in one `watch`. */
export const maxWatched = 200_000;
/** Frames of events under way without an ack. */
export const eventFramesUnderWay = 4;

const maxLiveConnections = 20_000;
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const sequence = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));
const journal = v.pipe(v.string(), v.uuid());
const events = v.pipe(v.array(siteEventSchema), v.minLength(1), v.maxLength(maxEventsPerBody));

const capabilities = v.object({
  hasRemoteParty: v.boolean(),
  hasCallId: v.boolean(),
  hasTransferInfo: v.boolean(),
  makeCall: v.boolean(),
  /** Absent: an older site, or a PBX that cannot. */
  ringPhone: v.exactOptional(v.boolean()),
  messageWaiting: v.boolean(),
  tellUserStates: v.pipe(v.array(v.picklist(['busy', 'doNotDisturb'])), v.maxLength(2)),
  setForwarding: v.boolean(),
  /** Absent: an older site, or a PBX that does nothing with calls. */
  control: v.exactOptional(v.pipe(v.array(callActionSchema), v.maxLength(4))),
});

const order = v.variant('op', [
  v.object({
    op: v.literal('makeCall'),
    requestId: id,
    deviceId: id,
    dialString: id,
    callerName: v.exactOptional(v.pipe(v.string(), v.maxLength(256))),
  }),
  v.object({
    op: v.literal('ringPhone'),
    requestId: id,
    deviceId: id,
    callerName: v.exactOptional(v.pipe(v.string(), v.maxLength(256))),
  }),
  v.object({
    op: v.literal('setUserState'),
    deviceId: id,
    state: v.picklist(['available', 'busy', 'doNotDisturb']),
  }),
  v.object({
    op: v.literal('setForwarding'),
    deviceId: id,
    forwardingType: v.picklist(['immediate', 'busy', 'noAnswer']),
    forwardTo: v.exactOptional(id),
  }),
  v.object({ op: v.literal('controlCall'), action: callActionSchema, deviceId: id, callId: id, connectionId: id }),
]);
/** What the service may ask of a site's PBX. */
export type SiteOrder = v.InferOutput<typeof order>;

/** Frames of the site. */
export const siteMessageSchema = v.variant('type', [
  v.object({ type: v.literal('hello'), protocol: v.literal(siteProtocol), journal, capabilities }),
  v.object({ type: v.literal('events'), sequence, events }),
  v.object({ type: v.literal('states'), events }),
  v.object({
    type: v.literal('present'),
    up: v.boolean(),
    liveConnectionIds: v.pipe(v.array(id), v.maxLength(maxLiveConnections)),
  }),
  v.object({ type: v.literal('answer'), id, ok: v.boolean(), code: v.exactOptional(id) }),
]);
export type SiteMessage = v.InferOutput<typeof siteMessageSchema>;

/** Frames of the service. */
export const serviceMessageSchema = v.variant('type', [
  v.object({ type: v.literal('welcome'), protocol: v.literal(siteProtocol), sequence }),
  v.object({ type: v.literal('ack'), sequence }),
  v.object({ type: v.literal('watch'), deviceIds: v.pipe(v.array(id), v.maxLength(maxWatched)) }),
  v.object({ type: v.literal('ask'), id, order }),
]);
export type ServiceMessage = v.InferOutput<typeof serviceMessageSchema>;

/** A frame's text by its schema; undefined when it is none. */
export function parseFrame<const Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
): v.InferOutput<Schema> | undefined {
  try {
    const parsed = v.safeParse(schema, JSON.parse(text));
    return parsed.success ? parsed.output : undefined;
  } catch {
    return undefined;
  }
}
