// The phases of the bench over a store that is filled: paced, saturated, while it is purged; then an export.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { BenchOptions } from './benchOptions.ts';
import { endMs, type CallWorld } from './CallWorld.ts';
import { rounded } from './Latencies.ts';
import { medianLoad } from './medianLoad.ts';
import type { StoreFigures } from './report.ts';
import { runLoad, type LoadFigures, type LoadOptions } from './runLoad.ts';
import { StoreChild } from './StoreChild.ts';

const mebibyte = 1_048_576;
const warmSeconds = 3;
/** Calls older than this are purged. */
const keptMs = 360 * 86_400_000;

/** Runs every phase over the store at `place`. */
export async function measureFilled(
  place: string,
  world: CallWorld,
  options: BenchOptions,
): Promise<Omit<StoreFigures, 'fillSeconds'>> {
  const store = await StoreChild.start(place);
  const { users, readers, writes, seconds, periodMs } = options;
  const load = (name: string, some: Partial<LoadOptions>) =>
    runLoad(store, world, { users, readers, writes, seconds, periodMs, name, ...some });
  await load('w', { seconds: warmSeconds, periodMs: 0 });
  const rounds: LoadFigures[] = [];
  for (let round = 0; round < options.rounds; round++) rounds.push(await load(`p${round}x`, {}));
  const saturated = await load('s', { periodMs: 0 });
  const purge = store.ask({ kind: 'purge', olderThan: endMs - keptMs });
  const purging = await load('n', {});
  const { records = 0, users: purgedUsers = 0, longestMs = 0 } = (await purge).purged ?? {};
  await store.stop();
  const purged = { records, users: purgedUsers, longestMs: rounded(longestMs) };
  return {
    paced: medianLoad(rounds),
    pacedRounds: rounds,
    saturated,
    purging,
    purge: purged,
    exported: exportLog(place, world.userId(0)),
  };
}

function exportLog(place: string, userId: string): StoreFigures['exported'] {
  const program = join(import.meta.dirname, 'exportProcess.ts');
  const told = JSON.parse(
    execFileSync(process.execPath, ['--import', 'tsx', program, place, userId], { encoding: 'utf8' }),
  ) as { rows: number; bytes: number; seconds: number; rssBeforeBytes: number; rssPeakBytes: number };
  return {
    rows: told.rows,
    megabytes: rounded(told.bytes / mebibyte),
    seconds: rounded(told.seconds),
    rssBeforeMiB: Math.round(told.rssBeforeBytes / mebibyte),
    rssPeakMiB: Math.round(told.rssPeakBytes / mebibyte),
  };
}
