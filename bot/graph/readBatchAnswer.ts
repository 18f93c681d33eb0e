// Reads the answer to a `$batch`: one status, headers and body per part, found by the part's id.
import * as v from 'valibot';
import { unreadableFault } from './graphFaults.ts';

const batchSchema = v.object({ responses: v.array(v.unknown()) });
const partSchema = v.object({
  id: v.string(),
  status: v.pipe(v.number(), v.integer(), v.minValue(100), v.maxValue(599)),
  headers: v.fallback(v.optional(v.record(v.string(), v.unknown()), {}), {}),
  body: v.optional(v.unknown()),
});

/** One part's answer; header names are in lower case. */
export interface PartAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

/** By id of the part. An id answered twice is absent, because nobody can tell which answer is meant. */
export type BatchAnswers = ReadonlyMap<string, PartAnswer>;

/** Throws `graph.unreadable` when the text is no batch answer; entries that are no answers are left out. */
export function readBatchAnswer(text: string): BatchAnswers {
  const batch = v.safeParse(batchSchema, parseJson(text));
  if (!batch.success) throw unreadableFault('batch', 'not a batch answer');
  const answers = new Map<string, PartAnswer>();
  const seen = new Set<string>();
  for (const entry of batch.output.responses) {
    const part = v.safeParse(partSchema, entry);
    if (!part.success) continue;
    const { id, status, headers, body } = part.output;
    if (seen.has(id)) answers.delete(id);
    else answers.set(id, { status, headers: plainHeaders(headers), body });
    seen.add(id);
  }
  return answers;
}

/** Graph writes header values as text; a number is taken too. */
function plainHeaders(headers: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  const plain = Object.entries(headers).filter(([, value]) => typeof value === 'string' || typeof value === 'number');
  return Object.fromEntries(plain.map(([name, value]) => [name.toLowerCase(), String(value)]));
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadableFault('batch', 'not JSON', cause);
  }
}
