// Listens for the shortcuts while the person does not type; they can be switched off (WCAG 2.1.4).
import { useEffect, useRef, useState } from 'react';
import type { SettingsPort } from '#shared/models';
import type { AppPage } from '#shared/ui';
import { isPadKey, shortcutOf, type KeyPress, type Shortcut } from './shortcuts.ts';

const keyOfSetting = 'shortcuts.off';
/** Who waited longer than this has begun something else. */
const searchWaitMs = 3_000;
/** What takes keys for itself: fields and open menus. */
const takers = 'input, textarea, select, [contenteditable], [role="menu"]';
const searchField = '#page input[type="search"], #page input';

/** The state of the list of shortcuts. */
export interface Shortcuts {
  readonly isHelpOpen: boolean;
  readonly areOn: boolean;
  openHelp(): void;
  closeHelp(): void;
  setOn(areOn: boolean): void;
}

/** What shortcuts need. */
export interface ShortcutOptions {
  readonly pages: readonly AppPage[];
  readonly onPageChange: (page: AppPage) => void;
  readonly settings: SettingsPort;
  /** Takes the digits that are pressed anywhere on the page; missing where no number is being made. */
  readonly onPadKey?: (key: string) => void;
}

/** Shortcuts of the page for as long as the caller is mounted. */
export function useShortcuts({ pages, onPageChange, settings, onPadKey }: ShortcutOptions): Shortcuts {
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [areOn, setAreOn] = useState(() => settings.read(keyOfSetting) !== 'true');
  const stopLooking = useRef<() => void>(undefined);
  useEffect(() => () => stopLooking.current?.(), []);
  useEffect(() => {
    if (!areOn) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const press = pressOf(event);
      const shortcut = shortcutOf(press);
      const page = shortcut && pageOfShortcut(shortcut);
      if (onPadKey !== undefined && isPadKey(press)) {
        onPadKey(press.key);
        // The next ones are typed where they stand.
        document.querySelector<HTMLElement>('#page input')?.focus();
      } else if (shortcut !== undefined && page === undefined) setIsHelpOpen(true);
      else if (shortcut !== undefined && page !== undefined && pages.includes(page)) {
        stopLooking.current?.();
        onPageChange(page);
        if ('does' in shortcut) stopLooking.current = focusSoon(searchField);
      } else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [areOn, pages, onPageChange, onPadKey]);
  return {
    isHelpOpen,
    areOn,
    openHelp: () => {
      setIsHelpOpen(true);
    },
    closeHelp: () => {
      setIsHelpOpen(false);
    },
    setOn: (value) => {
      settings.write(keyOfSetting, value ? 'false' : 'true');
      setAreOn(value);
    },
  };
}

function pressOf(event: KeyboardEvent): KeyPress {
  const { key, ctrlKey, altKey, metaKey, isComposing, target, defaultPrevented } = event;
  const isTyping = target instanceof Element && target.closest(takers) !== null;
  const isTaken = defaultPrevented || isTyping || document.querySelector('dialog[open]') !== null;
  return { key, ctrlKey, altKey, metaKey, isComposing, isTaken };
}

/** Undefined for what leads to no page. */
function pageOfShortcut(shortcut: Shortcut): AppPage | undefined {
  if ('page' in shortcut) return shortcut.page;
  return shortcut.does === 'search' ? 'contacts' : undefined;
}

/** The field is there once its page is painted, which the first time is fetched before. The answer stops looking. */
function focusSoon(selector: string): () => void {
  const giveUpAt = performance.now() + searchWaitMs;
  let frame = 0;
  const look = (): void => {
    const field = document.querySelector<HTMLElement>(selector);
    if (field !== null) field.focus();
    else if (performance.now() < giveUpAt) frame = requestAnimationFrame(look);
  };
  frame = requestAnimationFrame(look);
  return () => {
    cancelAnimationFrame(frame);
  };
}
