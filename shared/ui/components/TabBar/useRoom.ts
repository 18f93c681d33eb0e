// Finds out how many tabs fit beside each other; those that do not are reached through a menu.
import { useLayoutEffect, useState, type RefObject } from 'react';

/** As in the styles: icon, gap, and the space around a tab. */
const aroundTextRem = 1.25 + 0.375 + 1.5;
/** Below this width captions stand under the icons, a line for each word where that saves room; no tab is slimmer than this. */
const narrowRem = 32;
const narrowTabRem = 3.5;
const aroundWordRem = 0.25;
/** The button that opens the menu. */
const moreRem = 2.75;

/** Widths in px. */
export interface RoomFacts {
  readonly available: number;
  /** Of the captions; where it is narrow, of the longest word of each. */
  readonly texts: readonly number[];
  /** Index of the tab that always stands in the row, in the last place if need be. @default the first one */
  readonly chosen?: number;
  readonly rem: number;
  readonly isNarrow: boolean;
}

/** How many of the tabs stand in the row; when not all do, the menu's button has its place too. At least one. */
export function tabsThatFit({ available, texts, chosen = 0, rem, isNarrow }: RoomFacts): number {
  const widths = texts.map((width) =>
    isNarrow ? Math.max(narrowTabRem * rem, width + aroundWordRem * rem) : width + aroundTextRem * rem,
  );
  const sum = (count: number): number => {
    const shown = widths.slice(0, count);
    if (chosen >= count) shown.splice(-1, 1, widths[chosen] ?? 0);
    return shown.reduce((total, width) => total + width, 0);
  };
  if (sum(widths.length) <= available) return widths.length;
  let count = widths.length - 1;
  while (count > 1 && sum(count) + moreRem * rem > available) count -= 1;
  return count;
}

/** Watches the row's width. All tabs where it cannot be measured (tests without a layout). */
export function useRoom(list: RefObject<HTMLElement | null>, texts: readonly string[], chosen: number): number {
  const [count, setCount] = useState(texts.length);
  const joined = texts.join('\n');
  useLayoutEffect(() => {
    const row = list.current;
    if (row === null || typeof ResizeObserver === 'undefined') return;
    const measure = (): void => {
      const facts = factsOf(row, joined.split('\n'), chosen);
      if (facts !== undefined) setCount(tabsThatFit(facts));
    };
    const watch = new ResizeObserver(measure);
    watch.observe(row);
    measure();
    return () => {
      watch.disconnect();
    };
  }, [list, joined, chosen]);
  return count;
}

function factsOf(row: HTMLElement, texts: readonly string[], chosen: number): RoomFacts | undefined {
  if (row.clientWidth === 0) return undefined;
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) return undefined;
  const { fontFamily } = getComputedStyle(row);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  const isNarrow = matchMedia(`(max-width: ${String(narrowRem)}rem)`).matches;
  // Semibold, as the chosen tab is: the row must not change when another one of it is chosen.
  pen.font = `600 ${String(rem * (isNarrow ? 0.75 : 0.875))}px ${fontFamily}`;
  const widthOf = (text: string): number => Math.ceil(pen.measureText(text).width);
  const neededFor = (text: string): number => (isNarrow ? Math.max(...text.split(/\s+/u).map(widthOf)) : widthOf(text));
  return { available: row.clientWidth, texts: texts.map(neededFor), chosen, rem, isNarrow };
}
