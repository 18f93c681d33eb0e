// Decides which rows of a long list are rendered: those in sight and some around, from known heights.
import { useCallback, useLayoutEffect, useMemo, useRef, useState, type RefObject } from 'react';

/** The rows to render, `first` up to and without `end`. */
export interface RowWindow {
  readonly first: number;
  readonly end: number;
}

/** Tops of all rows in px, and after them the height of the whole. */
export type RowTops = readonly number[];

const overscanRows = 8;
/** Height assumed where nothing can be measured (a hidden page, a test without layout), in px. */
const unknownHeightPx = 800;

/** Tops for rows of the given heights. */
export function topsOf(count: number, heightOf: (index: number) => number): RowTops {
  const tops = [0];
  for (let index = 0; index < count; index += 1) tops.push((tops[index] ?? 0) + heightOf(index));
  return tops;
}

/** The rows between `top` and `top + height`, widened by the overscan. */
export function windowAt(tops: RowTops, top: number, height: number): RowWindow {
  const count = tops.length - 1;
  const first = lastAtOrAbove(tops, top);
  const last = lastAtOrAbove(tops, top + height);
  return { first: Math.max(0, first - overscanRows), end: Math.min(count, last + 1 + overscanRows) };
}

/** Binary search: index of the last row that begins at or above `y`. */
export function lastAtOrAbove(tops: RowTops, y: number): number {
  let low = 0;
  let high = Math.max(0, tops.length - 2);
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if ((tops[middle] ?? 0) <= y) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** The window of a scrolling element, kept up to date while it scrolls and changes its size. */
export function useWindow(tops: RowTops): {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly rows: RowWindow;
  readonly onScroll: () => void;
} {
  const scroller = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: unknownHeightPx });
  const measure = useCallback(() => {
    const element = scroller.current;
    if (element === null) return;
    const height = element.clientHeight === 0 ? unknownHeightPx : element.clientHeight;
    setView((old) =>
      old.top === element.scrollTop && old.height === height ? old : { top: element.scrollTop, height },
    );
  }, []);
  useLayoutEffect(() => {
    measure();
    if (scroller.current === null || typeof ResizeObserver === 'undefined') return undefined;
    const observer = new ResizeObserver(measure);
    observer.observe(scroller.current);
    return () => {
      observer.disconnect();
    };
  }, [measure]);
  const { first, end } = windowAt(tops, view.top, view.height);
  const rows = useMemo(() => ({ first, end }), [first, end]);
  return { scroller, rows, onScroll: measure };
}
