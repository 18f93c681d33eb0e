// POST /api/v1/pbx/{id}/events, and what a site connector sends: one normalised PBX event on the wire (spec pbx E, G).
import * as v from 'valibot';
import { clearCauses } from '#shared/domain/call';
import { lineStateSchema, shortTextSchema } from './wire.ts';

/** Events in one body. */
export const maxEventsPerBody = 500;
const maxLiveConnections = 20_000;
const maxCount = 1_000_000;

/** RFC 3339 instant with seconds and a zone; a zone without colon and a blank for the `T` are refused. */
const instantPattern =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3])(?::[0-5]\d){2}(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/;
const id = v.pipe(v.string(), v.minLength(1), v.maxLength(256));
const count = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(maxCount));
const flag = v.boolean();

const party = v.object({
  number: v.exactOptional(shortTextSchema),
  name: v.exactOptional(shortTextSchema),
  deviceId: v.exactOptional(shortTextSchema),
});
const group = v.object({ kind: v.picklist(['queue', 'ringGroup']), id, name: v.exactOptional(shortTextSchema) });
const cause = v.picklist(clearCauses);

const base = {
  eventId: id,
  occurredAt: v.pipe(v.string(), v.maxLength(64), v.regex(instantPattern)),
  /** Counts the events of this PBX; a jump forward is reported as a gap. */
  sequence: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER))),
};
const leg = { ...base, globalCallId: id, connectionId: id, deviceId: id, synthesized: v.exactOptional(flag) };
const device = { ...base, deviceId: id };
const offer = {
  calling: party,
  called: v.exactOptional(party),
  group: v.exactOptional(group),
  lastRedirection: v.exactOptional(party),
};

const callEvents = [
  v.object({ kind: v.literal('originated'), ...leg, called: party, byApplication: v.exactOptional(flag) }),
  v.object({ kind: v.literal('offered'), ...leg, ...offer }),
  v.object({ kind: v.literal('delivered'), ...leg, ...offer }),
  v.object({ kind: v.literal('queued'), ...leg, queue: group }),
  v.object({
    kind: v.literal('established'),
    ...leg,
    other: v.exactOptional(party),
    withApplication: v.exactOptional(flag),
  }),
  v.object({ kind: v.literal('held'), ...leg }),
  v.object({ kind: v.literal('retrieved'), ...leg }),
  v.object({
    kind: v.literal('diverted'),
    ...leg,
    calling: v.exactOptional(party),
    newDestination: v.exactOptional(party),
    toVoicemail: flag,
  }),
  v.object({
    kind: v.literal('transferred'),
    ...leg,
    role: v.picklist(['transferring', 'transferred', 'target']),
    transferKind: v.picklist(['singleStep', 'consultation']),
    other: v.exactOptional(party),
    transferringParty: v.exactOptional(party),
  }),
  v.object({ kind: v.literal('parked'), ...leg, role: v.picklist(['parked', 'parker']), parkedAt: shortTextSchema }),
  v.object({
    kind: v.literal('unparked'),
    ...leg,
    role: v.picklist(['parked', 'retriever']),
    parkedAt: shortTextSchema,
    other: party,
    parkedBy: v.exactOptional(party),
  }),
  v.object({ kind: v.literal('conferenced'), ...leg }),
  v.object({ kind: v.literal('failed'), ...leg, cause }),
  v.object({ kind: v.literal('connectionCleared'), ...leg, cause }),
] as const;

const deviceEvents = [
  v.object({ kind: v.literal('registration'), ...device, registered: flag }),
  v.object({
    kind: v.literal('userState'),
    ...device,
    state: v.picklist(['available', 'away', 'meeting', 'busy', 'doNotDisturb', 'offline', 'unknown']),
  }),
  v.object({ kind: v.literal('lineState'), ...device, state: lineStateSchema }),
  v.object({
    kind: v.literal('forwarding'),
    ...device,
    forwardingType: v.picklist(['immediate', 'busy', 'noAnswer']),
    isOn: flag,
    forwardTo: v.exactOptional(shortTextSchema),
  }),
  v.object({
    kind: v.literal('messageWaiting'),
    ...device,
    waiting: flag,
    newMessages: count,
    oldMessages: count,
    newUrgent: v.exactOptional(count),
    oldUrgent: v.exactOptional(count),
    hasCounts: v.exactOptional(flag),
  }),
] as const;

const snapshotEvent = v.object({
  kind: v.literal('snapshot'),
  ...base,
  liveConnectionIds: v.pipe(v.array(id), v.maxLength(maxLiveConnections)),
});
const orderFailedEvent = v.object({ kind: v.literal('orderFailed'), ...device, requestId: id, cause });
const linkEvent = v.object({ kind: v.literal('link'), ...base, up: flag });
/** Says only that the sender lives. */
const heartbeatEvent = v.object({ kind: v.literal('heartbeat'), ...base });

/** One event of a connector at a site. Unknown fields are left out. */
export const siteEventSchema = v.variant('kind', [
  ...callEvents,
  ...deviceEvents,
  orderFailedEvent,
  snapshotEvent,
  linkEvent,
]);
export type SiteEventWire = v.InferOutput<typeof siteEventSchema>;

/** One event of a webhook sender: it has no link of its own to tell of, but a heartbeat. */
export const webhookEventSchema = v.variant('kind', [...callEvents, ...deviceEvents, snapshotEvent, heartbeatEvent]);
export type WebhookEventWire = v.InferOutput<typeof webhookEventSchema>;

/** Several events, oldest first. */
export const webhookBatchSchema = v.object({
  events: v.pipe(v.array(webhookEventSchema), v.minLength(1), v.maxLength(maxEventsPerBody)),
});

/** Answer 202: `duplicates` were known by their `eventId` and changed nothing. */
export interface WebhookReceipt {
  readonly accepted: number;
  readonly duplicates: number;
}
