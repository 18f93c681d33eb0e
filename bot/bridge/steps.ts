// Long work in steps, so that the service goes on answering meanwhile.
import { setImmediate as nextTurn } from 'node:timers/promises';

/** Work that may be interrupted at every `yield`; one step takes a few milliseconds at the most. */
export type Steps<Result> = Generator<void, Result>;

/** Items visited in one step. */
const stepItems = 250;
/** How long the service does nothing else. */
const longestTurnMs = 8;

/** All of it at once. */
export function allAtOnce<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Between other work. `isOver` is asked at each break: true gives the work up, and undefined comes out. */
export async function betweenOthers<Result>(steps: Steps<Result>, isOver: () => boolean): Promise<Result | undefined> {
  let endsAt = performance.now() + longestTurnMs;
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    if (performance.now() < endsAt) continue;
    await nextTurn();
    if (isOver()) return undefined;
    endsAt = performance.now() + longestTurnMs;
  }
}

/** Visits every item. */
export function* eachInSteps<Item>(items: Iterable<Item>, visit: (item: Item, index: number) => void): Steps<void> {
  let index = 0;
  for (const item of items) {
    visit(item, index);
    index += 1;
    if (index % stepItems === 0) yield;
  }
}

/** What `map` makes of every item. */
export function* mapInSteps<Item, Made>(items: readonly Item[], map: (item: Item) => Made): Steps<readonly Made[]> {
  const made: Made[] = [];
  yield* eachInSteps(items, (item) => made.push(map(item)));
  return made;
}
