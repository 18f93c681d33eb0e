// Lets one write at a time to a file: turns on the spot and before everything else, housekeeping in between.
import { promised } from './promised.ts';

/**
 * Who writes. SQLite lets one at a time and has the other wait on the spot; here nobody waits in a way that stops the program.
 *
 *     free --turn--> free (done at once)
 *     free --background--> busy --ended--> the turns that came meanwhile --> free
 */
export interface WriteOrder {
  /** Runs `work` now, or behind the one background step under way. */
  turn<T>(work: () => T): Promise<T>;
  /** Runs `work` when nobody else writes; turns go first. */
  background<T>(work: () => Promise<T>): Promise<T>;
  /** Turns and steps that have ended: who sees the same number twice knows that none was written in between. */
  writes(): number;
}

/** An order of its own. */
export function createWriteOrder(): WriteOrder {
  const turns: (() => void)[] = [];
  const steps: (() => void)[] = [];
  let isBusy = false;
  let count = 0;
  const goOn = (): void => {
    while (!isBusy) {
      const work = turns.shift() ?? steps.shift();
      if (work === undefined) return;
      work();
    }
  };
  const ended = (): void => {
    isBusy = false;
    count += 1;
    goOn();
  };
  return {
    turn: (work) =>
      new Promise((resolve, reject) => {
        turns.push(() => {
          count += 1;
          void promised(work).then(resolve, reject);
        });
        goOn();
      }),
    background: (work) =>
      new Promise((resolve, reject) => {
        steps.push(() => {
          isBusy = true;
          work().then(resolve, reject).finally(ended);
        });
        goOn();
      }),
    writes: () => count,
  };
}
