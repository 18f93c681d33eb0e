// Watches how long the event loop of this process stands still, by the clock and by the processor's time.

/** What work took; the processor's time does not count what other programs of the machine do. */
export interface Watched {
  readonly ms: number;
  readonly cpuMs: number;
  /** The longest time between two looks at the loop. */
  readonly longestStopMs: number;
  readonly longestStopCpuMs: number;
}

const usPerMs = 1_000;

/** Does `work` and looks at the loop at each of its turns. */
export async function watchLoop<Result>(
  work: () => Promise<Result>,
): Promise<{ readonly result: Result; readonly watched: Watched }> {
  const began = { at: performance.now(), cpu: cpuMs() };
  let seen = began;
  let longest = { stop: 0, cpu: 0 };
  let isOver = false;
  const look = (): void => {
    const now = { at: performance.now(), cpu: cpuMs() };
    longest = { stop: Math.max(longest.stop, now.at - seen.at), cpu: Math.max(longest.cpu, now.cpu - seen.cpu) };
    seen = now;
    if (!isOver) setImmediate(look);
  };
  setImmediate(look);
  const result = await work();
  const watched = { ms: performance.now() - began.at, cpuMs: cpuMs() - began.cpu };
  isOver = true;
  await new Promise((resolve) => setImmediate(resolve));
  look();
  return { result, watched: { ...watched, longestStopMs: longest.stop, longestStopCpuMs: longest.cpu } };
}

function cpuMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / usPerMs;
}
