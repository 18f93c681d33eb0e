// Shows the beginning of a new list at once and the rest when there is time: a key pressed meanwhile does not wait for it.
import { startTransition, useEffect, useState } from 'react';

/** A screenful: with every number and its ways to call a row is some twenty elements. */
const firstRows = 8;

/** `items`, at first only its beginning. */
export function useGrowingList<Item>(items: readonly Item[]): readonly Item[] {
  const [whole, setWhole] = useState<readonly Item[]>();
  useEffect(() => {
    startTransition(() => {
      setWhole(items);
    });
  }, [items]);
  return whole === items ? items : items.slice(0, firstRows);
}
