// Keys of the people search: arrows lead from the box through the results and back, Enter calls.
import { useCallback, useRef, useState, type KeyboardEvent, type RefObject } from 'react';

/** What the search box and the list need. */
export interface PeopleKeys {
  readonly root: RefObject<HTMLDivElement | null>;
  /** Id of the person whose row is the tab stop of the list; undefined: the first. */
  readonly activeId: string | undefined;
  readonly onActive: (id: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLElement>) => void;
}

/** For an element that holds a search box and rows marked `data-person`. */
export function usePeopleKeys(): PeopleKeys {
  const root = useRef<HTMLDivElement>(null);
  const [activeId, onActive] = useState<string>();
  const onKeyDown = useCallback((event: KeyboardEvent<HTMLElement>): void => {
    const { target, key } = event;
    if (root.current === null || !(target instanceof HTMLElement)) return;
    if (target.closest('[role=menu]') !== null) return;
    if (key === 'Enter') press(event, root.current, target);
    else move(event, root.current, target);
  }, []);
  return { root, activeId, onActive, onKeyDown };
}

/** Enter on a row calls the number that stands first; in the box, the number that was typed. */
function press(event: KeyboardEvent<HTMLElement>, root: HTMLElement, target: HTMLElement): void {
  const isRow = target.matches('[data-person]');
  if (!isRow && !isBox(target)) return;
  const button = (isRow ? target : root).querySelector<HTMLElement>(
    isRow ? '[data-dial] :is(a, button)' : '[data-typed] :is(a, button)',
  );
  if (button === null) return;
  event.preventDefault();
  button.click();
}

function move(event: KeyboardEvent<HTMLElement>, root: HTMLElement, target: HTMLElement): void {
  const rows = [...root.querySelectorAll<HTMLElement>('[data-person]')];
  const row = target.closest<HTMLElement>('[data-person]');
  const at = row === null ? -1 : rows.indexOf(row);
  // Home and End belong to the text while somebody types.
  if (at < 0 && !(isBox(target) && event.key === 'ArrowDown')) return;
  const places: Readonly<Record<string, number>> = {
    ArrowDown: Math.min(at + 1, rows.length - 1),
    ArrowUp: at - 1,
    Home: 0,
    End: rows.length - 1,
  };
  const place = places[event.key];
  if (place === undefined) return;
  event.preventDefault();
  const next = place < 0 ? root.querySelector<HTMLElement>('input') : rows[place];
  next?.focus();
}

function isBox(target: HTMLElement): boolean {
  return target instanceof HTMLInputElement && target.type === 'search';
}
