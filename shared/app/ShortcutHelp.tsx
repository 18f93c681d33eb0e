// The list of shortcuts of this app, fetched when it is asked for.
import type { ReactElement } from 'react';
import { pageTitleKey, ShortcutList, useTranslator, type AppPage } from '#shared/ui';
import { shortcuts } from './shortcuts.ts';
import type { Shortcuts } from './useShortcuts.ts';

/** Properties of the help. */
export interface ShortcutHelpProps {
  readonly pages: readonly AppPage[];
  readonly state: Shortcuts;
  /** Begins a problem report. Absent where the site takes none. */
  readonly onReport?: () => void;
}

/** The help. */
export function ShortcutHelp({ pages, state, onReport }: ShortcutHelpProps): ReactElement {
  const { t } = useTranslator();
  const shown = shortcuts.flatMap(([key, shortcut]) => {
    if (!('page' in shortcut))
      return [{ key, text: t(shortcut.does === 'help' ? 'shortcuts.help' : 'shortcuts.search') }];
    return pages.includes(shortcut.page) ? [{ key, text: t(pageTitleKey(shortcut.page)) }] : [];
  });
  const report = onReport && {
    onReport: (): void => {
      state.closeHelp();
      onReport();
    },
  };
  return (
    <ShortcutList shortcuts={shown} areOn={state.areOn} onSwitch={state.setOn} onClose={state.closeHelp} {...report} />
  );
}
