// Shows the beginning of a new list at once and the rest, little by little, when the person stands still: no key waits for it.
import { startTransition, useEffect, useRef, useState } from 'react';
import { flushSync } from 'react-dom';

/** A screenful: with every number and its ways to call a row is some twenty elements. */
const firstRows = 8;
/** Longer than between two keys of somebody who types: fifty rows nobody reads are drawn for nobody. */
const calmMs = 250;
/** What is drawn at once holds up a key that comes just then: a few rows, then a pause. */
const rowsAtOnce = 4;
const pauseMs = 40;

/** What is to be drawn of a list. */
export interface GrowingList<Item> {
  readonly shown: readonly Item[];
  /** The person stands still: a row may have what it has beside the most needful too. */
  readonly isCalm: boolean;
  /** Draws all of it now: somebody goes to its end. */
  readonly growWhole: () => void;
}

/** `items`, at first only its beginning; a list of the same ids stays as it is. */
export function useGrowingList<Item extends { readonly id: string }>(items: readonly Item[]): GrowingList<Item> {
  const ids = items.map(({ id }) => id).join('\n');
  const [grown, setGrown] = useState({ ids: '', rows: 0 });
  const isFirst = useRef(true);
  const rows = grown.ids === ids ? grown.rows : 0;
  const isWhole = rows >= items.length;
  useEffect(() => {
    const isOpening = isFirst.current;
    isFirst.current = false;
    if (isWhole) return undefined;
    const grow = (): void => {
      startTransition(() => {
        setGrown({ ids, rows: rows === 0 ? firstRows : rows + rowsAtOnce });
      });
    };
    if (isOpening) {
      // The page was opened with this list: nobody types yet.
      grow();
      return undefined;
    }
    const timer = setTimeout(grow, rows === 0 ? calmMs : pauseMs);
    return () => {
      clearTimeout(timer);
    };
  }, [ids, rows, isWhole]);
  const growWhole = (): void => {
    if (isWhole) return;
    flushSync(() => {
      setGrown({ ids, rows: items.length });
    });
  };
  return { shown: items.slice(0, Math.max(firstRows, rows)), isCalm: rows > 0, growWhole };
}
