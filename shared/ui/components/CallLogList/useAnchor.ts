// Keeps the rows in sight where they are when others come or go above them; at the very top the newest call is what people look for.
import { useLayoutEffect, useRef, type RefObject } from 'react';
import { keyOf, type CallLogItem } from './CallLogList.types.ts';
import { lastAtOrAbove, type RowTops } from './useWindow.ts';

/** To be called when the list was scrolled. */
export function useAnchor(
  scroller: RefObject<HTMLDivElement | null>,
  rows: readonly CallLogItem[],
  tops: RowTops,
): () => void {
  /** The first row in sight, and how far it is scrolled out. */
  const anchor = useRef<{ readonly key: string; readonly offsetPx: number }>(undefined);
  useLayoutEffect(() => {
    const element = scroller.current;
    const before = anchor.current;
    if (element === null || before === undefined) return;
    const top = tops[rows.findIndex((row) => keyOf(row) === before.key)];
    if (top !== undefined) scrollTo(element, top + before.offsetPx);
  }, [scroller, rows, tops]);
  return () => {
    const scrollTop = scroller.current?.scrollTop ?? 0;
    const index = lastAtOrAbove(tops, scrollTop);
    const row = rows[index];
    const isAtTop = scrollTop <= 0 || row === undefined;
    anchor.current = isAtTop ? undefined : { key: keyOf(row), offsetPx: scrollTop - (tops[index] ?? 0) };
  };
}

function scrollTo(element: HTMLElement, topPx: number): void {
  if (element.scrollTop !== topPx) element.scrollTop = topPx;
}
