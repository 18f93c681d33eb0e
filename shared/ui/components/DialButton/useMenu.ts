// Opens a menu beside its button: keys, focus, place on the page, and what closes it (WAI-ARIA menu button pattern).
import { useEffect, useLayoutEffect, useRef, type KeyboardEvent, type RefObject } from 'react';

/** Room kept between menu and edge of the page. */
const edgePx = 4;

/** What a menu works with. */
export interface MenuOptions {
  /** The button that opened it. */
  readonly trigger: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** What the menu's element needs. */
export interface MenuHandlers {
  readonly root: RefObject<HTMLDivElement | null>;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

/** For a `popover="manual"` element of role menu: open while it is mounted. */
export function useMenu({ trigger, onClose }: MenuOptions): MenuHandlers {
  const root = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const menu = root.current;
    if (menu === null) return;
    // Absent in tests in jsdom; in browsers nothing on the page can cover or cut it.
    if (typeof menu.showPopover === 'function') menu.showPopover();
    if (trigger.current !== null) place(menu, trigger.current);
    itemsOf(menu)[0]?.focus({ preventScroll: true });
  }, [trigger]);
  useEffect(() => closeFromOutside([root, trigger], onClose), [trigger, onClose]);

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Escape' || event.key === 'Tab') {
      // The dialog a menu stands in must not take it for its own.
      if (event.key === 'Escape') event.preventDefault();
      // Tab goes on from the button, as if there had been no menu.
      trigger.current?.focus();
      onClose();
      return;
    }
    const items = root.current === null ? [] : itemsOf(root.current);
    const next = nextItem(event.key, items);
    if (next === undefined) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
  };
  return { root, onKeyDown };
}

/** Below the button, the right edges in line; above it where there is no room below. */
function place(menu: HTMLElement, trigger: HTMLElement): void {
  const { right, top, bottom } = trigger.getBoundingClientRect();
  const { offsetWidth, offsetHeight, style } = menu;
  const left = Math.min(right, window.innerWidth - edgePx) - offsetWidth;
  const hasRoom = bottom + offsetHeight + edgePx <= window.innerHeight;
  style.left = `${String(Math.max(edgePx, left))}px`;
  style.top = `${String(hasRoom ? bottom : Math.max(edgePx, top - offsetHeight))}px`;
}

function closeFromOutside(inside: readonly RefObject<HTMLElement | null>[], onClose: () => void): () => void {
  const onPointerDown = ({ target }: Event): void => {
    if (!inside.some(({ current }) => target instanceof Node && current?.contains(target) === true)) onClose();
  };
  document.addEventListener('pointerdown', onPointerDown);
  // The menu stands where its button stood; a click beside our frame takes the focus from the window.
  const names = ['scroll', 'resize', 'blur'] as const;
  // Scrolling does not bubble; of the others the window's own are meant.
  for (const name of names) window.addEventListener(name, onClose, name === 'scroll');
  return () => {
    document.removeEventListener('pointerdown', onPointerDown);
    for (const name of names) window.removeEventListener(name, onClose, name === 'scroll');
  };
}

function itemsOf(menu: HTMLElement): readonly HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}

function nextItem(key: string, items: readonly HTMLElement[]): HTMLElement | undefined {
  const at = items.findIndex((item) => item === document.activeElement);
  const places: Readonly<Record<string, number>> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: -1 };
  const place = places[key];
  return place === undefined ? undefined : items.at(place % items.length);
}
