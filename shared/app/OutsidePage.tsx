// The honest page for whoever opens an app outside its host, or gets it from a server that is not ours.
import type { ReactElement } from 'react';
import type { MessageKey, Translator } from '#shared/i18n';
import { EmptyState, UiProvider, noDialer } from '#shared/ui';

/** Properties of the page: what it says, in which words and colours. */
export interface OutsidePageProps {
  readonly translator: Translator;
  readonly isDark: boolean;
  readonly titleKey: MessageKey;
  readonly hintKey: MessageKey;
}

/** Says where this page works. */
export function OutsidePage({ translator, isDark, titleKey, hintKey }: OutsidePageProps): ReactElement {
  return (
    <UiProvider theme={isDark ? 'dark' : 'light'} translator={translator} dialer={noDialer}>
      <main>
        <EmptyState title={translator.t(titleKey)} hint={translator.t(hintKey)} />
      </main>
    </UiProvider>
  );
}
