// Keyboard and window of the call log list.
import { useEffect, useMemo, useRef, useState, type FocusEvent, type KeyboardEvent, type RefObject } from 'react';
import { keyOf, type CallLogItem } from './CallLogList.types.ts';
import { useAnchor } from './useAnchor.ts';
import { useFocusKept } from './useFocusKept.ts';
import { topsOf, useWindow, type RowWindow } from './useWindow.ts';

/** Heights in rem, as the styles have them. */
const rowRem = 3.5;
const dayRem = 2.5;
const pageRows = 10;

/** Everything the list renders with. */
export interface CallLogListState {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly onScroll: () => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLDivElement>) => void;
  readonly onRowFocus: (key: string, index: number) => void;
  readonly onBlur: (event: FocusEvent<HTMLDivElement>) => void;
  readonly window: RowWindow;
  /** Indices to render: those in sight, and the active row wherever it is, so that the focus never falls off the page. */
  readonly shown: readonly number[];
  readonly active: number;
  readonly heightPx: number;
  readonly topOf: (index: number) => number;
}

/** State of the list for these rows. */
export function useCallLogList(rows: readonly CallLogItem[]): CallLogListState {
  const remPx = useRemPx();
  const tops = useMemo(
    () => topsOf(rows.length, (index) => (rowRem + (rows[index]?.startsDay === true ? dayRem : 0)) * remPx),
    [rows, remPx],
  );
  const { scroller, rows: inSight, onScroll: measure } = useWindow(tops);
  const remember = useAnchor(scroller, rows, tops);
  // The row is remembered by its record: rows that come in above must not move the focus.
  const [activeKey, setActiveKey] = useState<string>();
  const found = useMemo(
    () => (activeKey === undefined ? 0 : rows.findIndex((row) => keyOf(row) === activeKey)),
    [rows, activeKey],
  );
  const active = Math.max(0, found);
  const wantsFocus = useRef(false);
  const { onRowFocus, onBlur } = useFocusKept(scroller, found < 0, setActiveKey);

  useEffect(() => {
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    const row = scroller.current?.querySelector<HTMLElement>(`[data-index="${active}"]`);
    row?.focus({ preventScroll: true });
    // Absent where nothing is laid out (tests in jsdom).
    if (typeof row?.scrollIntoView === 'function') row.scrollIntoView({ block: 'nearest' });
  }, [active, scroller]);

  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>): void => {
    if (isInMenu(event.target)) return;
    if (event.key === 'Enter') {
      callBack(event);
      return;
    }
    const target = moved(event.key, active, rows.length);
    if (target === undefined) return;
    event.preventDefault();
    wantsFocus.current = true;
    const row = rows[target];
    setActiveKey(row === undefined ? undefined : keyOf(row));
  };

  return {
    scroller,
    onScroll: () => {
      remember();
      measure();
    },
    onKeyDown,
    onRowFocus,
    onBlur,
    window: inSight,
    shown: withActive(inSight, active, rows.length),
    active,
    heightPx: tops.at(-1) ?? 0,
    topOf: (index) => tops[index] ?? 0,
  };
}

/** The menu of a row stands in the row and has its own keys. */
function isInMenu(target: EventTarget): boolean {
  return target instanceof Element && target.closest('[role=menu]') !== null;
}

/** Enter on a row follows its dial button; on the button itself the browser does. */
function callBack(event: KeyboardEvent<HTMLDivElement>): void {
  const { target } = event;
  if (!(target instanceof HTMLElement) || target.getAttribute('role') !== 'listitem') return;
  target.querySelector<HTMLElement>('[data-dial] :is(a, button)')?.click();
}

function moved(key: string, from: number, count: number): number | undefined {
  const targets: Readonly<Record<string, number>> = {
    ArrowDown: from + 1,
    ArrowUp: from - 1,
    PageDown: from + pageRows,
    PageUp: from - pageRows,
    Home: 0,
    End: count - 1,
  };
  const target = targets[key];
  return target === undefined ? undefined : Math.min(count - 1, Math.max(0, target));
}

function withActive({ first, end }: RowWindow, active: number, count: number): readonly number[] {
  const shown = Array.from({ length: end - first }, (_, offset) => first + offset);
  if (active >= count || (active >= first && active < end)) return shown;
  return active < first ? [active, ...shown] : [...shown, active];
}

/** Text size of the page: rows grow with it when people enlarge the text. */
function useRemPx(): number {
  const [remPx] = useState(() => parseFloat(getComputedStyle(document.documentElement).fontSize) || 16);
  return remPx;
}
