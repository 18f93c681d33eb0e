// Sets or clears one presence session by a request of its own.
import { toAppError } from '#shared/errors';
import { mustBeGraphs, type Wire } from './createWire.ts';
import type { PresenceWrite } from './GraphPort.ts';
import { presenceAsk } from './presenceAsk.ts';
import { isAlreadyClear } from './reportRequest.ts';

const maxBytes = 64 * 1024;

/** One write; a clear of what is not there is done. Throws what GraphPort promises. */
export async function writePresence(wire: Wire, sessionId: string, write: PresenceWrite): Promise<void> {
  const { op, path, body } = presenceAsk(sessionId, write);
  const url = new URL(path, wire.base);
  try {
    const answer = await wire.call(op, { method: 'POST', url, body: JSON.stringify(body), maxBytes });
    mustBeGraphs(op, answer);
  } catch (thrown) {
    if (!isAlreadyClear(op, toAppError(thrown))) throw thrown;
  }
}
