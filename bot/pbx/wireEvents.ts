// Normalised events between the wire (ISO times, checked sizes) and the service (milliseconds, the PBX's id).
import * as v from 'valibot';
import { siteEventSchema, type SiteEventWire, type WebhookEventWire } from '#shared/contracts';
import type { PbxEvent } from '#shared/domain/call';

/** A wire event that a PBX event can be: everything but a sender's heartbeat. */
export type TellingWireEvent = SiteEventWire | Exclude<WebhookEventWire, { kind: 'heartbeat' }>;

const longestText = 256;
/** A log is sorted by start: a sender with a clock of next year must not stand on top of it for ever. */
const aheadLimitMs = 24 * 3_600_000;

/** The event as the heart reads it. `receivedAt` is milliseconds; a time a day or more ahead of it is not believed. */
export function fromWire(wire: TellingWireEvent, pbxId: string, receivedAt: number): PbxEvent {
  const { sequence: _counted, ...event } = wire;
  const told = Date.parse(wire.occurredAt);
  const occurredAt = Number.isNaN(told) || told > receivedAt + aheadLimitMs ? receivedAt : told;
  return { ...event, pbxId, occurredAt, receivedAt };
}

/** The event for the wire, long texts clipped; undefined when it does not fit its contract even then. */
export function toWire(event: PbxEvent): SiteEventWire | undefined {
  const { pbxId: _pbxId, receivedAt, occurredAt, ...rest } = event;
  const wire: unknown = clipped({ ...rest, occurredAt: instantOf(occurredAt, receivedAt) });
  const parsed = v.safeParse(siteEventSchema, wire);
  return parsed.success ? parsed.output : undefined;
}

function instantOf(ms: number, fallbackMs: number): string {
  const date = new Date(ms);
  const isUsable = !Number.isNaN(date.getTime()) && date.getUTCFullYear() >= 0 && date.getUTCFullYear() <= 9999;
  return (isUsable ? date : new Date(fallbackMs)).toISOString();
}

function clipped(value: unknown): unknown {
  if (typeof value === 'string') return value.slice(0, longestText);
  if (Array.isArray(value)) return value.map(clipped);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return Object.fromEntries(entries.map(([key, inner]) => [key, clipped(inner)]));
}
