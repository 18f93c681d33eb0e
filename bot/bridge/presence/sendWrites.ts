// One request to Graph for one user or a batch of users; whatever happens, each write gets its outcome.
import { AppError, toAppError } from '#shared/errors';
import type { GraphPort, PresenceOutcome, PresenceWrite } from '#bot/graph';

const done: PresenceOutcome = { ok: true };

/** Outcomes in the order of the writes. A lone write goes by itself, which is faster; a batch not answered fails in every part. */
export async function sendWrites(
  graph: GraphPort,
  writes: readonly PresenceWrite[],
): Promise<readonly PresenceOutcome[]> {
  try {
    const [first, second] = writes;
    if (first === undefined) return [];
    if (second !== undefined) return withEach(writes, await graph.writePresences(writes));
    const { userId, session, minutes } = first;
    await (session === null ? graph.clearPresence(userId) : graph.setPresence(userId, session, minutes));
    return [done];
  } catch (thrown) {
    const fault = toAppError(thrown, 'graph.unavailable');
    return writes.map(() => ({ ok: false, fault }));
  }
}

/** A write without an outcome may have got through. */
function withEach(writes: readonly PresenceWrite[], outcomes: readonly PresenceOutcome[]): readonly PresenceOutcome[] {
  return writes.map((_write, index) => outcomes[index] ?? missing());
}

function missing(): PresenceOutcome {
  return { ok: false, fault: new AppError('graph.unreadable', 'the batch was answered without this part') };
}
