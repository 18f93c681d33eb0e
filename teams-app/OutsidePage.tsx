// The honest page for whoever opens the tab outside a host, or gets it from a server that is not ours.
import type { ReactElement } from 'react';
import type { Translator } from '#shared/i18n';
import { EmptyState, UiProvider } from '#shared/ui';

/** Says where this page works. */
export function OutsidePage({
  translator,
  isDark,
}: {
  readonly translator: Translator;
  readonly isDark: boolean;
}): ReactElement {
  const dialer = {
    format: (number: string) => number,
    telUri: () => null,
    preferred: 'copy' as const,
    onCopy: () => undefined,
    onPrefer: () => undefined,
  };
  return (
    <UiProvider theme={isDark ? 'dark' : 'light'} translator={translator} dialer={dialer}>
      <main>
        <EmptyState title={translator.t('app.openInTeams')} hint={translator.t('app.openInTeamsHint')} />
      </main>
    </UiProvider>
  );
}
