// Finds out how many tabs fit beside each other; those that do not are reached through a menu.
import { useLayoutEffect, useState, type RefObject } from 'react';

/** As in the styles: icon, gap, and the space around a tab. */
const aroundTextRem = 1.25 + 0.375 + 1.5;
/** Below this width captions stand under the icons, and a tab needs no more than this. */
const narrowRem = 32;
const narrowTabRem = 4;
/** The button that opens the menu. */
const moreRem = 2.75;

/** Widths in px. */
export interface RoomFacts {
  readonly available: number;
  readonly texts: readonly number[];
  readonly rem: number;
  readonly isNarrow: boolean;
}

/** How many of the tabs stand in the row; when not all do, the menu's button has its place too. At least one. */
export function tabsThatFit({ available, texts, rem, isNarrow }: RoomFacts): number {
  const widths = texts.map((width) => (isNarrow ? narrowTabRem * rem : width + aroundTextRem * rem));
  const sum = (count: number): number => widths.slice(0, count).reduce((total, width) => total + width, 0);
  if (sum(widths.length) <= available) return widths.length;
  let count = widths.length - 1;
  while (count > 1 && sum(count) + moreRem * rem > available) count -= 1;
  return count;
}

/** Watches the row's width. All tabs where it cannot be measured (tests without a layout). */
export function useRoom(list: RefObject<HTMLElement | null>, texts: readonly string[]): number {
  const [count, setCount] = useState(texts.length);
  const joined = texts.join('\n');
  useLayoutEffect(() => {
    const row = list.current;
    if (row === null || typeof ResizeObserver === 'undefined') return;
    const measure = (): void => {
      const facts = factsOf(row, joined.split('\n'));
      if (facts !== undefined) setCount(tabsThatFit(facts));
    };
    const watch = new ResizeObserver(measure);
    watch.observe(row);
    measure();
    return () => {
      watch.disconnect();
    };
  }, [list, joined]);
  return count;
}

function factsOf(row: HTMLElement, texts: readonly string[]): RoomFacts | undefined {
  if (row.clientWidth === 0) return undefined;
  const pen = document.createElement('canvas').getContext('2d');
  if (pen === null) return undefined;
  const { fontFamily } = getComputedStyle(row);
  const rem = Number.parseFloat(getComputedStyle(document.documentElement).fontSize);
  // Semibold, as the chosen tab is: the row must not change when another one is chosen.
  pen.font = `600 ${String(rem * 0.875)}px ${fontFamily}`;
  return {
    available: row.clientWidth,
    texts: texts.map((text) => Math.ceil(pen.measureText(text).width)),
    rem,
    isNarrow: matchMedia(`(max-width: ${String(narrowRem)}rem)`).matches,
  };
}
