// Keeps the focus near when the element that has it goes by itself: the person would begin at the top of the page.
import { useLayoutEffect, useRef, type RefObject } from 'react';

/** For an element that may go while a button in it has the focus: the chosen tab has it then. */
export function useFocusRescued<Element extends HTMLElement>(): RefObject<Element | null> {
  const root = useRef<Element>(null);
  useLayoutEffect(() => {
    const element = root.current;
    return () => {
      if (element?.contains(document.activeElement) !== true) return;
      document.querySelector<HTMLElement>('[role=tab][aria-selected=true]')?.focus();
    };
  }, []);
  return root;
}
