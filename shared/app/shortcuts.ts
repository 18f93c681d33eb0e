// Which key leads where: single letters while nobody types, so that they meet none of Teams' or the browser's own (all with Ctrl, Alt or Cmd).
import type { AppPage } from '#shared/ui';

/** What a key does. */
export type Shortcut = { readonly page: AppPage } | { readonly does: 'search' | 'help' };

/** Keys in the order they are listed; the same in every language, because they stand for places and not for words. */
export const shortcuts: readonly (readonly [string, Shortcut])[] = [
  ['h', { page: 'home' }],
  ['s', { page: 'speedDials' }],
  ['c', { page: 'contacts' }],
  ['l', { page: 'calls' }],
  ['d', { page: 'dialPad' }],
  ['m', { page: 'meetings' }],
  ['v', { page: 'voicemail' }],
  [',', { page: 'settings' }],
  ['/', { does: 'search' }],
  ['?', { does: 'help' }],
];

/** What of a key press decides. */
export interface KeyPress {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
  /** The press belongs to what has the focus: somebody types, or a dialog is open. */
  readonly isTaken: boolean;
}

/** The shortcut of a key press, or undefined. */
export function shortcutOf(press: KeyPress): Shortcut | undefined {
  return isFree(press) ? shortcuts.find(([key]) => key === press.key.toLowerCase())?.[1] : undefined;
}

/** True for a key that is on a dial pad too. */
export function isPadKey(press: KeyPress): boolean {
  return isFree(press) && /^[\d*#+]$/u.test(press.key);
}

function isFree(press: KeyPress): boolean {
  return !press.isTaken && !press.isComposing && !press.ctrlKey && !press.altKey && !press.metaKey;
}
