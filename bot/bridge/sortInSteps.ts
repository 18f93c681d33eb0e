// Sorts long lists in steps: short runs first, merged pair by pair.
import { eachInSteps, type Steps } from './steps.ts';

const runLength = 1_000;

/** Something with the text it is sorted by. */
interface Keyed<Item> {
  readonly item: Item;
  readonly key: string;
}

/** A new list by `keyOf`, code unit by code unit; equals stay in their order. */
export function* sortInSteps<Item>(items: readonly Item[], keyOf: (item: Item) => string): Steps<readonly Item[]> {
  const keyed: Keyed<Item>[] = [];
  yield* eachInSteps(items, (item) => keyed.push({ item, key: keyOf(item) }));
  let runs: (readonly Keyed<Item>[])[] = [];
  for (let start = 0; start < keyed.length; start += runLength) {
    runs.push(keyed.slice(start, start + runLength).sort(byKey));
    yield;
  }
  while (runs.length > 1) {
    const merged: (readonly Keyed<Item>[])[] = [];
    for (let at = 0; at < runs.length; at += 2) merged.push(yield* mergeInSteps(runs[at] ?? [], runs[at + 1] ?? []));
    runs = merged;
  }
  const sorted: Item[] = [];
  yield* eachInSteps(runs[0] ?? [], ({ item }) => sorted.push(item));
  return sorted;
}

function* mergeInSteps<Item>(
  left: readonly Keyed<Item>[],
  right: readonly Keyed<Item>[],
): Steps<readonly Keyed<Item>[]> {
  if (right.length === 0) return left;
  const merged: Keyed<Item>[] = [];
  let fromRight = 0;
  yield* eachInSteps(left, (one) => {
    for (let other = right[fromRight]; other !== undefined && other.key < one.key; other = right[fromRight]) {
      merged.push(other);
      fromRight += 1;
    }
    merged.push(one);
  });
  for (; fromRight < right.length; fromRight += runLength) {
    for (const other of right.slice(fromRight, fromRight + runLength)) merged.push(other);
    yield;
  }
  return merged;
}

function byKey({ key: one }: Keyed<unknown>, { key: other }: Keyed<unknown>): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
