// The list of shortcuts of this app, fetched when it is asked for.
import type { ReactElement } from 'react';
import { pageTitleKey, ShortcutList, useTranslator, type AppPage } from '#shared/ui';
import { shortcuts } from './shortcuts.ts';
import type { Shortcuts } from './useShortcuts.ts';

/** Properties of the help. */
export interface ShortcutHelpProps {
  readonly pages: readonly AppPage[];
  readonly state: Shortcuts;
}

/** The help. */
export function ShortcutHelp({ pages, state }: ShortcutHelpProps): ReactElement {
  const { t } = useTranslator();
  const shown = shortcuts.flatMap(([key, shortcut]) => {
    if (!('page' in shortcut))
      return [{ key, text: t(shortcut.does === 'help' ? 'shortcuts.help' : 'shortcuts.search') }];
    return pages.includes(shortcut.page) ? [{ key, text: t(pageTitleKey(shortcut.page)) }] : [];
  });
  return <ShortcutList shortcuts={shown} areOn={state.areOn} onSwitch={state.setOn} onClose={state.closeHelp} />;
}
