// Reads the body of a delivery: one event or a batch, by the contract, or the paths of what does not fit.
import * as v from 'valibot';
import { webhookBatchSchema, webhookEventSchema, type WebhookEventWire } from '#shared/contracts';
import { AppError } from '#shared/errors';

const maxPaths = 20;
const longestPath = 100;
const decoder = new TextDecoder('utf-8', { fatal: true });

/** The events of a body, oldest first. Throws `input.invalid` with `facts.paths`; values are never repeated. */
export function parseDelivery(body: Buffer): readonly WebhookEventWire[] {
  const data = readJson(body);
  const isBatch = typeof data === 'object' && data !== null && 'events' in data;
  if (isBatch) return checked(webhookBatchSchema, data).events;
  return [checked(webhookEventSchema, data)];
}

function readJson(body: Buffer): unknown {
  try {
    return JSON.parse(decoder.decode(body));
  } catch (cause) {
    throw new AppError('input.invalid', 'the body is no JSON in UTF-8', { cause });
  }
}

function checked<const Schema extends v.GenericSchema>(schema: Schema, data: unknown): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, data);
  if (parsed.success) return parsed.output;
  const paths = parsed.issues.map((issue) => (v.getDotPath(issue) ?? '').slice(0, longestPath));
  const facts = { paths: [...new Set(paths)].slice(0, maxPaths) };
  throw new AppError('input.invalid', 'the body does not fit its contract', { facts });
}
