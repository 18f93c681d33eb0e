// Fills a store with the year before the measurement, many calls in one turn.
import type { AsyncStorePort } from '../../../bot/store/index.ts';
import { tenantId, type CallWorld } from './CallWorld.ts';

const rowsPerTurn = 10_000;

/** Writes `rows` records; gives the seconds it took. */
export async function fillStore(store: AsyncStorePort, world: CallWorld, rows: number): Promise<number> {
  const startedAt = performance.now();
  for (let at = 0; at < rows; at += rowsPerTurn) {
    const calls = Array.from({ length: Math.min(rowsPerTurn, rows - at) }, (_, index) => world.filled(at + index));
    await store.commitTurn(tenantId, {
      records: calls.map((call) => call.record),
      search: calls.map((call) => call.search),
      openCalls: [],
      presence: [],
      presenceSettled: [],
      notices: [],
    });
  }
  return (performance.now() - startedAt) / 1_000;
}
