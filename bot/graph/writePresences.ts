// Sets and clears up to 20 presence sessions in one `$batch`, each with its own outcome.
import { AppError, toAppError } from '#shared/errors';
import type { Wire } from './createWire.ts';
import type { PresenceOutcome, PresenceWrite } from './GraphPort.ts';
import { partFault, unreadableFault } from './graphFaults.ts';
import { presenceAsk, type PresenceAsk } from './presenceAsk.ts';
import { readBatchAnswer, type BatchAnswers, type PartAnswer } from './readBatchAnswer.ts';
import { isAlreadyClear, outcomeOf } from './reportRequest.ts';

// microsoft365.md 1.5.
const maxParts = 20;
const maxBytes = 2 * 1024 * 1024;
const partHeaders = { 'Content-Type': 'application/json' };

interface Part {
  readonly id: string;
  readonly ask: PresenceAsk;
}

type Outcomes = ReadonlyMap<string, PresenceOutcome>;

/** The outcomes in the order of `writes`. Throws `input.invalid` over 20, and GraphPort's codes when the batch as a whole failed. */
export async function writePresences(
  wire: Wire,
  sessionId: string,
  writes: readonly PresenceWrite[],
): Promise<readonly PresenceOutcome[]> {
  if (writes.length > maxParts) throw new AppError('input.invalid', `a batch holds at most ${String(maxParts)} writes`);
  const asks = writes.map((write) => askOrFault(sessionId, write));
  const parts = asks.flatMap((ask, index) => (ask instanceof AppError ? [] : [{ id: String(index), ask }]));
  const outcomes = await sendAll(wire, parts);
  return asks.map((ask, index) => {
    if (ask instanceof AppError) return { ok: false, fault: ask };
    return outcomes.get(String(index)) ?? { ok: false, fault: missingFault(ask) };
  });
}

/** A write that cannot be asked fails alone, as it would in a request of its own. */
function askOrFault(sessionId: string, write: PresenceWrite): PresenceAsk | AppError {
  try {
    return presenceAsk(sessionId, write);
  } catch (thrown) {
    return toAppError(thrown);
  }
}

async function sendAll(wire: Wire, parts: readonly Part[]): Promise<Outcomes> {
  if (parts.length === 0) return new Map();
  const startedAt = performance.now();
  const { token, answers } = await send(wire, parts);
  const refused = parts.filter(({ id }) => answers.get(id)?.status === 401);
  const again = refused.length === 0 ? new Map<string, PresenceOutcome>() : await sendAgain(wire, token, refused);
  const outcomes = new Map([...readOutcomes(wire, parts, answers), ...again]);
  tellParts(wire, parts, outcomes, performance.now() - startedAt);
  return outcomes;
}

/** Once more with a new token; a failure here is that of these parts alone, because the others have been answered. */
async function sendAgain(wire: Wire, refusedToken: string, parts: readonly Part[]): Promise<Outcomes> {
  try {
    await wire.renew(refusedToken);
    const { answers } = await send(wire, parts);
    return readOutcomes(wire, parts, answers);
  } catch (thrown) {
    const fault = toAppError(thrown);
    return new Map(parts.map(({ id }) => [id, { ok: false, fault }]));
  }
}

async function send(
  wire: Wire,
  parts: readonly Part[],
): Promise<{ readonly token: string; readonly answers: BatchAnswers }> {
  const requests = parts.map(({ id, ask: { path, body } }) => ({
    id,
    method: 'POST',
    url: `/${path}`,
    headers: partHeaders,
    body,
  }));
  const url = new URL('$batch', wire.base);
  const answer = await wire.call('batch', { method: 'POST', url, body: JSON.stringify({ requests }), maxBytes });
  return { token: answer.token, answers: readBatchAnswer(answer.text) };
}

function readOutcomes(wire: Wire, parts: readonly Part[], answers: BatchAnswers): Outcomes {
  return new Map(parts.map(({ id, ask }) => [id, readOutcome(ask, answers.get(id), wire.now())]));
}

function readOutcome(ask: PresenceAsk, answer: PartAnswer | undefined, now: number): PresenceOutcome {
  if (answer === undefined) return { ok: false, fault: missingFault(ask) };
  if (answer.status >= 200 && answer.status < 300) return { ok: true };
  const fault = partFault(ask.op, answer, now);
  return isAlreadyClear(ask.op, fault) ? { ok: true } : { ok: false, fault };
}

/** Nobody knows what became of it: the code is one that is tried again. */
function missingFault(ask: PresenceAsk): AppError {
  return unreadableFault(ask.op, 'no single answer to this part of the batch');
}

function tellParts(wire: Wire, parts: readonly Part[], outcomes: Outcomes, durationMs: number): void {
  for (const { id, ask } of parts) {
    const outcome = outcomes.get(id);
    if (outcome === undefined) continue;
    wire.report({ op: ask.op, outcome: outcome.ok ? 'ok' : outcomeOf(outcome.fault), durationMs });
  }
}
