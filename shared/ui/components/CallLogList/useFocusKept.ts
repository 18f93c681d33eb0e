// Keeps the focus in a list whose focused row goes: a deleted row takes it with it, and the person begins at the top of the page.
import { useCallback, useLayoutEffect, useRef, type FocusEvent, type RefObject } from 'react';

/** What rows and list need; the same functions at each render, because every row hangs on them. */
export interface FocusKept {
  readonly onRowFocus: (key: string, index: number) => void;
  readonly onBlur: (event: FocusEvent<HTMLElement>) => void;
}

/** `isGone`: the row that had the focus last is no longer in the list; the one in its place has it then. */
export function useFocusKept(
  scroller: RefObject<HTMLElement | null>,
  isGone: boolean,
  onActive: (key: string) => void,
): FocusKept {
  /** Undefined once the focus has left the list. */
  const at = useRef<number>(undefined);
  useLayoutEffect(() => {
    if (!isGone || at.current === undefined || document.activeElement !== document.body) return;
    const rowAt = (index: number): HTMLElement | null | undefined =>
      scroller.current?.querySelector<HTMLElement>(`[data-index="${String(index)}"]`);
    (rowAt(at.current) ?? rowAt(at.current - 1))?.focus({ preventScroll: true });
  }, [scroller, isGone]);
  const onRowFocus = useCallback(
    (key: string, index: number) => {
      at.current = index;
      onActive(key);
    },
    [onActive],
  );
  const onBlur = useCallback(({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    // Without a next element it was taken away, not left.
    if (relatedTarget !== null && !currentTarget.contains(relatedTarget)) at.current = undefined;
  }, []);
  return { onRowFocus, onBlur };
}
