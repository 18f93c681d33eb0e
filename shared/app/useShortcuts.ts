// Listens for the shortcuts while the person does not type; they can be switched off (WCAG 2.1.4).
import { useEffect, useState } from 'react';
import type { SettingsPort } from '#shared/models';
import type { AppPage } from '#shared/ui';
import { shortcutOf } from './shortcuts.ts';

const keyOfSetting = 'shortcuts.off';
/** Who waited longer than this has begun something else. */
const searchWaitMs = 3_000;
/** What takes keys for itself: fields, the dial pad's own keys, open dialogs and menus. */
const takers = 'input, textarea, select, [contenteditable], dialog[open], [role="menu"], [data-takes-keys]';

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
}

/** Shortcuts of the page for as long as the caller is mounted. */
export function useShortcuts({ pages, onPageChange, settings }: ShortcutOptions): Shortcuts {
  const [isHelpOpen, setIsHelpOpen] = useState(false);
  const [areOn, setAreOn] = useState(() => settings.read(keyOfSetting) !== 'true');
  useEffect(() => {
    if (!areOn) return;
    const onKeyDown = (event: KeyboardEvent): void => {
      const isTaken =
        event.defaultPrevented || document.querySelector('dialog[open]') !== null || isTyping(event.target);
      const { key, ctrlKey, altKey, metaKey, isComposing } = event;
      const shortcut = shortcutOf({ key, ctrlKey, altKey, metaKey, isComposing, isTaken });
      if (shortcut === undefined) return;
      if ('does' in shortcut && shortcut.does === 'help') setIsHelpOpen(true);
      else {
        const page = 'page' in shortcut ? shortcut.page : 'contacts';
        if (!pages.includes(page)) return;
        onPageChange(page);
        if ('does' in shortcut) focusSearchSoon();
      }
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => {
      document.removeEventListener('keydown', onKeyDown);
    };
  }, [areOn, pages, onPageChange]);
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

function isTyping(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest(takers) !== null;
}

/** The search field is there once its page is painted, which the first time is fetched before. */
function focusSearchSoon(): void {
  const giveUpAt = performance.now() + searchWaitMs;
  const look = (): void => {
    const field = document.querySelector<HTMLElement>('#page input[type="search"], #page input');
    if (field !== null) field.focus();
    else if (performance.now() < giveUpAt) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
