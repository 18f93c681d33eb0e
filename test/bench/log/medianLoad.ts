// The middle of several rounds of one phase: the machine is shared, and one round may meet a neighbour's work.
import type { Figures } from './Latencies.ts';
import type { LoadFigures } from './runLoad.ts';

/** Each figure's median over the rounds; of an even number the higher of the two in the middle. */
export function medianLoad(rounds: readonly LoadFigures[]): LoadFigures {
  const of = (pick: (load: LoadFigures) => number): number => {
    const sorted = rounds.map(pick).toSorted((a, b) => a - b);
    return sorted[Math.floor(sorted.length / 2)] ?? 0;
  };
  const figures = (pick: (load: LoadFigures) => Figures): Figures => ({
    count: of((load) => pick(load).count),
    p50Ms: of((load) => pick(load).p50Ms),
    p99Ms: of((load) => pick(load).p99Ms),
    maxMs: of((load) => pick(load).maxMs),
  });
  return {
    requestsPerSecond: of((load) => load.requestsPerSecond),
    firstPage: figures((load) => load.firstPage),
    filteredPage: figures((load) => load.filteredPage),
    numberSearch: figures((load) => load.numberSearch),
    missedCount: figures((load) => load.missedCount),
    insert: figures((load) => load.insert),
    cpuMsPerRequest: of((load) => load.cpuMsPerRequest),
    loopDelayP99Ms: of((load) => load.loopDelayP99Ms),
    loopDelayMaxMs: of((load) => load.loopDelayMaxMs),
  };
}
