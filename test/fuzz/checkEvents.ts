// What must hold of normalised events whatever a PBX said: they fit their contract, and they are no more than was said.
import type { PbxEvent } from '#shared/domain/call';
import { toWire } from '#bot/pbx';

/** Bytes of events per byte of input, and what even a short input may say. */
const mostGrowth = 64;
const freeBytes = 16_384;

/** The first thing that is wrong; undefined when all is well. */
export function problemOf(events: readonly PbxEvent[], inputBytes: number): string | undefined {
  if (events.length === 0) return undefined;
  for (const event of events) {
    if (!Number.isFinite(event.occurredAt) || !Number.isFinite(event.receivedAt)) return `no time in a ${event.kind}`;
    if (toWire(event) === undefined) return `no valid event: ${JSON.stringify(event).slice(0, 500)}`;
  }
  return sizeProblem(events, inputBytes);
}

/** Undefined unless `output` is out of all proportion to the input. */
export function sizeProblem(output: unknown, inputBytes: number): string | undefined {
  const size = JSON.stringify([output]).length;
  const most = freeBytes + mostGrowth * inputBytes;
  return size > most ? `${String(size)} characters out of ${String(inputBytes)} bytes` : undefined;
}
