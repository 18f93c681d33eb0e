// Runs blocking pieces of work one per round of the event loop: however many wait, calls and sockets come in between.

/** Runs `work` when its turn has come; first come, first served. */
export type TurnTaker = <T>(work: () => T) => Promise<T>;

/** A queue of its own. */
export function createTurnTaker(): TurnTaker {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const done = last.then(nextRound).then(work);
    last = done.catch(() => undefined);
    return done;
  };
}

function nextRound(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
