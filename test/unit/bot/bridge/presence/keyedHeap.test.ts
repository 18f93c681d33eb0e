// The heap of keys against a sorted list.
import fc from 'fast-check';
import { KeyedHeap } from '../../../../../bot/bridge/presence/keyedHeap.ts';

function drained(heap: KeyedHeap): string[] {
  const keys: string[] = [];
  for (let first = heap.peek(); first !== undefined; first = heap.peek()) {
    keys.push(first.key);
    heap.delete(first.key);
  }
  return keys;
}

describe('KeyedHeap', () => {
  describe('when keys come, move and go', () => {
    const act = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'), fc.option(fc.nat(5)));
    it('gives them in the order of rank, then of arrival', () => {
      fc.assert(
        fc.property(fc.array(act, { maxLength: 60 }), (acts) => {
          const heap = new KeyedHeap();
          const list = new Map<string, number>();
          for (const [key, rank] of acts) {
            if (rank === null) heap.delete(key);
            else heap.set(key, rank);
            if (rank !== list.get(key)) list.delete(key);
            if (rank !== null) list.set(key, rank);
            expect(heap.size).toBe(list.size);
            expect(heap.rankOf(key)).toBe(list.get(key));
          }
          // Sorting is stable, and a Map keeps the order of arrival.
          expect(drained(heap)).toEqual([...list].sort((one, other) => one[1] - other[1]).map(([key]) => key));
        }),
      );
    });
  });

  describe('when it is cleared', () => {
    it('is empty', () => {
      const heap = new KeyedHeap();
      heap.set('a', 1);
      heap.clear();
      expect([heap.size, heap.peek(), heap.rankOf('a')]).toEqual([0, undefined, undefined]);
    });
  });
});
