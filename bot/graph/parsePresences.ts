// Reads the answer of getPresencesByUserId: entries that make sense, of users that were asked for.
import * as v from 'valibot';
import type { SeenPresence } from './GraphPort.ts';
import { unreadableFault } from './graphFaults.ts';

// Graph's words change without notice, so unknown ones are kept; no known one comes near this length.
const wordSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(64));
const entrySchema = v.object({ id: v.string(), availability: wordSchema, activity: wordSchema });
const answerSchema = v.object({ value: v.array(v.unknown()) });

/** One presence per user at most, under the id it was asked by. Throws `graph.unreadable` when the text holds no list. */
export function parsePresences(text: string, asked: readonly string[]): readonly SeenPresence[] {
  const answer = v.safeParse(answerSchema, parseJson(text));
  if (!answer.success) throw unreadableFault('readPresences', 'not a list of presences');
  const wanted = new Map(asked.map((userId) => [userId.toLowerCase(), userId]));
  const seen: SeenPresence[] = [];
  for (const entry of answer.output.value) {
    const parsed = v.safeParse(entrySchema, entry);
    if (!parsed.success) continue;
    const key = parsed.output.id.toLowerCase();
    const userId = wanted.get(key);
    if (userId === undefined) continue;
    wanted.delete(key);
    seen.push({ userId, availability: parsed.output.availability, activity: parsed.output.activity });
  }
  return seen;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unreadableFault('readPresences', 'not JSON', cause);
  }
}
